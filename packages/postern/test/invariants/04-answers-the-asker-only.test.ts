import { afterEach, describe, expect, test } from 'vitest'
import { minutes } from '../../src/domain/instant.ts'
import { openBrowser } from '../support/browser.ts'
import { wrongCode } from '../support/mail.ts'
import { createProgram } from '../support/program.ts'
import { readReply } from '../support/reply.ts'
import { base, closeWorlds, createWorld, type World } from '../support/world.ts'

afterEach(closeWorlds)

describe('invariant 4: codes, resend, state, events and claims answer only the asker', () => {
  test('a browser’s attempt answers no other browser, no program, and no handle that somebody made up', async () => {
    const world = await createWorld()
    const mail = await openBrowser(world).request('ada@example.com')
    const stranger = openBrowser(world)
    await stranger.request('eve@example.com')
    const program = createProgram(world)
    const { handle } = await program.request('mallory@example.com')
    const { attemptId, code } = mail
    const path = `/attempts/${attemptId}`
    const replies = [
      await stranger.call('/code/verify', { attemptId, code }),
      await stranger.call(`${path}/resend`),
      await stranger.call(`${path}/claim`),
      await stranger.ask(path),
      await stranger.ask(`${path}/events`),
      await program.post('/code/verify', { attemptId, code, handle }),
      await program.post('/code/verify', { attemptId, code }),
      await program.post(`${path}/resend`, { handle }),
      await program.post(`${path}/claim`, { handle }),
      await program.get(path, { 'postern-handle': handle }),
      await program.get(`${path}/events`, { 'postern-handle': handle }),
    ]
    expect(replies.map(({ status, json }) => `${status} ${json.code}`)).toEqual(
      replies.map(() => '401 attempt-unknown'),
    )
    const { attempt } = await world.look(attemptId)
    expect([attempt.tries, attempt.version, attempt.sets.length]).toEqual([0, 1, 1])
    expect((await stranger.visit(`/check-email/${attemptId}`)).text).not.toContain('ada@example.com')
  })

  test('a program’s attempt answers its handle, in body or header, and nothing else', async () => {
    const world = await createWorld()
    const program = createProgram(world)
    const { attemptId, handle, number, code } = await program.request('ada@example.com')
    const half = `${handle.slice(0, 27)}${'A'.repeat(43)}`
    expect((await program.get(`/attempts/${attemptId}`, { 'postern-handle': half })).json.code).toBe('attempt-unknown')
    const state = await program.get(`/attempts/${attemptId}`, { 'postern-handle': handle })
    expect([state.json.state, state.json.number]).toEqual(['waiting', number])
    expect((await program.post('/code/verify', { attemptId, code })).json.code).toBe('attempt-unknown')
    expect((await program.post('/code/verify', { attemptId, code, handle })).json.status).toBe('signed-in')
  })

  test('the attempt’s id is public and proves nothing, and an unknown id is told the same', async () => {
    const world = await createWorld()
    const { attemptId, code } = await openBrowser(world).request('ada@example.com')
    const unknown = `${attemptId.slice(0, 25)}${attemptId.endsWith('0') ? '1' : '0'}`
    const program = createProgram(world)
    const ask = async (id: string) => (await program.post('/code/verify', { attemptId: id, code })).text
    expect(await ask(attemptId)).toBe(await ask(unknown))
    expect(await ask('no id at all')).toBe(await ask(unknown))
  })
})

describe('invariant 4: tries', () => {
  test('five wrong codes shut codes, the link outlives them (M1)', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    const mail = await browser.request('ada@example.com')
    const { attemptId, token, code } = mail
    const guess = () => browser.call('/code/verify', { attemptId, code: wrongCode(code) })
    const left: unknown[] = []
    for (let count = 0; count < 6; count++) {
      const { json } = await guess()
      left.push(json.code === 'code-wrong' ? json.triesLeft : json.code)
    }
    expect(left).toEqual([4, 3, 2, 1, 'codes-shut', 'codes-shut'])
    expect((await browser.call('/code/verify', { attemptId, code })).json.code).toBe('codes-shut')
    expect((await world.events(attemptId)).filter(({ type }) => type === 'codes.shut').length).toBeGreaterThanOrEqual(1)
    expect((await browser.call('/magic-link/verify', { token })).json.status).toBe('signed-in')
  })

  test('of a hundred parallel guesses five are compared at most: the right one among the last wins nothing', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    const { attemptId, code } = await browser.request('ada@example.com')
    const codes = [...Array.from({ length: 99 }, (_, at) => wrongCode(code, at)), code]
    const replies = await Promise.all(codes.map((guess) => browser.call('/code/verify', { attemptId, code: guess })))
    const answers = replies.map(({ json }) => json.code ?? json.status)
    expect(answers.filter((answer) => answer === 'code-wrong')).toHaveLength(4)
    expect(answers.filter((answer) => answer === 'codes-shut')).toHaveLength(96)
    expect((await world.look(attemptId)).attempt.tries).toBe(5)
  })

  test('a try is committed before anything is compared', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    const { attemptId, code } = await browser.request('ada@example.com')
    const seen: number[] = []
    world.hooks.before('sign-in', async () => {
      seen.push((await world.look(attemptId)).attempt.tries)
      return { veto: 'not now' }
    })
    await browser.call('/code/verify', { attemptId, code })
    await browser.call('/code/verify', { attemptId, code })
    expect(seen).toEqual([1, 2])
  })

  test('a code of the wrong shape costs no try', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    const { attemptId } = await browser.request('ada@example.com')
    for (const code of ['', '12345', '1234567', 'abcdef', '12345x', '1'.repeat(5000), '١٢٣٤٥', '১২৩৪৫৬', '-1']) {
      const { status, json } = await browser.call('/code/verify', { attemptId, code })
      expect([status, json.code, json.triesLeft]).toEqual([401, 'code-wrong', 5])
    }
    expect((await world.look(attemptId)).attempt.tries).toBe(0)
  })

  test('a code is taken as people paste it: with spaces and dashes', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    const { attemptId, code } = await browser.request('ada@example.com')
    const pasted = ` ${code.slice(0, 3)}\u2013${code.slice(3)}\u00a0`
    expect((await browser.call('/code/verify', { attemptId, code: pasted })).json.status).toBe('signed-in')
  })

  test('twenty an address and rolling day, over all attempts of strangers', async () => {
    const world = await createWorld()
    const shut: number[] = []
    for (let round = 0; round < 5; round++) {
      const browser = openBrowser(world, { peer: `198.51.100.${round}` })
      const { attemptId, code } = await browser.request('ada@example.com')
      for (let count = 0; count < 5; count++)
        if (
          (await browser.call('/code/verify', { attemptId, code: wrongCode(code, count) })).json.code === 'codes-shut'
        )
          shut.push(round * 5 + count)
      world.clock.advance(minutes(16))
    }
    expect(shut).toEqual([4, 9, 14, 19, 20, 21, 22, 23, 24])
    expect(await triesOf(world, 4)).toBe(0)
    world.clock.advance(minutes(24 * 60))
    const browser = openBrowser(world)
    const { attemptId, code } = await browser.request('ada@example.com')
    expect((await browser.call('/code/verify', { attemptId, code: wrongCode(code) })).json.triesLeft).toBe(4)
  })

  test('a right code gives its try back to address and failure budget (L5)', async () => {
    const world = await createWorld()
    for (let round = 0; round < 6; round++) {
      const browser = openBrowser(world, { peer: `198.51.${round}.1` })
      const { attemptId, code } = await browser.request('ada@example.com')
      for (let count = 0; count < 3; count++) {
        const { json } = await browser.call('/code/verify', { attemptId, code: wrongCode(code, count) })
        expect(json.triesLeft).toBe(4 - count)
      }
      expect((await browser.call('/code/verify', { attemptId, code })).json.status).toBe('signed-in')
      world.clock.advance(minutes(6))
    }
    const address = { address: 'ada@example.com', key: 'ada@example.com' }
    const standing = await world.store.attempts.prepare(world.at({ application: world.scope.application.id, address }))
    expect(standing.failures).toBe(18)
  })

  test('a resend resets nothing: five tries are all an attempt ever has', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    const { attemptId, code } = await browser.request('ada@example.com')
    for (let count = 0; count < 3; count++)
      await browser.call('/code/verify', { attemptId, code: wrongCode(code, count) })
    world.clock.advance(minutes(1))
    expect((await browser.call(`/attempts/${attemptId}/resend`)).json.status).toBe('sent')
    await world.delivered(attemptId)
    const newest = world.mail.mails().at(-1)
    const left: unknown[] = []
    for (let count = 0; count < 3; count++) {
      const { json } = await browser.call('/code/verify', { attemptId, code: wrongCode(newest?.code ?? '', count) })
      left.push(json.triesLeft ?? json.code)
    }
    expect(left).toEqual([1, 'codes-shut', 'codes-shut'])
  })

  test('are told as they are, also where a new mail comes between the right code and the sign-in', async () => {
    const world = await createWorld({ liveSets: 1 })
    const browser = openBrowser(world)
    const { attemptId, code } = await browser.request('ada@example.com')
    world.clock.advance(minutes(1))
    world.hooks.before('sign-in', async () => {
      await browser.call(`/attempts/${attemptId}/resend`)
    })
    const { json } = await browser.call('/code/verify', { attemptId, code })
    expect([json.code, json.triesLeft]).toEqual(['code-wrong', 4])
    expect((await world.events(attemptId)).map(({ type }) => type)).not.toContain('codes.shut')
  })

  test('of another tenant’s or application’s attempt nothing is to be had (L11)', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    const { attemptId, code, token } = await browser.request('ada@example.com')
    const { engine, ports } = world.runtime
    const elsewhere = { ...world.scope, application: { ...world.scope.application, id: 'other' as never } }
    const asker = { kind: 'browser', asked: {}, networks: [] } as const
    const [, secret] = token.split('.')
    expect((await engine.redeemCode(elsewhere, { id: attemptId as never, code, client: asker })).kind).toBe(
      'attempt-unknown',
    )
    const raw = { reveal: () => secret } as never
    expect((await engine.open(elsewhere, { id: attemptId as never, secret: raw, client: asker })).kind).toBe(
      'link-unknown',
    )
    const tenant = { ...world.scope, tenant: { id: 'other' as never } }
    expect((await engine.open(tenant, { id: attemptId as never, secret: raw, client: asker })).kind).toBe(
      'link-unknown',
    )
    expect(ports.transports(world.scope)).toHaveLength(1)
  })
})

describe('invariant 4: the global failure budget', () => {
  test('makes new codes longer and tries fewer, and refuses nobody (H11)', async () => {
    const world = await createWorld()
    const { browser, attemptId } = await underAttack(world)
    const { code } = (await world.look(attemptId)).attempt
    expect(code).toEqual({ kind: 'letters', length: 8 })
    const [mail] = world.mail.mails('ada@example.com')
    expect(mail?.code).toMatch(/^[B-DF-HJ-NP-TV-XZ]{8}$/)
    expect((await browser.call('/code/verify', { attemptId, code: 'BBBBBBBB' })).json.triesLeft).toBe(1)
    const typed = `${mail?.code.slice(0, 4)}-${mail?.code.slice(4)}`.toLowerCase()
    expect((await browser.call('/code/verify', { attemptId, code: typed })).json.status).toBe('signed-in')
  })

  async function underAttack(world: World) {
    const charge = { key: 'failures', windows: [{ length: minutes(60), max: Number.MAX_SAFE_INTEGER }], grain: 0 }
    const bait = openBrowser(world, { peer: '192.0.2.1' })
    const { attemptId: open } = await bait.request('bait@example.com')
    const attempts: string[] = [open]
    for (let count = 0; count < 200; count++) {
      const bot = createProgram(world, { peer: `192.0.${count}.9` })
      const reply = await bot.post('/magic-link', { email: `bot${count}@example.com` })
      attempts.push(reply.json.attemptId ?? '')
    }
    for (const id of attempts)
      for (let count = 0; count < 5; count++)
        await world.store.attempts.takeTry(world.at({ id: id as never, charges: [charge] }))
    const browser = openBrowser(world)
    const reply = await readReply(
      await world.handle(
        new Request(`${world.origin}${base}/magic-link`, {
          method: 'POST',
          body: '{"email":"ada@example.com"}',
          headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
        }),
      ),
    )
    browser.jar.take(reply.cookies)
    const attemptId = reply.json.attemptId ?? ''
    await world.delivered(attemptId)
    return { browser, attemptId }
  }
})

async function triesOf(world: World, round: number): Promise<number | undefined> {
  const mail = world.mail.mails()[round]
  return mail && (await world.look(mail.attemptId)).attempt.tries
}
