import { afterEach, describe, expect, test, vi } from 'vitest'
import { manualClock } from '../../src/adapters/clock/clock.ts'
import { hours, instant, minutes, seconds } from '../../src/domain/instant.ts'
import { startRuntime } from '../../src/runtime.ts'
import { openBrowser } from '../support/browser.ts'
import { createDatabase } from '../support/database.ts'
import { createProgram } from '../support/program.ts'
import { closeWorlds, createWorld, start } from '../support/world.ts'

afterEach(closeWorlds)

test('invariant 19: expiries and windows follow the given clock alone, not the machine’s', async () => {
  const world = await createWorld({ clock: manualClock(instant(Date.UTC(2099, 0, 1))) })
  const program = createProgram(world)
  const late = await program.request('late@example.com')
  const good = await program.request('good@example.com')
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2120, 0, 1) })
  try {
    expect((await program.post('/magic-link/verify', { token: good.token })).json.status).toBe('signed-in')
  } finally {
    vi.useRealTimers()
  }
  world.clock.advance(minutes(21))
  expect((await program.post('/magic-link/verify', { token: late.token })).json.code).toBe('link-expired')
})

test('invariant 19: a process starts no earlier than its store had got, so what expired stays expired (M22)', async () => {
  const database = await createDatabase()
  const future = manualClock(instant(Date.now() + hours(5)))
  const before = await createWorld({ store: database.source, clock: future })
  const { token } = await createProgram(before).request('ada@example.com')
  future.advance(minutes(21))
  await createProgram(before).post('/magic-link/verify', { token })
  await closeWorlds()
  const runtime = await startRuntime({
    store: database.source,
    secret: 'a secret for tests, of thirty-two bytes and more',
    scope: before.scope,
    transports: [],
    hooks: before.hooks,
    base: '/auth',
    development: false,
    checksHost: false,
    trustedHops: 0,
    forwardingHeader: 'x-forwarded-for',
    loop: false,
    onFault: (fault) => {
      throw fault
    },
    onUntrustedForwarding: () => {},
  })
  expect(runtime.ports.clock.now()).toBeGreaterThanOrEqual(future.now())
  await runtime.close()
  await database.remove()
})

describe('lifetimes', () => {
  test('of secrets are 10 min from the transport’s acceptance', async () => {
    const world = await createWorld()
    const release = world.mail.hold()
    const program = createProgram(world)
    const { json } = await program.post('/magic-link', { email: 'ada@example.com' })
    world.clock.advance(minutes(3))
    release()
    await world.delivered(json.attemptId ?? '')
    const [mail] = world.mail.mails()
    const open = async () => {
      const reply = await program.post(`/attempts/${json.attemptId}/open`, { token: mail?.token })
      return reply.json.code ?? reply.json.expiresAt
    }
    expect(await open()).toBe('2026-11-22T09:13:00.000Z')
    world.clock.advance(minutes(10) - 1)
    expect(await open()).toBe('2026-11-22T09:13:00.000Z')
    world.clock.advance(1)
    expect(await open()).toBe('link-expired')
  })

  test('of secrets are at most 20 min from the request', async () => {
    const world = await createWorld()
    const release = world.mail.hold()
    const program = createProgram(world)
    const { json } = await program.post('/magic-link', { email: 'ada@example.com' })
    await vi.waitFor(() => expect(world.mail.tried).toHaveLength(1))
    world.clock.advance(minutes(15))
    release()
    await world.delivered(json.attemptId ?? '')
    const [mail] = world.mail.mails()
    const open = async () => (await program.post(`/attempts/${json.attemptId}/open`, { token: mail?.token })).json
    expect((await open()).expiresAt).toBe('2026-11-22T09:20:00.000Z')
    world.clock.advance(minutes(5))
    expect((await open()).code).toBe('link-expired')
  })

  test('apply to link, code, approval and claim alike', async () => {
    const world = await createWorld()
    const asker = openBrowser(world)
    const { attemptId, token, code, number } = await asker.request('ada@example.com')
    const reader = openBrowser(world)
    await reader.call(`/attempts/${attemptId}/approve`, { token, number })
    world.clock.advance(minutes(10) + seconds(10))
    const codes = [
      await asker.call('/magic-link/verify', { token }),
      await asker.call('/code/verify', { attemptId, code }),
      await reader.call(`/attempts/${attemptId}/approve`, { token, number }),
      await asker.call(`/attempts/${attemptId}/claim`),
    ].map(({ json }) => json.code)
    expect(codes).toEqual(['link-expired', 'link-expired', 'link-expired', 'link-expired'])
    expect(await world.user('ada@example.com')).toBeUndefined()
  })

  test('of a resent attempt end with each mail: the older code dies before the newer', async () => {
    const world = await createWorld()
    const asker = openBrowser(world)
    const { attemptId, code } = await asker.request('ada@example.com')
    world.clock.advance(minutes(8))
    await asker.call(`/attempts/${attemptId}/resend`)
    await world.delivered(attemptId)
    const newest = world.mail.mails().at(-1)
    world.clock.advance(minutes(3))
    const older = await asker.call('/code/verify', { attemptId, code })
    expect(older.json.code).toBe(code === newest?.code ? undefined : 'code-wrong')
    expect((await asker.call('/code/verify', { attemptId, code: newest?.code })).json.status).toBe('signed-in')
  })

  test('of sessions: idle after a week, over after thirty days however much they are used', async () => {
    const world = await createWorld()
    const idle = openBrowser(world)
    await idle.signIn('idle@example.com')
    const busy = openBrowser(world)
    await busy.signIn('busy@example.com')
    for (let day = 1; day <= 29; day++) {
      world.clock.advance(hours(24))
      expect(await busy.who()).toBe('busy@example.com')
      if (day >= 7) expect(await idle.who()).toBeUndefined()
    }
    world.clock.advance(hours(24))
    expect(await busy.who()).toBeUndefined()
  })
})

test('windows roll: they do not begin anew at midnight (M22)', async () => {
  const clock = manualClock(instant(start + hours(14) + minutes(55)))
  const world = await createWorld({ clock })
  const ask = async () => (await openBrowser(world).call('/magic-link', { email: 'ada@example.com' })).status
  expect([await ask(), await ask(), await ask(), await ask()]).toEqual([200, 200, 200, 429])
  clock.advance(minutes(10))
  expect(new Date(clock.now()).toISOString()).toMatch(/^2026-11-23T00:05/)
  expect(await ask()).toBe(429)
  clock.advance(minutes(5))
  expect(await ask()).toBe(200)
})
