/** Attacks on the protocol, step by step. A attacks, V owns the mailbox, R is a mail robot. */
import { afterEach, describe, expect, test } from 'vitest'
import { devInbox } from '../../src/adapters/dev-inbox/dev-inbox.ts'
import { createVault } from '../../src/adapters/vault/vault.ts'
import type { Id } from '../../src/domain/id.ts'
import { days, minutes, seconds } from '../../src/domain/instant.ts'
import { cookieName } from '../../src/http/client/cookies.ts'
import { openBrowser, phone } from '../support/browser.ts'
import { wrongCode } from '../support/mail.ts'
import { createProgram } from '../support/program.ts'
import { readReply } from '../support/reply.ts'
import { letRobotWalk } from '../support/robot.ts'
import { closeWorlds, createWorld, type World } from '../support/world.ts'

afterEach(closeWorlds)

describe('critical', () => {
  test('C1: A asks for V, R presses everything it finds, again and again: A’s claim never comes through', async () => {
    const world = await createWorld()
    const attacker = openBrowser(world, { peer: '198.51.100.66' })
    const { attemptId, link, number } = await attacker.request('victim@example.com')
    for (let round = 0; round < 3; round++) {
      const { seen } = await letRobotWalk(world, link, { spares: /\/cancel$/ })
      for (const { reply } of seen) expect(reply.text).not.toMatch(new RegExp(`(?:>|value=")${number}(?:<|")`))
      expect((await attacker.call(`/attempts/${attemptId}/claim`)).json.code).toBe('not-approved')
    }
    expect((await world.look(attemptId)).attempt).toMatchObject({ state: 'open', approvalShut: false })
  })

  test('C1: a tired human who guesses the number has three tries a day at one in ninety', async () => {
    const world = await createWorld()
    const words: unknown[] = []
    for (let round = 0; round < 9; round++) {
      const attacker = openBrowser(world, { peer: `198.51.${round}.66` })
      const { attemptId, token, number } = await attacker
        .request('victim@example.com')
        .catch(() => ({ attemptId: '', token: '', number: '' }))
      if (attemptId === '') break
      const guess = number === '10' ? '11' : '10'
      words.push((await openBrowser(world).call(`/attempts/${attemptId}/approve`, { token, number: guess })).json.code)
      world.clock.advance(minutes(15))
    }
    expect(words.slice(0, 4)).toEqual(['number-wrong', 'number-wrong', 'number-wrong', 'approval-shut'])
    expect(new Set(words.slice(3))).toEqual(new Set(['approval-shut']))
  })

  test('C2: R presses "sign in here": its sandbox gets no session and V’s link lives', async () => {
    const world = await createWorld()
    const victim = openBrowser(world)
    const { attemptId, token } = await victim.request('victim@example.com')
    const robot = openBrowser(world, { peer: '198.51.100.20' })
    for (const fields of [{ token }, { token, email: '' }, { token, email: 'v••@example.com' }]) {
      const reply = await robot.submit(`/attempts/${attemptId}/confirm`, fields)
      expect([reply.status, robot.cookie('session')]).toEqual([409, undefined])
    }
    expect((await victim.call('/magic-link/verify', { token })).json.status).toBe('signed-in')
  })

  test('C3: A approves his own attempt with the number he sees, without the mail', async () => {
    const world = await createWorld()
    const attacker = openBrowser(world)
    const { attemptId, number, handle } = { handle: '', ...(await attacker.request('victim@example.com')) }
    const second = openBrowser(world)
    for (const fields of [
      { number },
      { number, token: attemptId },
      { number, handle },
      { number, token: `${attemptId}.` },
    ]) {
      expect((await second.call(`/attempts/${attemptId}/approve`, fields)).json.code).toBe('link-unknown')
      expect((await attacker.call(`/attempts/${attemptId}/approve`, fields)).json.code).toBe('link-unknown')
    }
    expect((await second.call(`/attempts/${attemptId}/cancel`, { sure: 'yes' })).json.code).toBe('link-unknown')
    expect((await attacker.ask(`/attempts/${attemptId}`)).json.state).toBe('waiting')
  })

  test('C4: a short code finds no attempt by itself', async () => {
    const world = await createWorld()
    const mails = await Promise.all(['a', 'b', 'c'].map((name) => createProgram(world).request(`${name}@example.com`)))
    const attacker = createProgram(world)
    for (const { code } of mails) {
      expect((await attacker.post('/code/verify', { code })).json.code).toBe('attempt-unknown')
      expect((await attacker.post('/magic-link/verify', { token: code })).json.code).toBe('link-unknown')
      expect((await attacker.post('/magic-link/verify', { code })).json.code).toBe('link-unknown')
    }
    for (const { attemptId } of mails) expect((await world.look(attemptId)).attempt.tries).toBe(0)
  })

  test('C5: the dev inbox behind a proxy or on a network shows nothing', async () => {
    const inbox = devInbox()
    const world = await createWorld({ baseUrl: 'http://localhost:3000', transports: [inbox] })
    await openBrowser(world, { peer: '127.0.0.1' }).call('/magic-link', { email: 'admin@example.com' })
    await inbox.next()
    const look = (headers: Record<string, string>, peer: string) =>
      world.handle(
        new Request('http://localhost:3000/auth/dev/inbox/messages?to=admin@example.com', {
          headers: { host: 'localhost:3000', ...headers },
        }),
        peer,
      )
    expect((await look({ 'x-forwarded-for': '203.0.113.9' }, '127.0.0.1')).status).toBe(421)
    expect((await look({}, '203.0.113.9')).status).toBe(421)
    expect((await look({ host: 'demo.example' }, '127.0.0.1')).status).toBe(421)
  })
})

describe('high', () => {
  test('H1: with the public attempt id A guesses, resends, burns tries and redeems a code read off a lock screen: nothing', async () => {
    const world = await createWorld()
    const victim = openBrowser(world)
    const { attemptId, code } = await victim.request('victim@example.com')
    world.clock.advance(minutes(3))
    for (const attacker of [openBrowser(world), createProgram(world)] as const) {
      const post = 'call' in attacker ? attacker.call : attacker.post
      for (let count = 0; count < 6; count++) await post('/code/verify', { attemptId, code: wrongCode(code, count) })
      for (let count = 0; count < 3; count++) await post(`/attempts/${attemptId}/resend`)
      expect((await post('/code/verify', { attemptId, code })).json.code).toBe('attempt-unknown')
    }
    const { attempt } = await world.look(attemptId)
    expect([attempt.tries, attempt.sets.length]).toEqual([0, 1])
    expect((await victim.call('/code/verify', { attemptId, code })).json.status).toBe('signed-in')
  })

  test('H2: A sends V the link for A’s own address: V’s browser does not become A', async () => {
    const world = await createWorld()
    const { attemptId, token } = await createProgram(world).request('attacker@example.com')
    const victim = openBrowser(world)
    expect((await victim.call('/magic-link/verify', { token })).json.code).toBe('confirm-needed')
    expect((await victim.submit(`/attempts/${attemptId}/confirm`, { token, email: 'victim@example.com' })).status).toBe(
      409,
    )
    expect(await victim.who()).toBeUndefined()
  })

  test('H3: a no-referrer form at another site makes V’s browser no asker', async () => {
    const world = await createWorld()
    const victim = openBrowser(world)
    const evil = { 'sec-fetch-site': 'cross-site', origin: 'null' }
    expect((await victim.submit('/magic-link', { email: 'attacker@example.com' }, evil)).status).toBe(403)
    expect(victim.jar.header()).toBeUndefined()
    expect(world.mail.tried).toEqual([])
  })

  test('H4: the waiting page’s reads, approved or not, make no session', async () => {
    const world = await createWorld()
    const asker = openBrowser(world)
    const { attemptId, token, number } = await asker.request('ada@example.com')
    await openBrowser(world).call(`/attempts/${attemptId}/approve`, { token, number })
    for (const path of [`/attempts/${attemptId}`, `/check-email/${attemptId}`, `/link/${attemptId}`])
      expect((await asker.visit(path)).cookies).toEqual([])
    expect(await asker.who()).toBeUndefined()
    expect((await asker.call(`/attempts/${attemptId}/claim`)).json.status).toBe('signed-in')
  })

  test('H5: V signs in here with A’s link: A’s state and redirect are dropped', async () => {
    const world = await createWorld({ redirects: ['https://shop.example/connect'] })
    const attacker = openBrowser(world)
    const { token } = await attacker.request('victim@example.com', {
      redirectTo: 'https://shop.example/connect',
      state: 'A-SESSION',
    })
    const victim = openBrowser(world)
    const { json } = await victim.call('/magic-link/verify', { token, email: 'victim@example.com' })
    expect(json.next).toBe('https://app.example.com/auth/signed-in')
    expect((await attacker.call('/magic-link/verify', { token })).json.code).toBe('link-used')
    expect(await attacker.who()).toBeUndefined()
  })

  test('H6: no URL plants A’s attempt in V’s browser', async () => {
    const world = await createWorld()
    const { attemptId, token, handle } = await createProgram(world).request('attacker@example.com')
    const victim = openBrowser(world)
    for (const path of ['/sign-in', `/check-email/${attemptId}`, `/link/${attemptId}`])
      await victim.visit(`${path}?handle=${handle}&token=${token}&binding=${handle}`)
    expect(victim.jar.header()).toBeUndefined()
    expect((await victim.submit(`/attempts/${attemptId}/confirm`, { token })).status).toBe(409)
  })

  test('H7: ten posts a day lock no known browser out, and strangers’ last mails want work', async () => {
    const world = await createWorld()
    const victim = openBrowser(world)
    await victim.signIn('victim@example.com')
    await victim.submit('/sign-out')
    const codes: unknown[] = []
    for (let round = 0; round < 20; round++) {
      const { json } = await openBrowser(world, { peer: `198.51.${round}.1` }).call('/magic-link', {
        email: 'victim@example.com',
      })
      codes.push(json.code ?? json.status)
      world.clock.advance(minutes(6))
    }
    expect(codes.filter((code) => code === 'sent')).toHaveLength(6)
    expect(codes).toContain('proof-needed')
    expect((await victim.signIn('victim@example.com')).json.status).toBe('signed-in')
  })

  test('H8: with budgets spent, strangers are told the same of known and unknown addresses', async () => {
    const world = await createWorld()
    await openBrowser(world).signIn('known@example.com')
    world.clock.advance(days(2))
    const told = async (email: string) => {
      const answers: unknown[] = []
      for (let count = 0; count < 5; count++) {
        const { status, headers } = await openBrowser(world, { peer: `192.0.2.${count}` }).call('/magic-link', {
          email,
        })
        answers.push([status, headers.get('retry-after')])
      }
      return answers
    }
    expect(await told('known@example.com')).toEqual(await told('unknown@example.com'))
  })

  test('H10: an angry mail system, a full mailbox or a stranger’s doing suppresses nobody', async () => {
    const world = await createWorld()
    for (const reason of ['5.7.1', '5.2.2', '5.7.1', '5.7.1']) {
      world.mail.answer({ kind: 'refused', reason })
      const { json } = await createProgram(world).post('/magic-link', { email: 'ada@example.com' })
      await world.delivered(json.attemptId ?? '')
      world.clock.advance(minutes(20))
    }
    expect((await createProgram(world).request('ada@example.com')).code).toMatch(/^\d{6}$/)
  })

  test('H10: suppression takes two strikes, a day apart, and ends by itself after seven days', async () => {
    const world = await createWorld()
    const ask = async () => {
      const { json } = await createProgram(world).post('/magic-link', { email: 'ada@example.com' })
      return (await world.delivered(json.attemptId ?? ''))[0]?.state
    }
    world.mail.answer({ kind: 'refused', reason: '5.1.1', suppress: true })
    expect(await ask()).toBe('failed')
    world.clock.advance(seconds(5))
    world.mail.answer({ kind: 'refused', reason: '5.1.1', suppress: true })
    expect(await ask()).toBe('failed')
    expect(await ask()).toBe('sent')
    world.clock.advance(days(1))
    world.mail.answer({ kind: 'refused', reason: '5.1.1', suppress: true })
    expect(await ask()).toBe('failed')
    expect(await ask()).toBe('dropped')
    world.clock.advance(days(7) - minutes(1))
    expect(await ask()).toBe('dropped')
    world.clock.advance(minutes(1))
    expect(await ask()).toBe('sent')
  })

  test('H12: an approved session says so, and its user is told by mail', async () => {
    const world = await createWorld()
    const asker = openBrowser(world)
    const { attemptId, token, number } = await asker.request('ada@example.com')
    await openBrowser(world, { userAgent: phone }).call(`/attempts/${attemptId}/approve`, { token, number })
    const { json } = await asker.call(`/attempts/${attemptId}/claim`)
    expect(json.session?.methods).toEqual(['approved'])
    await world.delivered(attemptId)
    expect(world.mail.taken.map(({ facts }) => facts.kind)).toEqual(['sign-in', 'approved-elsewhere'])
  })

  test('H13: whoever approved and understands ends it, before and after the claim', async () => {
    for (const claims of [false, true]) {
      const world = await createWorld()
      const attacker = openBrowser(world)
      const { attemptId, token, number, cancel } = await attacker.request('victim@example.com')
      await openBrowser(world).call(`/attempts/${attemptId}/approve`, { token, number })
      if (claims) await attacker.call(`/attempts/${attemptId}/claim`)
      const email = 'victim@example.com'
      const stopped = await createProgram(world).post(`/attempts/${attemptId}/cancel`, { token: cancel, email })
      expect(stopped.json.status).toBe('stopped')
      await attacker.call(`/attempts/${attemptId}/claim`)
      expect(await attacker.who()).toBeUndefined()
    }
  })

  test('H17: cookies name their tenant, so that tenants of one host do not sign each other out', () => {
    expect(cookieName('session', 'default', true)).toBe('__Host-postern-session')
    expect(cookieName('session', 'acme', true)).toBe('__Host-postern-session-acme')
    expect(() => cookieName('session', 'a;b', true)).toThrow(TypeError)
  })

  test('H18: what one place sealed or signed fits no other tenant, row or purpose, and a rotated key still reads', () => {
    const older = createVault('the older secret, of thirty-two bytes and more')
    const both = createVault([
      'the newer secret, of thirty-two bytes and more',
      'the older secret, of thirty-two bytes and more',
    ])
    const place = { tenant: 'default' as Id<'tenant'>, purpose: 'message', row: 'one' } as const
    const sealed = older.seal(place, 'text')
    expect(both.open(place, sealed)).toBe('text')
    for (const other of [
      { ...place, row: 'two' },
      { ...place, tenant: 'acme' as Id<'tenant'> },
      { ...place, purpose: 'seal' } as const,
    ])
      expect(() => both.open(other, sealed)).toThrow(/./)
    expect(() => older.open(place, both.seal(place, 'text'))).toThrow(/./)
    expect(both.signed(place, 'text', older.sign(place, 'text'))).toBe(true)
    expect(older.signed(place, 'text', both.sign(place, 'text'))).toBe(false)
  })

  test('H19: nothing that A sends beside the address reaches V’s mail', async () => {
    const world = await createWorld()
    const words = 'CALL-555-NOW https://evil.example'
    const attacker = openBrowser(world, { userAgent: `Mozilla/5.0 (X11; Linux) ${words} Firefox/1` })
    const more = { state: words, redirectTo: '/?x=CALL-555-NOW', locale: words, name: words, subject: words }
    const headers = { 'x-forwarded-for': words, 'accept-language': words, 'sec-ch-ua': words, referer: words }
    const { json } = await attacker.call('/magic-link', { email: 'victim@example.com', ...more }, headers)
    await world.delivered(json.attemptId ?? '')
    const [mail] = world.mail.taken
    // Whole words: a secret may say 555 by itself.
    expect(`${mail?.subject}${mail?.text}${mail?.html}`).not.toMatch(/CALL-555|evil\.example/)
    expect(mail?.text).toContain('Firefox on Linux')
  })

  test('H20: a path that is not canonical is nothing', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    await browser.signIn('ada@example.com')
    const at = (path: string, method = 'GET') => readRaw(world, path, method, browser.jar.header() ?? '')
    expect(await at('/auth/me')).toBe(200)
    for (const path of [
      '/auth//me',
      '//auth/me',
      '/auth/me/',
      '/auth/ME',
      '/AUTH/me',
      '/auth/me%2f',
      '/auth/me;x',
      '/auth/x%2f..%2fme',
      '/auth/me%00',
      '/auth/me.json',
    ])
      expect([path, await at(path)]).toEqual([path, 404])
    expect(await at('/auth/me', 'POST')).toBe(405)
    expect(await at('/auth/sign-out', 'GET')).toBe(405)
    expect(await at('/auth/sign-out', 'PUT')).toBe(405)
    expect(await browser.who()).toBe('ada@example.com')
  })
})

async function readRaw(world: World, path: string, method: string, cookie: string): Promise<number> {
  const headers = { cookie, 'sec-fetch-site': 'same-origin', accept: 'application/json' }
  return (await readReply(await world.handle(new Request(`https://app.example.com${path}`, { method, headers }))))
    .status
}
