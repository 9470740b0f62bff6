import { afterEach, describe, expect, test, vi } from 'vitest'
import { closeWorlds } from '../support/world.ts'
import { claimsIn, createBearerWorld, refreshWith, signInBearer, withToken } from './bearer.ts'

afterEach(async () => {
  vi.useRealTimers()
  await closeWorlds()
})

describe('claims of the host application', () => {
  test('are in every access token, made from the user and the session', async () => {
    const world = await createBearerWorld({
      tokens: { claims: (user, session) => ({ plan: 'pro', who: user.email, device: session.device, of: user.roles }) },
    })
    const { access, refresh } = await signInBearer(world)
    expect(claimsIn(access)).toMatchObject({ plan: 'pro', who: 'ada@example.com', device: null, of: [] })
    const again = (await refreshWith(world, refresh)).json.tokens?.accessToken ?? ''
    expect(claimsIn(again)).toMatchObject({ plan: 'pro', who: 'ada@example.com' })
  })

  test('cannot overwrite ours; the rest is kept, and the fault is told', async () => {
    const world = await createBearerWorld({
      mayFail: true,
      tokens: { claims: () => ({ sub: 'root', exp: 9e9, roles: ['admin'], nbf: 9e9, plan: 'pro' }) },
    })
    const { access, reply } = await signInBearer(world)
    expect(claimsIn(access)).toMatchObject({ sub: reply.json.user?.id, roles: [], plan: 'pro' })
    expect(claimsIn(access)).not.toHaveProperty('nbf')
    expect(world.faultRoutes).toEqual(['tokens.claims'])
  })

  test('do not say that a token was handed on: her own would shut her out of her account', async () => {
    const world = await createBearerWorld({ mayFail: true, tokens: { claims: () => ({ handed_off: true }) } })
    const { access, program } = await signInBearer(world)
    const account = await program.get('/account', { ...withToken(access), accept: 'application/json' })
    expect([account.status, claimsIn(access)['handed_off']]).toEqual([200, undefined])
    expect(world.faultRoutes).toEqual(['tokens.claims'])
  })

  test.each([
    ['throws', () => Promise.reject(new Error('no database'))],
    ['answers no object', () => 'pro' as never],
    ['answers too much', () => ({ much: 'x'.repeat(5000) })],
    ['answers what JSON cannot say', () => ({ n: 1n })],
  ])('are left out where the hook %s', async (_name, claims) => {
    const world = await createBearerWorld({ mayFail: true, tokens: { claims } })
    const { access } = await signInBearer(world)
    expect(Object.keys(claimsIn(access))).toHaveLength(12)
    expect(world.faultRoutes).toEqual(['tokens.claims'])
  })

  test('are left out where the hook takes longer than two seconds', async () => {
    const world = await createBearerWorld({ mayFail: true, tokens: { claims: () => new Promise(() => {}) } })
    const started = performance.now()
    const { access } = await signInBearer(world)
    expect(performance.now() - started).toBeGreaterThan(1_900)
    expect(Object.keys(claimsIn(access))).toHaveLength(12)
    expect(world.faultRoutes).toEqual(['tokens.claims'])
  })
})
