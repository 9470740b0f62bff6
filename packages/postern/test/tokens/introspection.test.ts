import { afterEach, describe, expect, test } from 'vitest'
import type { Id } from '../../src/domain/id.ts'
import { minutes } from '../../src/domain/instant.ts'
import { createProgram } from '../support/program.ts'
import type { Reply } from '../support/reply.ts'
import { readReply } from '../support/reply.ts'
import { base, closeWorlds, type World } from '../support/world.ts'
import { claimsIn, createBearerWorld, refreshWith, signInBearer, withToken } from './bearer.ts'

afterEach(closeWorlds)

const secret = 'the-secret-of-another-service-of-32-letters'
const older = 'an-older-secret-of-that-service-of-32-letters'

const introspected = (options: object = {}): Promise<World> =>
  createBearerWorld({ tokens: { introspection: [secret, older], ...options } })

/** As RFC 7662 §2.1 shows it: a form, from a service that names no origin. */
async function ask(
  world: World,
  token: string,
  { by = secret, hint }: { readonly by?: string; readonly hint?: string } = {},
): Promise<Reply> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded', ...(by && withToken(by)) }
  const body = new URLSearchParams({ token, ...(hint && { token_type_hint: hint }) }).toString()
  return readReply(
    await world.handle(new Request(`${world.origin}${base}/introspect`, { method: 'POST', headers, body })),
  )
}

describe('introspection', () => {
  test('tells of an access token what it says, while its session lives', async () => {
    const world = await introspected()
    const { access, program } = await signInBearer(world)
    const { iss, aud, sub, sid, client_id, iat, exp, jti, email, roles } = claimsIn(access)
    const reply = await ask(world, access)
    expect(reply.status).toBe(200)
    expect(reply.headers.get('cache-control')).toBe('no-store')
    expect(reply.json).toEqual({
      active: true,
      token_type: 'Bearer',
      iss,
      aud,
      sub,
      sid,
      client_id,
      iat,
      exp,
      jti,
      email,
      roles,
    })
    expect((await program.post('/introspect', { token: access }, withToken(older))).json).toEqual(reply.json)
  })

  test('tells of a refresh token only while it is the current one', async () => {
    const world = await introspected()
    const { refresh } = await signInBearer(world)
    const hint = 'refresh_token'
    expect((await ask(world, refresh, { hint })).json).toMatchObject({ active: true, email: 'ada@example.com' })
    const { tokens } = (await refreshWith(world, refresh)).json
    expect((await ask(world, refresh, { hint })).json).toEqual({ active: false })
    expect((await ask(world, tokens?.refreshToken ?? '', { hint })).json).toMatchObject({ active: true })
  })

  test('takes no refresh token for an access token, whoever shows it as one', async () => {
    const world = await introspected()
    const { access, refresh } = await signInBearer(world)
    for (const hint of [undefined, 'access_token', 'a token']) {
      expect((await ask(world, refresh, hint === undefined ? {} : { hint })).json).toEqual({ active: false })
    }
    const told = (await ask(world, refresh, { hint: 'refresh_token' })).json
    expect(told).toMatchObject({ active: true, token_type: 'refresh_token' })
    expect(told).not.toHaveProperty('aud')
    // A hint that is wrong hides no access token (RFC 7662 §2.1).
    expect((await ask(world, access, { hint: 'refresh_token' })).json).toMatchObject({ token_type: 'Bearer' })
  })

  test.each([
    [
      'a sign-out',
      async (world: World, token: string): Promise<void> => {
        await createProgram(world).post('/sign-out', {}, withToken(token))
      },
    ],
    [
      'a ban',
      async (world: World): Promise<void> => {
        await world.setUser('ada@example.com', { status: 'banned' })
      },
    ],
    [
      'a revoked session',
      async (world: World, token: string): Promise<void> => {
        await world.runtime.engine.revokeSession(world.scope, { session: claimsIn(token)['sid'] as Id<'session'> })
      },
    ],
  ] as const)('says no at once after %s', async (_name, end) => {
    const world = await introspected()
    const { access, refresh } = await signInBearer(world)
    await end(world, access)
    expect((await ask(world, access)).json).toEqual({ active: false })
    expect((await ask(world, refresh, { hint: 'refresh_token' })).json).toEqual({ active: false })
  })

  test('says no to what is over, changed, or no token at all', async () => {
    const world = await introspected()
    const { access, refresh } = await signInBearer(world)
    const other = await signInBearer(world, 'bob@example.com')
    for (const token of ['', 'a', `${access}x`, refresh.slice(0, 26) + other.refresh.slice(26), secret]) {
      expect((await ask(world, token, { hint: 'refresh_token' })).json).toEqual({ active: false })
    }
    world.clock.advance(minutes(10))
    expect((await ask(world, access)).json).toEqual({ active: false })
  })

  test('says no to every token while sign-in is off', async () => {
    for (const accessToken of [true, false]) {
      const world = await introspected(accessToken ? {} : { accessToken })
      const program = createProgram(world)
      const { token, handle } = await program.request('ada@example.com')
      const { tokens } = (await program.post('/magic-link/verify', { token, handle })).json
      const { scope, runtime } = world
      const off = { ...scope, application: { ...scope.application, signIn: 'off' } } as const
      const shown = [
        { token: tokens?.refreshToken ?? '', hint: 'refresh_token' },
        { token: tokens?.accessToken ?? '', hint: 'access_token' },
      ].filter((one) => one.token !== '')
      expect(shown).toHaveLength(accessToken ? 2 : 1)
      for (const asked of shown) {
        expect((await runtime.engine.introspect(scope, asked)).kind).toBe('active')
        expect(await runtime.engine.introspect(off, asked)).toEqual({ kind: 'inactive' })
      }
    }
  })

  test('speaks of a session’s own credential where nothing is signed', async () => {
    const world = await introspected({ accessToken: false })
    const program = createProgram(world)
    const { token, handle } = await program.request('ada@example.com')
    const reply = await program.post('/magic-link/verify', { token, handle })
    const access = reply.json.tokens?.accessToken ?? ''
    expect((await ask(world, access)).json).toMatchObject({
      active: true,
      token_type: 'Bearer',
      sid: reply.json.session?.id,
    })
    await program.post('/sign-out', {}, withToken(access))
    expect((await ask(world, access)).json).toEqual({ active: false })
  })

  test('answers nobody without the secret, and is not there where there is none', async () => {
    const world = await introspected()
    const { access } = await signInBearer(world)
    for (const by of [undefined, '', access, `${secret}x`, secret.slice(1)]) {
      const reply = await ask(world, access, { by: by ?? '' })
      expect([by, reply.status, reply.headers.get('www-authenticate')]).toEqual([by, 401, 'Bearer'])
    }
    const none = await createBearerWorld()
    expect((await ask(none, access)).status).toBe(404)
  })
})
