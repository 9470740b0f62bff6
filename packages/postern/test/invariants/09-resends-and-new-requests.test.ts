import { afterEach, describe, expect, test } from 'vitest'
import { days, hours, minutes, seconds } from '../../src/domain/instant.ts'
import { type Browser, openBrowser } from '../support/browser.ts'
import { wrongCode } from '../support/mail.ts'
import { closeWorlds, createWorld, type World } from '../support/world.ts'

afterEach(closeWorlds)

async function resent(world: World, browser: Browser, attemptId: string, times: number) {
  for (let count = 0; count < times; count++) {
    world.clock.advance(minutes(2))
    const { json } = await browser.call(`/attempts/${attemptId}/resend`)
    expect([json.status, json.attemptId]).toEqual(['sent', attemptId])
    await world.delivered(attemptId)
  }
  return world.mail.mails().filter((mail) => mail.attemptId === attemptId)
}

describe('invariant 9: a resend', () => {
  test('adds to the same attempt, of whose mails the last three work and older ones say superseded', async () => {
    const world = await createWorld({ limits: 'off', baseUrl: 'http://localhost:3000' })
    const browser = openBrowser(world)
    const { attemptId } = await browser.request('ada@example.com')
    const mails = await resent(world, browser, attemptId, 3)
    const stranger = openBrowser(world)
    const states = await Promise.all(
      mails.map(async ({ token }) => (await stranger.call(`/attempts/${attemptId}/open`, { token })).json),
    )
    expect(states.map(({ code, status }) => code ?? status)).toEqual(['link-superseded', 'open', 'open', 'open'])
    const old = await stranger.submit(`/attempts/${attemptId}/confirm`, { token: mails[0]?.token ?? '' })
    expect(old.text).toContain(mails[0]?.mark)
    expect(old.text).toContain(mails[3]?.mark)
    expect((await browser.call('/code/verify', { attemptId, code: mails[1]?.code })).json.status).toBe('signed-in')
  })

  test('keeps no mail alive: its code ends with it, while that of a newer mail works', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    const { attemptId, code: first } = await browser.request('ada@example.com')
    world.clock.advance(minutes(7))
    const [, second] = await resent(world, browser, attemptId, 1)
    world.clock.advance(minutes(2))
    const old = await browser.call('/code/verify', { attemptId, code: first })
    expect([old.json.code, old.json.triesLeft]).toEqual(['code-wrong', 4])
    expect((await browser.call('/code/verify', { attemptId, code: second?.code })).json.status).toBe('signed-in')
  })

  test('keeps one set where the application says so', async () => {
    const world = await createWorld({ liveSets: 1 })
    const browser = openBrowser(world)
    const { attemptId } = await browser.request('ada@example.com')
    const [first, second] = await resent(world, browser, attemptId, 1)
    expect((await browser.call('/magic-link/verify', { token: first?.token })).json.code).toBe('link-superseded')
    expect((await browser.call('/magic-link/verify', { token: second?.token })).json.status).toBe('signed-in')
  })

  test('waits for its countdown, which is told with Retry-After', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    const { attemptId, reply } = await browser.request('ada@example.com')
    expect(reply.json.resendAt).toBe('2026-11-22T09:00:30.000Z')
    world.clock.advance(seconds(12))
    const early = await browser.call(`/attempts/${attemptId}/resend`)
    expect([early.status, early.json.code, early.headers.get('retry-after')]).toEqual([429, 'limited', '18'])
    world.clock.advance(seconds(18))
    const { json } = await browser.call(`/attempts/${attemptId}/resend`)
    expect([json.status, json.resendAt]).toEqual(['sent', '2026-11-22T09:01:30.000Z'])
  })

  test('keeps number and id, so that a waiting page stays right', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    const { attemptId, number } = await browser.request('ada@example.com')
    world.clock.advance(minutes(1))
    expect((await browser.call(`/attempts/${attemptId}/resend`)).json).toMatchObject({ attemptId, number })
  })

  test('of an attempt that ended is refused', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    const { attemptId, cancel } = await browser.request('ada@example.com')
    await openBrowser(world).call(`/attempts/${attemptId}/cancel`, { token: cancel })
    world.clock.advance(minutes(2))
    expect((await browser.call(`/attempts/${attemptId}/resend`)).json.code).toBe('attempt-ended')
  })
})

describe('invariant 9: a new request', () => {
  test('is a new attempt and ends this browser’s open one for that address', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    const one = await browser.request('ada@example.com')
    const other = await browser.request('ada@example.com')
    expect(other.attemptId).not.toBe(one.attemptId)
    expect((await browser.call('/magic-link/verify', { token: one.token })).json.code).toBe('attempt-ended')
    expect((await browser.call('/magic-link/verify', { token: other.token })).json.status).toBe('signed-in')
  })

  test('ends nothing of this browser for another address', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    const one = await browser.request('ada@example.com')
    await browser.request('eve@example.com')
    expect((await browser.call('/magic-link/verify', { token: one.token })).json.status).toBe('signed-in')
  })

  test('of a stranger for the same address ends nothing', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    const one = await browser.request('ada@example.com')
    await openBrowser(world).request('ada@example.com')
    expect((await browser.call('/magic-link/verify', { token: one.token })).json.status).toBe('signed-in')
  })

  test('with the id of another’s binding and a made-up secret ends nothing of his', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    const one = await browser.request('ada@example.com')
    const thief = openBrowser(world)
    const id = browser.cookie('binding')?.slice(0, 26) ?? ''
    thief.jar.set('__Host-postern-binding', `${id}.${'A'.repeat(43)}`)
    await thief.request('ada@example.com')
    await thief.call('/sign-out')
    expect((await browser.call('/magic-link/verify', { token: one.token })).json.status).toBe('signed-in')
  })
})

describe('invariant 9: success', () => {
  test('ends all sets of its attempt and this browser’s others, and lets other browsers’ run out', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    const one = await browser.request('ada@example.com')
    const [first, second] = await resent(world, browser, one.attemptId, 1)
    const stranger = openBrowser(world)
    const foreign = await stranger.request('ada@example.com')
    await browser.call('/magic-link/verify', { token: second?.token })
    expect((await openBrowser(world).call('/magic-link/verify', { token: first?.token })).json.code).toBe('link-used')
    expect((await stranger.ask(`/attempts/${foreign.attemptId}`)).json.state).toBe('waiting')
    expect((await stranger.call('/magic-link/verify', { token: foreign.token })).json.status).toBe('signed-in')
  })
})

describe('invariant 9: nobody shuts out a known browser', () => {
  async function known(world: World): Promise<Browser> {
    const browser = openBrowser(world, { peer: '192.0.2.200' })
    await browser.signIn('ada@example.com')
    await browser.call('/sign-out')
    return browser
  }

  test('by spending the address’s mails (H7)', async () => {
    const world = await createWorld()
    const browser = await known(world)
    for (let count = 0; count < 12; count++) await openBrowser(world).call('/magic-link', { email: 'ada@example.com' })
    expect((await openBrowser(world).call('/magic-link', { email: 'ada@example.com' })).status).toBe(429)
    expect((await browser.signIn('ada@example.com')).json.status).toBe('signed-in')
  })

  test('by wrong codes', async () => {
    const world = await createWorld()
    const browser = await known(world)
    for (let round = 0; round < 5; round++) {
      const stranger = openBrowser(world, { peer: `198.51.100.${round}` })
      const { attemptId, code } = await stranger.request('ada@example.com')
      for (let count = 0; count < 5; count++)
        await stranger.call('/code/verify', { attemptId, code: wrongCode(code, count) })
      world.clock.advance(minutes(15))
    }
    const { attemptId, code } = await browser.request('ada@example.com')
    expect((await browser.call('/code/verify', { attemptId, code })).json.status).toBe('signed-in')
  })

  test('by a suppressed address (H10)', async () => {
    const world = await createWorld()
    const browser = await known(world)
    for (let count = 0; count < 2; count++) {
      world.mail.answer({ kind: 'refused', reason: '5.1.1', suppress: true })
      const { json } = await openBrowser(world).call('/magic-link', { email: 'ada@example.com' })
      await world.delivered(json.attemptId ?? '')
      world.clock.advance(days(1))
    }
    const silent = await openBrowser(world).call('/magic-link', { email: 'ada@example.com' })
    expect((await world.delivered(silent.json.attemptId ?? ''))[0]?.state).toBe('dropped')
    expect((await browser.signIn('ada@example.com')).json.status).toBe('signed-in')
  })

  test('by sharing its network', async () => {
    const world = await createWorld()
    const browser = await known(world)
    for (let count = 0; count < 16; count++)
      await openBrowser(world, { peer: '192.0.2.200' }).call('/magic-link', { email: `bot${count}@example.com` })
    const other = await openBrowser(world, { peer: '192.0.2.200' }).call('/magic-link', { email: 'new@example.com' })
    expect(other.json.code).toBe('proof-needed')
    expect((await browser.signIn('ada@example.com')).json.status).toBe('signed-in')
  })

  test('and with its five mails spent it draws on what a stranger draws on', async () => {
    const world = await createWorld()
    const browser = await known(world)
    const ask = async () => (await browser.call('/magic-link', { email: 'ada@example.com' })).json.code ?? 'sent'
    const codes: unknown[] = []
    for (let count = 0; count < 8; count++) codes.push(await ask())
    // Its own five, and two of the three in a quarter of an hour: one made it known.
    expect(codes).toEqual([...Array.from({ length: 7 }, () => 'sent'), 'limited'])
    world.clock.advance(minutes(15))
    expect((await browser.signIn('ada@example.com')).json.status).toBe('signed-in')
    world.clock.advance(hours(24) - minutes(15))
    for (let count = 0; count < 7; count++) {
      await openBrowser(world).call('/magic-link', { email: 'ada@example.com' })
      world.clock.advance(minutes(5))
    }
    for (let count = 0; count < 5; count++) expect(await ask()).toBe('sent')
    expect(await ask()).toBe('proof-needed')
  })

  test('but its own reserve is five mails and ten tries a day', async () => {
    const world = await createWorld()
    const browser = await known(world)
    const codes: unknown[] = []
    for (let count = 0; count < 3; count++) await openBrowser(world).call('/magic-link', { email: 'ada@example.com' })
    for (let count = 0; count < 6; count++)
      codes.push((await browser.call('/magic-link', { email: 'ada@example.com' })).status)
    expect(codes).toEqual([200, 200, 200, 200, 200, 429])
    world.clock.advance(hours(24))
    const shut: unknown[] = []
    for (let round = 0; round < 3; round++) {
      const { attemptId, code } = await browser.request('ada@example.com')
      for (let count = 0; count < 5; count++)
        shut.push(
          (await browser.call('/code/verify', { attemptId, code: wrongCode(code, count) })).json.triesLeft ?? 'shut',
        )
    }
    expect(shut).toEqual([4, 3, 2, 1, 'shut', 4, 3, 2, 1, 'shut', 'shut', 'shut', 'shut', 'shut', 'shut'])
  })
})
