import { hash } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { days, hours, minutes, seconds } from '../../src/domain/instant.ts'
import { openBrowser } from '../support/browser.ts'
import { createDatabase } from '../support/database.ts'
import { createProgram } from '../support/program.ts'
import type { Wire } from '../support/reply.ts'
import { closeWorlds, createWorld } from '../support/world.ts'

afterEach(closeWorlds)

describe('the binding', () => {
  test('is one per browser, shared by its attempts: two tabs both wait (M6)', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    const one = await browser.request('ada@example.com')
    const binding = browser.cookie('binding')
    const other = await browser.request('bob@example.com')
    expect(browser.cookie('binding')).toBe(binding)
    for (const { attemptId } of [one, other])
      expect((await browser.ask(`/attempts/${attemptId}`)).json.state).toBe('waiting')
  })

  test('is renewed at sign-in, and open attempts are carried over', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    const one = await browser.request('ada@example.com')
    const other = await browser.request('bob@example.com')
    const old = browser.jar.copy()
    const binding = browser.cookie('binding')
    await browser.call('/magic-link/verify', { token: one.token })
    expect(browser.cookie('binding')).not.toBe(binding)
    expect((await browser.ask(`/attempts/${other.attemptId}`)).json.state).toBe('waiting')
    const stale = openBrowser(world, { jar: old })
    expect((await stale.ask(`/attempts/${other.attemptId}`)).json.code).toBe('attempt-unknown')
    expect((await browser.ask(`/attempts/${one.attemptId}`)).json.state).toBe('completed-here')
  })

  test('ends at sign-out, and its open attempts with it: the next at the kiosk sees nothing (M6)', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    await browser.signIn('ada@example.com')
    const { attemptId, token } = await browser.request('bob@example.com')
    const jar = browser.jar.copy()
    await browser.submit('/sign-out')
    expect([browser.cookie('binding'), browser.cookie('session')]).toEqual([undefined, undefined])
    expect((await browser.ask(`/attempts/${attemptId}`)).json.code).toBe('attempt-unknown')
    expect((await openBrowser(world, { jar }).ask(`/attempts/${attemptId}`)).json.state).toBe('ended')
    expect((await createProgram(world).post('/magic-link/verify', { token })).json.code).toBe('attempt-ended')
  })

  test('lives 24 h at most: an older one is replaced when asked with', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    await browser.request('ada@example.com')
    const first = browser.cookie('binding')
    world.clock.advance(hours(24) - 1)
    await browser.request('ada@example.com')
    expect(browser.cookie('binding')).toBe(first)
    world.clock.advance(1)
    await browser.request('ada@example.com')
    expect(browser.cookie('binding')).not.toBe(first)
  })

  test('of the future, which a forged id can claim to be, is replaced', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    browser.jar.set('__Host-postern-binding', `7${'z'.repeat(25)}.${'A'.repeat(43)}`)
    await browser.request('ada@example.com')
    expect(browser.cookie('binding')).not.toContain('zzzz')
  })
})

describe('a program', () => {
  test('gets a handle and a binding cookie; a browser gets the cookie alone', async () => {
    const world = await createWorld()
    const program = await createProgram(world).post('/magic-link', { email: 'ada@example.com' })
    expect(program.json.handle).toMatch(/^[0-9a-z]{26}\.[A-Za-z0-9_-]{43}$/)
    expect(program.cookies[0]).toContain(`__Host-postern-binding=${program.json.handle}`)
    const browser = await openBrowser(world).call('/magic-link', { email: 'ada@example.com' })
    expect(browser.json).not.toHaveProperty('handle')
    expect(browser.cookies).toHaveLength(1)
  })

  test('that keeps cookies becomes a known browser too', async () => {
    const world = await createWorld()
    const program = createProgram(world, { keepsCookies: true })
    const { token } = await program.request('ada@example.com')
    await program.post('/magic-link/verify', { token })
    for (let count = 0; count < 4; count++) await createProgram(world).post('/magic-link', { email: 'ada@example.com' })
    expect((await createProgram(world).post('/magic-link', { email: 'ada@example.com' })).status).toBe(429)
    expect((await program.post('/magic-link', { email: 'ada@example.com' })).status).toBe(200)
  })

  test('is whoever sends neither Sec-Fetch-Site nor Origin', async () => {
    const world = await createWorld()
    const program = createProgram(world)
    for (const headers of [{ origin: 'https://app.example.com' }, { 'sec-fetch-site': 'same-origin' }]) {
      const { token } = await createProgram(world).request('ada@example.com')
      expect((await program.post('/magic-link/verify', { token }, headers)).json.code).toBe('confirm-needed')
    }
  })
})

describe('limits', () => {
  test('are three mails in fifteen minutes and ten a day for an address, told with Retry-After', async () => {
    const world = await createWorld()
    let sent = 0
    const statuses: unknown[] = []
    for (let quarter = 0; quarter < 4; quarter++) {
      for (let count = 0; count < 4; count++) {
        const proof = sent >= 7 ? await proofFor(world, 'ada@example.com') : undefined
        const { status, json, headers } = await openBrowser(world).call('/magic-link', {
          email: 'ada@example.com',
          proof,
        })
        if (status === 200) sent++
        else statuses.push([sent, json.code, Number(headers.get('retry-after'))])
      }
      world.clock.advance(minutes(15))
    }
    expect(sent).toBe(10)
    expect(statuses.slice(0, 3)).toEqual([
      [3, 'limited', 900],
      [6, 'limited', 900],
      [9, 'limited', 900],
    ])
    expect(statuses.at(-1)).toEqual([10, 'limited', 24 * 3600 - 45 * 60])
    world.clock.advance(days(1))
    expect((await openBrowser(world).call('/magic-link', { email: 'ada@example.com' })).status).toBe(200)
  })

  test('ask an address’s strangers for proof of work before they refuse; the answer is spent once, for that address, in time', async () => {
    const world = await createWorld()
    for (let count = 0; count < 7; count++) {
      for (const email of ['ada@example.com', 'bob@example.com'])
        await openBrowser(world).call('/magic-link', { email })
      if (count % 3 === 2) world.clock.advance(minutes(15))
    }
    const ask = async (proof?: string, email = 'ada@example.com') =>
      (await openBrowser(world).call('/magic-link', { email, proof })).json
    const wanted = await ask()
    expect([wanted.status, wanted.code, wanted.bits]).toEqual([429, 'proof-needed', 16])
    const good = work(wanted)
    expect((await ask(good, 'bob@example.com')).code).toBe('proof-needed')
    expect((await ask(`${wanted.challenge}.0`)).code).toBe('proof-needed')
    expect((await ask(good.replace('.', '..'))).code).toBe('proof-needed')
    expect((await ask(`9${good}`)).code).toBe('proof-needed')
    expect((await ask('x'.repeat(100_000).slice(0, 60_000))).code).toBe('proof-needed')
    expect((await ask(good)).status).toBe('sent')
    expect((await ask(good)).code).toBe('proof-needed')
    world.clock.advance(minutes(15))
    const late = work(await ask())
    world.clock.advance(minutes(5))
    expect((await ask(late)).code).toBe('proof-needed')
  })

  test('tell whoever can do no work when none will be wanted', async () => {
    const world = await createWorld()
    for (let count = 0; count < 7; count++) {
      await openBrowser(world).call('/magic-link', { email: 'ada@example.com' })
      if (count % 3 === 2) world.clock.advance(minutes(15))
    }
    const ask = () => openBrowser(world).call('/magic-link', { email: 'ada@example.com' })
    const wanted = await ask()
    const pause = 24 * 3600 - 30 * 60
    expect([wanted.json.code, wanted.headers.get('retry-after')]).toEqual(['proof-needed', String(pause)])
    world.clock.advance(seconds(pause - 1))
    expect((await ask()).headers.get('retry-after')).toBe('1')
    world.clock.advance(seconds(1))
    expect((await ask()).json.status).toBe('sent')
  })

  test('lose nothing of what was asked for where a page wants work before it sends another mail', async () => {
    const world = await createWorld()
    const browser = openBrowser(world, { peer: '192.0.2.9' })
    const email = 'ada@example.com'
    const { attemptId, token } = await browser.request(email, { redirectTo: '/inside', state: 'kept' })
    for (let at = 0; at < 15; at++)
      await openBrowser(world, { peer: '192.0.2.9' }).call('/magic-link', { email: `p${at}@example.com` })
    world.clock.advance(seconds(31))
    const resend = await browser.submit(`/attempts/${attemptId}/resend`)
    expect([resend.status, resend.text]).toEqual([429, expect.stringContaining(`name="again" value="${attemptId}"`)])
    expect(resend.text).toContain(`value="${email}"`)
    const proof = workOn(resend.text)
    const sent = await browser.submit('/magic-link', { email, again: attemptId, proof })
    const id = sent.location?.split('/check-email/')[1] ?? ''
    await world.delivered(id)
    const { code = '' } = world.mail.mails().find((mail) => mail.attemptId === id) ?? {}
    const entered = await browser.submit('/code/verify', { attemptId: id, code })
    expect(entered.location).toBe('/inside?state=kept')
    const late = await openBrowser(world, { peer: '192.0.2.9' }).submit('/magic-link', { again: token })
    expect([late.status, late.text]).toEqual([429, expect.stringContaining(`name="again" value="${token}"`)])
  })

  test('make a flood of one mailbox work that varies the tag and the network', async () => {
    const world = await createWorld()
    const ask = async (at: number, proof?: string) => {
      const browser = openBrowser(world, { peer: `198.51.${at}.1` })
      return (await browser.call('/magic-link', { email: `ada+${at}@example.com`, proof })).json
    }
    for (let at = 0; at < 20; at++) expect((await ask(at)).status).toBe('sent')
    const wanted = await ask(20)
    expect(wanted.code).toBe('proof-needed')
    expect((await ask(20, work(wanted))).status).toBe('sent')
    expect((await ask(21)).code).toBe('proof-needed')
    expect((await openBrowser(world).call('/magic-link', { email: 'ada@example.com' })).json.status).toBe('sent')
  })

  test('count networks at three widths, which ask for proof before they refuse (M17)', async () => {
    const world = await createWorld()
    const ask = async (peer: string, at: number) =>
      (await openBrowser(world, { peer }).call('/magic-link', { email: `p${at}@example.com` })).json
    const one: unknown[] = []
    for (let at = 0; at < 16; at++) one.push((await ask('2001:db8:1:1::1', at)).status)
    expect(one).toEqual([...Array.from({ length: 15 }, () => 'sent'), 429])
    expect((await ask('2001:db8:1:1:ffff::9', 20)).code).toBe('proof-needed')
    expect((await ask('2001:db8:1:2::1', 21)).status).toBe('sent')
    expect((await ask('2001:db8:2:1::1', 22)).status).toBe('sent')
    for (let at = 0; at < 44; at++) await ask(`2001:db8:1:${(2 + (at % 20)).toString(16)}::1`, 100 + at)
    expect((await ask('2001:db8:1:fe::1', 200)).code).toBe('proof-needed')
    expect((await ask('2001:db8:1:100::1', 201)).status).toBe('sent')
  })

  test('of a network refuse in the end, though every proof was given', async () => {
    const world = await createWorld()
    const statuses: unknown[] = []
    for (let at = 0; at < 31; at++) {
      const email = `p${at}@example.com`
      const browser = openBrowser(world)
      const first = await browser.call('/magic-link', { email })
      const { status, json } =
        first.json.code === 'proof-needed'
          ? await browser.call('/magic-link', { email, proof: work(first.json) })
          : first
      statuses.push(status === 200 ? 'sent' : json.code)
    }
    expect(statuses).toEqual([...Array.from({ length: 30 }, () => 'sent'), 'limited'])
  })

  test.each<[string, number | undefined, string | undefined]>([
    ['a forwarding header comes from a hop nobody configured', undefined, '198.51.100.7'],
    ['a caller sends one that nobody can read', undefined, 'garbage'],
    ['no address comes from the configured hop', 1, undefined],
    ['fewer addresses come than hops are configured', 2, '198.51.100.7'],
  ])(
    'refuse nobody’s network, and ask all for work from 300 an hour on, and say so, where %s',
    async (_, trustedHops, header) => {
      const world = await createWorld(trustedHops === undefined ? {} : { trustedHops })
      const headers = header === undefined ? {} : { 'x-forwarded-for': header }
      const ask = (at: number, proof?: string) =>
        openBrowser(world).call('/magic-link', { email: `p${at}@example.com`, proof }, headers)
      const one = (await ask(0)).status
      expect([one, world.warnings() > 0]).toEqual([200, true])
      const statuses = await Promise.all(Array.from({ length: 299 }, async (_none, at) => (await ask(at + 1)).status))
      expect(new Set(statuses)).toEqual(new Set([200]))
      const wanted = (await ask(300)).json
      expect(wanted.code).toBe('proof-needed')
      expect((await ask(300, work(wanted))).json.status).toBe('sent')
      const elsewhere = { ...headers, 'x-forwarded-for': '198.51.100.7, 192.0.2.1, 192.0.2.2' }
      if (trustedHops !== undefined) {
        const known = await openBrowser(world).call('/magic-link', { email: 'known@example.com' }, elsewhere)
        expect(known.json.status).toBe('sent')
      }
    },
  )

  test('of addresses hold where nobody’s network is known', async () => {
    const world = await createWorld()
    const ask = () =>
      openBrowser(world).call('/magic-link', { email: 'ada@example.com' }, { 'x-forwarded-for': '1.2.3.4' })
    const statuses = [(await ask()).status, (await ask()).status, (await ask()).status, (await ask()).status]
    expect(statuses).toEqual([200, 200, 200, 429])
  })

  test('believe the configured hop, and no header a caller adds in front of it', async () => {
    const world = await createWorld({ trustedHops: 1 })
    const codes: unknown[] = []
    for (let at = 0; at < 16; at++) {
      const headers = { 'x-forwarded-for': `198.51.100.${at}, 192.0.2.33` }
      codes.push(
        (await openBrowser(world, { peer: '10.0.0.1' }).call('/magic-link', { email: `p${at}@example.com` }, headers))
          .status,
      )
    }
    expect(codes.at(-1)).toBe(429)
  })

  test('count the connection where there is said to be no proxy, whatever a caller adds', async () => {
    const world = await createWorld({ trustedHops: 0 })
    const statuses: number[] = []
    for (let at = 0; at < 16; at++) {
      const headers = { 'x-forwarded-for': `198.51.100.${at}`, forwarded: `for=198.51.100.${at}` }
      const caller = openBrowser(world, { peer: '192.0.2.33' })
      statuses.push((await caller.call('/magic-link', { email: `p${at}@example.com` }, headers)).status)
    }
    expect(statuses.at(-1)).toBe(429)
    expect(world.warnings()).toBe(0)
  })

  test('hold for the engine’s own callers as well', async () => {
    const world = await createWorld()
    const client = { kind: 'program', asked: {}, networks: [] } as const
    const kinds: string[] = []
    for (let count = 0; count < 4; count++)
      kinds.push(
        (await world.runtime.engine.requestSignIn(world.scope, { client, locale: 'en', email: 'ada@example.com' }))
          .kind,
      )
    expect(kinds).toEqual(['sent', 'sent', 'sent', 'limited'])
  })

  test('charge all budgets or none: a refusal for the address costs the network nothing', async () => {
    const world = await createWorld()
    for (let count = 0; count < 30; count++) await openBrowser(world).call('/magic-link', { email: 'ada@example.com' })
    for (let at = 0; at < 12; at++)
      expect((await openBrowser(world).call('/magic-link', { email: `p${at}@example.com` })).status).toBe(200)
  })

  test('name nobody’s shared budget as the caller’s: a busy service says 503 with Retry-After', async () => {
    const database = await createDatabase()
    const world = await createWorld({ store: database.source })
    const ask = () => openBrowser(world).call('/magic-link', { email: 'ada@example.com' })
    await ask()
    const now = world.clock.now()
    const hits =
      database.source.kind === 'sqlite' ? `hits = '${now}*20000'` : `times = ARRAY[${now}], counts = ARRAY[20000]`
    await database.change(`UPDATE postern_budgets SET ${hits} WHERE key LIKE 'mail/shared/application/%'`)
    const { status, json, headers } = await ask()
    expect([status, json.code, headers.get('retry-after')]).toEqual([503, 'busy', '3600'])
    await closeWorlds()
    await database.remove()
  })
})

describe('a known browser', () => {
  test('stays known after sign-out, by its user only', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    await browser.signIn('ada@example.com')
    await browser.submit('/sign-out')
    expect(browser.cookie('browser')).toBeDefined()
    for (let count = 0; count < 4; count++) await openBrowser(world).call('/magic-link', { email: 'ada@example.com' })
    expect((await browser.call('/magic-link', { email: 'ada@example.com' })).status).toBe(200)
    for (let count = 0; count < 3; count++) await openBrowser(world).call('/magic-link', { email: 'bob@example.com' })
    expect((await browser.call('/magic-link', { email: 'bob@example.com' })).status).toBe(429)
  })

  test('cannot be forged by id, nor borrowed for another user', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    await browser.signIn('ada@example.com')
    for (let count = 0; count < 3; count++) await openBrowser(world).call('/magic-link', { email: 'ada@example.com' })
    const thief = openBrowser(world)
    thief.jar.set('__Host-postern-browser', `${browser.cookie('browser')?.slice(0, 26)}.${'A'.repeat(43)}`)
    expect((await thief.call('/magic-link', { email: 'ada@example.com' })).status).toBe(429)
    expect((await browser.call('/magic-link', { email: 'ada@example.com' })).status).toBe(200)
  })

  test('keeps one credential for all its users', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    await browser.signIn('ada@example.com')
    const credential = browser.cookie('browser')
    const { token } = await browser.request('bob@example.com')
    await browser.call('/magic-link/verify', { token, switch: 'yes' })
    expect(browser.cookie('browser')).toBe(credential)
  })
})

describe('addresses at the door', () => {
  test.each([
    ' ada@example.com ',
    'ADA@EXAMPLE.COM',
    'a.b+c_d@sub.example.co',
    "o'neil@example.com",
    'ada@bücher.example',
    'ada@xn--bcher-kva.example',
    'x@1a.example',
  ])('%j is taken', async (email) => {
    const world = await createWorld()
    const reply = await openBrowser(world).call('/magic-link', { email })
    expect(reply.status).toBe(200)
  })

  const long = (length: number) => `${'a'.repeat(length)}@example.com`
  test.each(
    [
      ['', ' ', 'ada', '@example.com', 'ada@', 'ada@localhost', 'ada@example', 'ada@@example.com', 'a@b@example.com'],
      [
        '"ada"@example.com',
        'ada(comment)@example.com',
        'Ada <ada@example.com>',
        'ada@example.com,eve@evil.example',
        'ada@example.com;eve@evil.example',
      ],
      [
        'ada@example.com eve@evil.example',
        'ada @example.com',
        'ada@ example.com',
        'ada@exam ple.com',
        'group: ada@example.com;',
      ],
      ['.ada@example.com', 'ada.@example.com', 'a..b@example.com', '-ada@example.com', '=?utf-8?q?ada?=@example.com'],
      [
        'ada@example.com.',
        'ada@.example.com',
        'ada@example..com',
        'ada@-example.com',
        'ada@example-.com',
        'ada@example.123',
      ],
      [
        'ada@[127.0.0.1]',
        'ada@127.0.0.1',
        'ada@[IPv6:::1]',
        'ada@example。com',
        'ada@exa\u00admple.com',
        'ada@ｅxample.com',
      ],
      [
        'ada\u00a0@example.com',
        '\u00a0ada@example.com',
        'ada@example.com\n',
        'ada@example.com\r\nBcc: eve@evil.example',
        '\tada@example.com',
      ],
      ['ad\u200ba@example.com', 'аda@example.com', 'ada@example.com\u202e', 'ada%00@example.com%0a'],
      [
        'ada@K\u212aelvin.example',
        'ada@xn--.example',
        'ada@xn--zzzzzz999999.example',
        long(65),
        `a@${'b'.repeat(64)}.example`,
        `a@${'b.'.repeat(130)}example`,
        'x'.repeat(60_000),
      ],
    ].flat(),
  )('%j is refused as email-invalid', async (email) => {
    const world = await createWorld()
    const reply = await openBrowser(world).call('/magic-link', { email })
    expect([reply.status, reply.json.code]).toEqual([400, 'email-invalid'])
    expect(world.mail.tried).toEqual([])
  })

  test.each(['ada\u0000@example.com', 'ada@example.com\u0000'])('%j is no text at all', async (email) => {
    const world = await createWorld()
    const reply = await openBrowser(world).call('/magic-link', { email })
    expect([reply.status, reply.json.code, world.mail.tried]).toEqual([400, 'body-invalid', []])
  })

  test('of one key are one person and one budget, however they are spelt', async () => {
    const world = await createWorld()
    const statuses: number[] = []
    for (const email of ['Ada@Example.com', ' ada@example.COM', 'ADA@example.com ', 'aDa@eXample.com'])
      statuses.push((await openBrowser(world).call('/magic-link', { email })).status)
    expect(statuses).toEqual([200, 200, 200, 429])
  })
})

/** The answer to the challenge of a page. */
function workOn(page: string): string {
  const [, challenge = '', bits = ''] = /data-challenge="([^"]*)" data-bits="(\d+)"/.exec(page) ?? []
  return work({ challenge, bits: Number(bits) })
}

function work({ challenge, bits }: Wire): string {
  for (let n = 0; ; n++) {
    const answer = `${challenge}.${n}`
    if (hash('sha256', answer, 'buffer').readUInt32BE(0) >>> (32 - (bits ?? 0)) === 0) return answer
  }
}

async function proofFor(world: Awaited<ReturnType<typeof createWorld>>, email: string): Promise<string | undefined> {
  const { json } = await openBrowser(world).call('/magic-link', { email })
  return json.challenge === undefined ? undefined : work(json)
}
