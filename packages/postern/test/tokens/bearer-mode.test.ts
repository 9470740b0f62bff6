import { afterEach, describe, expect, test } from 'vitest'
import { days, minutes, seconds } from '../../src/domain/instant.ts'
import { mailOf, openBrowser } from '../support/browser.ts'
import { createProgram } from '../support/program.ts'
import { closeWorlds } from '../support/world.ts'
import { bearerOf, claimsIn, createBearerWorld, headerIn, me, refreshWith, signInBearer, withToken } from './bearer.ts'

afterEach(closeWorlds)

describe('bearer mode', () => {
  test('a link answers tokens and sets no session cookie', async () => {
    const world = await createBearerWorld()
    const { reply, access, refresh } = await signInBearer(world)
    expect(reply.status).toBe(200)
    expect(reply.json.tokens?.expiresIn).toBe(600)
    expect(reply.cookies.filter((cookie) => cookie.includes('postern-session'))).toEqual([])
    expect(refresh).toMatch(/^[0-9a-z]{26}\.[A-Za-z0-9_-]{43}$/)
    expect((await me(world, access)).json.email).toBe('ada@example.com')
  })

  test('a code and a claim answer tokens as well', async () => {
    const world = await createBearerWorld()
    const program = createProgram(world)
    const first = await program.request('ada@example.com')
    const byCode = await program.post('/code/verify', {
      attemptId: first.attemptId,
      code: first.code,
      handle: first.handle,
    })
    expect((await me(world, bearerOf(program, byCode).access)).status).toBe(200)
    const second = await program.request('ada@example.com')
    const reader = openBrowser(world)
    await reader.call(`/attempts/${second.attemptId}/approve`, { token: second.token, number: second.number })
    const claimed = await program.post(`/attempts/${second.attemptId}/claim`, { handle: second.handle })
    expect((await me(world, bearerOf(program, claimed).access)).status).toBe(200)
  })

  test('a page of another origin gets a handle, and signs in without any cookie', async () => {
    const origin = 'https://spa.example.net'
    const world = await createBearerWorld({ origins: [origin] })
    const spa = createProgram(world)
    const headers = { origin, 'sec-fetch-site': 'cross-site' }
    const asked = await spa.post('/magic-link', { email: 'ada@example.com' }, headers)
    const { attemptId = '', handle = '' } = asked.json
    expect(handle).toMatch(/^[0-9a-z]{26}\./)
    const { code } = await mailOf(world, asked)
    const reply = await spa.post('/code/verify', { attemptId, code, handle }, headers)
    expect(reply.headers.get('access-control-allow-origin')).toBe(origin)
    const { access } = bearerOf(spa, reply)
    expect((await spa.get('/me', { ...headers, ...withToken(access) })).status).toBe(200)
    const preflight = { ...headers, 'access-control-request-headers': 'authorization,content-type' }
    for (const path of ['/refresh', '/me', '/sign-out']) {
      const request = new Request(`${world.origin}/auth${path}`, { method: 'OPTIONS', headers: preflight })
      const answer = await world.handle(request)
      expect([path, answer.status]).toEqual([path, 204])
      expect(answer.headers.get('access-control-allow-headers')).toContain('authorization')
    }
    const refreshed = await spa.post('/refresh', { refreshToken: bearerOf(spa, reply).refresh }, headers)
    expect([refreshed.status, refreshed.headers.get('access-control-allow-origin')]).toEqual([200, origin])
  })

  test('an access token is what RFC 9068 says', async () => {
    const world = await createBearerWorld()
    const { access, reply, sessionId } = await signInBearer(world)
    const now = Math.floor(world.clock.now() / 1000)
    expect(headerIn(access)).toEqual({ alg: 'ES256', typ: 'at+jwt', kid: expect.stringMatching(/^[\w-]{43}$/) })
    expect(claimsIn(access)).toEqual({
      iss: 'https://app.example.com/auth',
      aud: 'https://app.example.com',
      sub: reply.json.user?.id,
      client_id: 'default',
      sid: sessionId,
      iat: now,
      exp: now + 600,
      jti: expect.stringMatching(/^[0-9a-z]{26}$/),
      auth_time: now,
      amr: ['email-link'],
      email: 'ada@example.com',
      roles: [],
    })
  })

  test('the same asker repeating within a minute gets the same session and the same refresh token', async () => {
    const world = await createBearerWorld()
    const program = createProgram(world)
    const { token, handle } = await program.request('ada@example.com')
    const replies = await Promise.all(
      Array.from({ length: 10 }, () => program.post('/magic-link/verify', { token, handle })),
    )
    const bearers = replies.map((reply) => bearerOf(program, reply))
    expect(new Set(bearers.map(({ refresh }) => refresh)).size).toBe(1)
    expect(new Set(bearers.map(({ sessionId }) => sessionId)).size).toBe(1)
    world.clock.advance(seconds(59))
    const again = await program.post('/magic-link/verify', { token, handle })
    expect(bearerOf(program, again).refresh).toBe(bearers[0]?.refresh)
  })

  test('a repeat after the first refresh gets nothing that was used', async () => {
    const world = await createBearerWorld()
    const program = createProgram(world)
    const { token, handle } = await program.request('ada@example.com')
    const first = bearerOf(program, await program.post('/magic-link/verify', { token, handle }))
    const refreshed = await refreshWith(world, first.refresh)
    expect(refreshed.status).toBe(200)
    const again = await program.post('/magic-link/verify', { token, handle })
    expect([again.status, again.json.code]).toEqual([401, 'link-used'])
    expect((await refreshWith(world, refreshed.json.tokens?.refreshToken ?? '')).status).toBe(200)
  })

  test('a token is dead at its exp, and at once when its session ends', async () => {
    const world = await createBearerWorld()
    const { access, program } = await signInBearer(world)
    world.clock.advance(minutes(10) - 1)
    expect((await me(world, access)).status).toBe(200)
    world.clock.advance(1)
    expect((await me(world, access)).status).toBe(401)
    const other = await signInBearer(world, 'bob@example.com')
    expect((await program.post('/sign-out', {}, withToken(other.access))).status).toBe(204)
    expect((await me(world, other.access)).status).toBe(401)
    expect((await refreshWith(world, other.refresh)).json.code).toBe('refresh-unknown')
  })

  test('who signs out when the access token is over shows the refresh token', async () => {
    const world = await createBearerWorld()
    const { refresh, program } = await signInBearer(world)
    world.clock.advance(minutes(30))
    expect((await program.post('/sign-out', { refreshToken: refresh })).status).toBe(204)
    expect((await refreshWith(world, refresh)).json.code).toBe('refresh-unknown')
  })

  test('the session and the list of sessions are those of the token', async () => {
    const world = await createBearerWorld()
    const { access, program, sessionId } = await signInBearer(world)
    expect((await program.get('/session', withToken(access))).json.id).toBe(sessionId)
    const { items } = JSON.parse((await program.get('/sessions', withToken(access))).text)
    expect(items).toMatchObject([{ id: sessionId, current: true }])
  })

  test('a link that is pressed in the asker’s own browser lets it claim its tokens', async () => {
    const world = await createBearerWorld()
    const browser = openBrowser(world)
    const { attemptId, token } = await browser.request('ada@example.com')
    const handle = browser.cookie('binding')
    const pressed = await browser.submit(`/attempts/${attemptId}/confirm`, { token })
    expect(pressed.status).toBe(303)
    const claimed = await createProgram(world).post(`/attempts/${attemptId}/claim`, { handle })
    expect((await me(world, bearerOf(createProgram(world), claimed).access)).status).toBe(200)
  })

  test('with signing turned off the token is the session’s credential, and no key is ever made', async () => {
    const world = await createBearerWorld({ tokens: { accessToken: false } })
    const program = createProgram(world)
    const { token, handle } = await program.request('ada@example.com')
    const { tokens } = (await program.post('/magic-link/verify', { token, handle })).json
    expect(tokens).toEqual({
      accessToken: expect.stringMatching(/^[0-9a-z]{26}\.[A-Za-z0-9_-]{43}$/),
      expiresIn: days(7) / 1000,
    })
    expect((await me(world, tokens?.accessToken ?? '')).json.email).toBe('ada@example.com')
    expect((await program.get('/jwks.json')).status).toBe(404)
    expect(await world.store.documents.find(world.at({ kind: 'signing-keys', id: 'ring' }))).toBeUndefined()
    await program.post('/sign-out', {}, withToken(tokens?.accessToken ?? ''))
    expect((await me(world, tokens?.accessToken ?? '')).status).toBe(401)
  })
})
