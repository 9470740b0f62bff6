import { afterEach, describe, expect, test } from 'vitest'
import { parseCredential } from '../../src/domain/credential.ts'
import type { Id } from '../../src/domain/id.ts'
import { days, hours, minutes, seconds } from '../../src/domain/instant.ts'
import type { Scope } from '../../src/domain/scope.ts'
import { createProgram } from '../support/program.ts'
import type { Reply } from '../support/reply.ts'
import { closeWorlds, createWorld, sharedStore, type World } from '../support/world.ts'
import { createBearerWorld, me, refreshWith, signInBearer } from './bearer.ts'

afterEach(closeWorlds)

const next = (reply: Reply): string => reply.json.tokens?.refreshToken ?? `none: ${reply.text}`
const typesTold = (world: World): readonly string[] => world.told.map(({ type }) => type)

describe('a refresh token', () => {
  test('is given in exchange for the one before it, with a new access token and the user', async () => {
    const world = await createBearerWorld()
    const { access, refresh } = await signInBearer(world)
    world.clock.advance(minutes(10))
    const reply = await refreshWith(world, refresh)
    expect(reply.json).toMatchObject({ user: { email: 'ada@example.com', roles: [] }, tokens: { expiresIn: 600 } })
    expect(next(reply)).not.toBe(refresh)
    expect((await me(world, access)).status).toBe(401)
    expect((await me(world, reply.json.tokens?.accessToken ?? '')).status).toBe(200)
    expect(reply.headers.get('cache-control')).toBe('no-store')
    expect(reply.cookies).toEqual([])
  })

  test('finds the same successor for ten seconds, and ends its session afterwards', async () => {
    const world = await createBearerWorld()
    const { refresh, sessionId } = await signInBearer(world)
    const first = await refreshWith(world, refresh)
    world.clock.advance(seconds(10) - 1)
    const again = await refreshWith(world, refresh)
    expect(next(again)).toBe(next(first))
    world.clock.advance(1)
    expect(typesTold(world)).not.toContain('token.reused')
    expect((await refreshWith(world, refresh)).json.code).toBe('refresh-reused')
    expect((await refreshWith(world, next(first))).json.code).toBe('refresh-unknown')
    expect((await me(world, again.json.tokens?.accessToken ?? '')).status).toBe(401)
    expect(world.told.slice(-2)).toMatchObject([
      { type: 'token.reused', session: sessionId },
      { type: 'session.revoked', session: sessionId, reason: 'token-reused' },
    ])
    expect((await world.events()).map(({ type }) => type).slice(-2)).toEqual(['token.reused', 'session.revoked'])
  })

  test('is reused within ten seconds as well when its successor was used', async () => {
    const world = await createBearerWorld()
    const { refresh } = await signInBearer(world)
    const second = next(await refreshWith(world, refresh))
    const third = next(await refreshWith(world, second))
    expect((await refreshWith(world, refresh)).json.code).toBe('refresh-reused')
    for (const each of [second, third]) expect((await refreshWith(world, each)).json.code).toBe('refresh-unknown')
    expect(typesTold(world).filter((type) => type === 'token.reused')).toHaveLength(1)
  })

  test('of long ago is known for what it was', async () => {
    const world = await createBearerWorld()
    const { refresh } = await signInBearer(world)
    let current = refresh
    for (let n = 0; n < 20; n++) {
      world.clock.advance(hours(20))
      current = next(await refreshWith(world, current))
    }
    await world.runtime.runChores()
    expect((await refreshWith(world, refresh)).json.code).toBe('refresh-reused')
    expect((await refreshWith(world, current)).json.code).toBe('refresh-unknown')
  })

  test('keeps its session from falling asleep, and never past its end', async () => {
    const world = await createBearerWorld()
    let { refresh } = await signInBearer(world)
    for (let n = 0; n < 4; n++) {
      world.clock.advance(days(6))
      refresh = next(await refreshWith(world, refresh))
    }
    world.clock.advance(days(6) - 1)
    refresh = next(await refreshWith(world, refresh))
    world.clock.advance(1)
    expect((await refreshWith(world, refresh)).json.code).toBe('refresh-expired')
  })

  test('is over when its session was idle too long, or its own time is up', async () => {
    const idle = await createBearerWorld()
    const one = await signInBearer(idle)
    idle.clock.advance(days(7))
    expect((await refreshWith(idle, one.refresh)).json.code).toBe('refresh-expired')
    const short = await createBearerWorld({ tokens: { refreshToken: hours(2) } })
    const two = await signInBearer(short)
    short.clock.advance(hours(2))
    expect((await refreshWith(short, two.refresh)).json.code).toBe('refresh-expired')
    expect(typesTold(short)).not.toContain('token.reused')
  })

  test('with another secret is nobody’s, and changes nothing', async () => {
    const world = await createBearerWorld()
    const { refresh } = await signInBearer(world)
    const before = await world.store.families.find(world.at({ id: refresh.slice(0, 26) as Id<'family'>, spent: '' }))
    const other = await signInBearer(world, 'bob@example.com')
    const swapped = refresh.slice(0, 26) + other.refresh.slice(26)
    const hostile = [
      swapped,
      `${refresh}x`,
      refresh.toUpperCase(),
      refresh.slice(26),
      '',
      'null',
      `${refresh.slice(0, -1)}!`,
    ]
    for (const token of hostile) {
      const reply = await refreshWith(world, token)
      expect([token, reply.status, reply.json.code]).toEqual([token, 401, 'refresh-unknown'])
    }
    const after = await world.store.families.find(world.at({ id: refresh.slice(0, 26) as Id<'family'>, spent: '' }))
    expect(after).toEqual(before)
    expect(typesTold(world)).not.toContain('token.reused')
    expect((await refreshWith(world, refresh)).status).toBe(200)
  })

  test('means nothing to another application or another tenant', async () => {
    const world = await createBearerWorld()
    const { refresh } = await signInBearer(world)
    const [id = '', secret = ''] = refresh.split('.')
    const token = parseCredential<'family'>(`${id}.${secret}`)
    const client = { kind: 'program', asked: {}, networks: [] } as const
    const elsewhere: readonly Scope[] = [
      { ...world.scope, application: { ...world.scope.application, id: 'other' as Id<'application'> } },
      { ...world.scope, tenant: { id: 'other' as Id<'tenant'> } },
    ]
    for (const scope of elsewhere) {
      expect(token && (await world.runtime.engine.refresh(scope, { token, client }))).toEqual({
        kind: 'refresh-unknown',
      })
    }
    expect((await refreshWith(world, refresh)).status).toBe(200)
  })

  test.each([
    ['banned', 'user-banned'],
    ['locked', 'user-locked'],
  ] as const)('of a %s user is refused, and spends nothing', async (status, code) => {
    const world = await createBearerWorld()
    const { refresh, access } = await signInBearer(world)
    await world.setUser('ada@example.com', { status })
    const reply = await refreshWith(world, refresh)
    expect([reply.status, reply.json.code]).toEqual([403, code])
    expect((await me(world, access)).status).toBe(401)
    await world.setUser('ada@example.com', { status: 'active' })
    expect((await refreshWith(world, refresh)).status).toBe(200)
  })

  test('asks no veto hook: nobody signs in', async () => {
    const world = await createBearerWorld()
    const { refresh } = await signInBearer(world)
    world.hooks.before('sign-in', () => ({ veto: 'never' }))
    expect((await refreshWith(world, refresh)).status).toBe(200)
  })

  test('ends with its session, however that ends', async () => {
    const world = await createBearerWorld()
    const [one, two, three] = [
      await signInBearer(world, 'one@example.com'),
      await signInBearer(world, 'two@example.com'),
      await signInBearer(world, 'three@example.com'),
    ]
    await world.runtime.engine.revokeSession(world.scope, { session: one.sessionId as Id<'session'> })
    expect((await refreshWith(world, one.refresh)).json.code).toBe('refresh-unknown')
    const user = two.reply.json.user?.id as Id<'user'>
    await world.runtime.engine.revokeSessions(world.scope, { user })
    expect((await refreshWith(world, two.refresh)).json.code).toBe('refresh-unknown')
    const [mail] = world.mail.mails('three@example.com')
    const stopped = await createProgram(world).post(`/attempts/${mail?.attemptId}/cancel`, {
      token: mail?.cancel,
      email: 'three@example.com',
      sure: 'yes',
    })
    expect(stopped.json.sessionEnded).toBe(true)
    expect((await refreshWith(world, three.refresh)).json.code).toBe('refresh-unknown')
  })

  test('is no word of cookie mode', async () => {
    const world = await createWorld()
    expect((await refreshWith(world, `${'0'.repeat(26)}.${'A'.repeat(43)}`)).json.code).toBe('refresh-unknown')
    expect((await createProgram(world).post('/refresh', {})).status).toBe(400)
  })
})

describe('many at once', () => {
  test('a hundred refreshes of one token on three nodes all get the same successor', async () => {
    const store = await sharedStore()
    const first = await createBearerWorld({ store })
    const nodes = [first, ...(await Promise.all([1, 2].map(() => createBearerWorld({ store, clock: first.clock }))))]
    const { refresh } = await signInBearer(first)
    let current = refresh
    for (let round = 0; round < 3; round++) {
      const replies = await Promise.all(
        Array.from({ length: 100 }, (_, at) => refreshWith(nodes[at % nodes.length] ?? first, current)),
      )
      expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]))
      const successors = new Set(replies.map(next))
      expect(successors.size).toBe(1)
      current = [...successors][0] ?? ''
    }
    expect(nodes.flatMap(typesTold)).not.toContain('token.reused')
    await closeWorlds()
    await store.end()
  })

  test('a token that is reused a hundred times ends its session once', async () => {
    const world = await createBearerWorld()
    const { refresh } = await signInBearer(world)
    await refreshWith(world, refresh)
    world.clock.advance(seconds(11))
    const replies = await Promise.all(Array.from({ length: 100 }, () => refreshWith(world, refresh)))
    const codes = new Set(replies.map(({ json }) => json.code))
    expect([...codes].every((code) => code === 'refresh-reused' || code === 'refresh-unknown')).toBe(true)
    expect(codes).toContain('refresh-reused')
    expect(typesTold(world).filter((type) => type === 'token.reused')).toHaveLength(1)
  })
})

describe('when the secret is rotated', () => {
  const old = 'the first secret for tests, of thirty-two bytes'
  const young = 'the second secret for tests, of thirty-two bytes'

  test('tokens, successors and signing keys go on, in whatever order nodes learn of it', async () => {
    const store = await sharedStore()
    const before = await createBearerWorld({ store, secret: old })
    const after = await createBearerWorld({ store, secret: [young, old], clock: before.clock })
    const { refresh, access } = await signInBearer(before)
    const one = await refreshWith(before, refresh)
    // A repeat on the node that would derive something else now.
    expect(next(await refreshWith(after, refresh))).toBe(next(one))
    expect((await me(after, access)).status).toBe(200)
    const two = await refreshWith(after, next(one))
    expect((await me(before, two.json.tokens?.accessToken ?? '')).status).toBe(200)
    const behind = await createBearerWorld({ store, secret: [old, young], clock: before.clock })
    expect(next(await refreshWith(behind, next(one)))).toBe(next(two))
    expect((await refreshWith(behind, next(two))).status).toBe(200)
    await closeWorlds()
    await store.end()
  })
})
