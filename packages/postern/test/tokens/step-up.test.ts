import { afterEach, describe, expect, test } from 'vitest'
import { minutes } from '../../src/domain/instant.ts'
import { mailOf, openBrowser } from '../support/browser.ts'
import { createProgram } from '../support/program.ts'
import { closeWorlds, type World } from '../support/world.ts'
import { type Bearer, claimsIn, createBearerWorld, me, refreshWith, signInBearer, withToken } from './bearer.ts'

afterEach(closeWorlds)

async function stepUp(world: World, { program }: Bearer, token: string) {
  const started = await program.post('/account/step-up', {}, withToken(token))
  const { code, attemptId, token: link } = await mailOf(world, started)
  const handle = started.json.handle
  const again = () => program.post('/magic-link/verify', { token: link, handle }, withToken(token))
  return { reply: await program.post('/code/verify', { attemptId, code, handle }, withToken(token)), again }
}

const isFresh = async ({ program }: Bearer, token: string) =>
  (await program.get('/account', { ...withToken(token), accept: 'application/json' })).json.fresh

const setsSession = (cookies: readonly string[]) => cookies.some((cookie) => cookie.includes('postern-session'))

describe('a step-up in bearer mode', () => {
  test('answers a token that is fresh, while a copy of the old one rises with nothing (invariant 13)', async () => {
    const world = await createBearerWorld()
    const bearer = await signInBearer(world)
    world.clock.advance(minutes(9))
    const renewed = (await refreshWith(world, bearer.refresh)).json.tokens
    const copy = renewed?.accessToken ?? ''
    world.clock.advance(minutes(5))
    expect(await isFresh(bearer, copy)).toBe(false)
    const { reply, again } = await stepUp(world, bearer, copy)
    expect([reply.json.status, setsSession(reply.cookies)]).toEqual(['fulfilled', false])
    const token = reply.json.tokens?.accessToken ?? ''
    expect(reply.json.tokens).toEqual({ accessToken: token, expiresIn: 600 })
    expect([await isFresh(bearer, token), await isFresh(bearer, copy)]).toEqual([true, false])
    const refused = await bearer.program.post('/account/addresses', { email: 'eve@evil.example' }, withToken(copy))
    expect(refused.json.code).toBe('step-up-needed')
    const repeated = (await again()).json.tokens?.accessToken ?? ''
    expect(await isFresh(bearer, repeated)).toBe(true)
  })

  test('leaves what a refresh answers as fresh as the sign-in was, so that a copied refresh token rises with nothing', async () => {
    const world = await createBearerWorld()
    const bearer = await signInBearer(world)
    world.clock.advance(minutes(9))
    const renewed = (await refreshWith(world, bearer.refresh)).json.tokens
    expect(await isFresh(bearer, renewed?.accessToken ?? '')).toBe(true)
    world.clock.advance(minutes(5))
    const { reply } = await stepUp(world, bearer, renewed?.accessToken ?? '')
    const copied = (await refreshWith(world, renewed?.refreshToken ?? '')).json.tokens?.accessToken ?? ''
    expect(claimsIn(copied)['auth_time']).toBe(claimsIn(bearer.access)['auth_time'])
    expect([await isFresh(bearer, copied), await isFresh(bearer, reply.json.tokens?.accessToken ?? '')]).toEqual([
      false,
      true,
    ])
    const refused = await bearer.program.post('/account/addresses', { email: 'eve@evil.example' }, withToken(copied))
    expect(refused.json.code).toBe('step-up-needed')
  })

  test('answers the session’s new credential where none is signed, and sets no cookie', async () => {
    const world = await createBearerWorld({ tokens: { accessToken: false } })
    const bearer = await signInUnsigned(world)
    const { reply, again } = await stepUp(world, bearer, bearer.access)
    expect([reply.json.status, setsSession(reply.cookies)]).toEqual(['fulfilled', false])
    const token = reply.json.tokens?.accessToken ?? ''
    expect([(await me(world, token)).status, (await me(world, bearer.access)).status]).toEqual([200, 401])
    expect(await isFresh(bearer, token)).toBe(true)
    const repeated = await again()
    expect([repeated.json.tokens?.accessToken, setsSession(repeated.cookies)]).toEqual([token, false])
  })

  test('leaves a page of ours its cookie', async () => {
    const world = await createBearerWorld()
    const browser = openBrowser(world)
    const mail = await browser.request('ada@example.com')
    await browser.submit(`/attempts/${mail.attemptId}/confirm`, { token: mail.token })
    expect(browser.cookie('session')).toBeDefined()
    const { token } = await mailOf(world, await browser.call('/account/step-up'))
    const reply = await browser.call('/magic-link/verify', { token })
    expect([reply.json.status, reply.json.tokens]).toEqual(['fulfilled', undefined])
    expect((await browser.ask('/account')).json.fresh).toBe(true)
  })
})

/** A bearer whose token is its session's own credential: it has no refresh token. */
async function signInUnsigned(world: World): Promise<Bearer> {
  const program = createProgram(world)
  const { token, handle } = await program.request('ada@example.com')
  const reply = await program.post('/magic-link/verify', { token, handle })
  const access = reply.json.tokens?.accessToken ?? ''
  return { program, reply, access, refresh: '', sessionId: reply.json.session?.id ?? '' }
}
