import { afterEach, describe, expect, test } from 'vitest'
import { minutes } from '../../src/domain/instant.ts'
import { type Browser, openBrowser } from '../support/browser.ts'
import { createProgram } from '../support/program.ts'
import type { Reply } from '../support/reply.ts'
import { closeWorlds, createWorld, sharedStore, type World } from '../support/world.ts'

afterEach(closeWorlds)

type Way = (world: World, browser: Browser, email: string) => Promise<Reply>

/** Every way in that exists. `then` runs between the proof's arrival and its use. */
const ways: Readonly<Record<string, Way>> = {
  'the link in the asker’s browser': async (_, browser, email) => {
    const { token } = await browser.request(email)
    return browser.call('/magic-link/verify', { token })
  },
  'the link in another browser': async (world, browser, email) => {
    const { token } = await openBrowser(world).request(email)
    return browser.call('/magic-link/verify', { token, email })
  },
  'the code': async (_, browser, email) => {
    const { attemptId, code } = await browser.request(email)
    return browser.call('/code/verify', { attemptId, code })
  },
  'an approval': async (world, browser, email) => {
    const { attemptId, token, number } = await browser.request(email)
    await openBrowser(world).call(`/attempts/${attemptId}/approve`, { token, number })
    return browser.call(`/attempts/${attemptId}/claim`)
  },
  'a program’s token': async (world, browser, email) => {
    const { token } = await browser.request(email)
    return createProgram(world).post('/magic-link/verify', { token })
  },
}

describe.each(Object.entries(ways))('invariant 13: the gate stands before %s', (_name, way) => {
  test.each([
    ['banned', 'user-banned'],
    ['locked', 'user-locked'],
  ] as const)('for a %s user', async (status, code) => {
    const world = await createWorld()
    await openBrowser(world).signIn('ada@example.com')
    await world.setUser('ada@example.com', { status })
    await expectRefused(world, code)
  })

  test('for somebody new where sign-up is closed', async () => {
    const store = await sharedStore()
    const open = await createWorld({ store })
    const closed = await createWorld({ store, signUp: 'closed', clock: open.clock })
    const browser = openBrowser(closed)
    await openBrowser(open).signIn('old@example.com')
    expect((await way(closed, browser, 'old@example.com')).json.status).toBe('signed-in')
    const stranger = openBrowser(open)
    const { token } = await stranger.request('new@example.com')
    const late = openBrowser(closed, { jar: stranger.jar })
    const reply = await late.call('/magic-link/verify', { token })
    expect([reply.status, reply.json.code]).toEqual([403, 'sign-up-closed'])
  })

  test('for a host that vetoes', async () => {
    const world = await createWorld()
    world.hooks.before('sign-in', ({ email, user }) =>
      email === 'ada@example.com' && user === null ? { veto: 'not here' } : undefined,
    )
    await expectRefused(world, 'vetoed')
    expect(await world.user('ada@example.com')).toBeUndefined()
  })

  test('for a second factor: half-way is its own row and makes no session', async () => {
    const world = await createWorld()
    await openBrowser(world).signIn('ada@example.com')
    await world.setUser('ada@example.com', { factors: ['totp'] })
    const browser = openBrowser(world)
    const reply = await way(world, browser, 'ada@example.com')
    expect([reply.status, reply.json.status, reply.json.methods]).toEqual([200, 'second-factor', ['totp']])
    expect(reply.cookies.filter((cookie) => cookie.includes('session='))).toEqual([])
    expect(await browser.who()).toBeUndefined()
    const user = await world.user('ada@example.com')
    expect(await world.store.sessions.list(world.at({ user: user!.id }))).toHaveLength(1)
    browser.jar.set('__Host-postern-session', reply.json.challenge ?? '')
    expect(await browser.who()).toBeUndefined()
  })

  async function expectRefused(world: World, code: string): Promise<void> {
    const browser = openBrowser(world)
    const reply = await way(world, browser, 'ada@example.com')
    expect([reply.status, reply.json.code]).toEqual([403, code])
    expect([await browser.who(), reply.cookies]).toEqual([undefined, []])
    const refused = world.told.filter(({ type }) => type === 'sign-in.refused')
    expect(refused.map(({ reason }) => reason)).toEqual([code])
  }
})

test('invariant 13: a refused sign-in spends nothing: it goes through once the reason is gone', async () => {
  const world = await createWorld()
  await openBrowser(world).signIn('ada@example.com')
  await world.setUser('ada@example.com', { status: 'banned' })
  const browser = openBrowser(world)
  const { token } = await browser.request('ada@example.com')
  expect((await browser.call('/magic-link/verify', { token })).json.code).toBe('user-banned')
  await world.setUser('ada@example.com', { status: 'active' })
  expect((await browser.call('/magic-link/verify', { token })).json.status).toBe('signed-in')
})

test('invariant 13: a ban between approval and claim is seen by the claim (M10)', async () => {
  const world = await createWorld()
  await openBrowser(world).signIn('ada@example.com')
  const asker = openBrowser(world)
  const { attemptId, token, number } = await asker.request('ada@example.com')
  await openBrowser(world).call(`/attempts/${attemptId}/approve`, { token, number })
  await world.setUser('ada@example.com', { status: 'banned' })
  expect((await asker.call(`/attempts/${attemptId}/claim`)).json.code).toBe('user-banned')
})

test('invariant 13: a ban while the veto hook thinks is seen by the write', async () => {
  const world = await createWorld()
  await openBrowser(world).signIn('ada@example.com')
  const browser = openBrowser(world)
  const { token } = await browser.request('ada@example.com')
  let banned = false
  world.hooks.before('sign-in', async () => {
    if (!banned) await world.setUser('ada@example.com', { status: 'banned' })
    banned = true
  })
  expect((await browser.call('/magic-link/verify', { token })).json.code).toBe('user-banned')
})

test('invariant 13: what else changed while the veto hook thought is seen too: a link that was superseded or stopped', async () => {
  for (const [change, code] of [
    ['resend', 'link-superseded'],
    ['cancel', 'attempt-ended'],
  ] as const) {
    const world = await createWorld({ liveSets: 1 })
    await openBrowser(world).signIn('ada@example.com')
    const browser = openBrowser(world)
    const { attemptId, token, cancel } = await browser.request('ada@example.com')
    world.clock.advance(minutes(1))
    let changed = false
    world.hooks.before('sign-in', async () => {
      if (!changed) await browser.call(`/attempts/${attemptId}/${change}`, { token: cancel })
      changed = true
    })
    expect((await openBrowser(world).call('/magic-link/verify', { token, email: 'ada@example.com' })).json.code).toBe(
      code,
    )
  }
})

test('invariant 13: a ban ends what its user holds at once, and a repeat gives nothing back', async () => {
  const world = await createWorld()
  const browser = openBrowser(world)
  const { token } = await browser.request('ada@example.com')
  const before = browser.jar.copy()
  await browser.call('/magic-link/verify', { token })
  await world.setUser('ada@example.com', { status: 'banned' })
  expect(await browser.who()).toBeUndefined()
  const repeat = await openBrowser(world, { jar: before }).call('/magic-link/verify', { token })
  expect([repeat.json.code, repeat.cookies]).toEqual(['link-used', []])
})

test('invariant 13: a veto hook that throws refuses, and its fault is told', async () => {
  const world = await createWorld({ mayFail: true })
  world.hooks.before('sign-in', () => {
    throw new Error('the host’s database is away')
  })
  const browser = openBrowser(world)
  expect((await browser.signIn('ada@example.com')).json.code).toBe('vetoed')
})

test('invariant 13: a veto hook that never answers refuses after two seconds', async () => {
  const world = await createWorld({ mayFail: true })
  world.hooks.before('sign-in', () => new Promise<undefined>(() => {}))
  const began = performance.now()
  expect((await openBrowser(world).signIn('ada@example.com')).json.code).toBe('vetoed')
  expect(performance.now() - began).toBeGreaterThan(1_900)
})

test('invariant 13: every sign-in has a new session id, and ends the one this browser held', async () => {
  const world = await createWorld()
  const browser = openBrowser(world)
  const seen = new Set<string | undefined>()
  for (let round = 0; round < 3; round++) {
    await browser.signIn('ada@example.com')
    seen.add(browser.cookie('session'))
    world.clock.advance(minutes(20))
  }
  expect(seen.size).toBe(3)
  const user = await world.user('ada@example.com')
  expect(await world.store.sessions.list(world.at({ user: user!.id }))).toHaveLength(1)
  const [oldest] = [...seen]
  browser.jar.set('__Host-postern-session', oldest ?? '')
  expect(await browser.who()).toBeUndefined()
})

test('invariant 13: a session that somebody planted before is not the one that signs in (fixation)', async () => {
  const world = await createWorld()
  const thief = openBrowser(world)
  const planted = `${(await thief.request('eve@example.com')).attemptId}.${'A'.repeat(43)}`
  const victim = openBrowser(world)
  victim.jar.set('__Host-postern-session', planted)
  await victim.signIn('ada@example.com')
  expect(victim.cookie('session')).not.toBe(planted)
  thief.jar.set('__Host-postern-session', planted)
  expect(await thief.who()).toBeUndefined()
})

test('invariant 13: a session that was signed out of during a ban does not come back when the ban ends', async () => {
  const world = await createWorld()
  const browser = openBrowser(world)
  await browser.signIn('ada@example.com')
  const kept = browser.jar.copy()
  await world.setUser('ada@example.com', { status: 'banned' })
  await browser.call('/sign-out')
  await world.setUser('ada@example.com', { status: 'active' })
  expect(await openBrowser(world, { jar: kept }).who()).toBeUndefined()
})
