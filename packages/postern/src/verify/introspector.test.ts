import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  type Answer,
  answerJson,
  createSigningKey,
  type Issuer,
  issueToken,
  type SigningKey,
  startIssuer,
} from '../../test/support/issuer.ts'
import type { VerifierOptions } from './options.ts'
import { createVerifier } from './verifier.ts'

let now: number
let key: SigningKey
let issuer: Issuer

beforeEach(async () => {
  now = Date.UTC(2026, 0, 1)
  key = await createSigningKey('one')
  issuer = await startIssuer([key])
})
afterEach(() => issuer.close())

const create = (cacheFor = 0, more: Partial<VerifierOptions> = {}) =>
  createVerifier({
    issuer: issuer.url,
    audience: issuer.audience,
    introspection: { secret: issuer.secret, cacheFor },
    introspect: 'always',
    now: () => now,
    ...more,
  })
const issue = (claims: Record<string, unknown> = {}) => issueToken(issuer, { key, claims, at: now })

test('a session that was ended is over at once', async () => {
  const verifier = create()
  const token = await issue()
  expect(await verifier.verify(token)).toMatchObject({ status: 'valid' })
  issuer.ended.add('session-1')
  expect(await verifier.verify(token)).toEqual({ status: 'invalid', reason: 'revoked' })
})

test('roles are those of now, where the issuer tells them', async () => {
  const token = await issue({ roles: ['admin'] })
  expect(await create().verify(token)).toMatchObject({ roles: ['admin'] })
  issuer.roles = []
  expect(await create().verify(token)).toMatchObject({ roles: [] })
})

test('a token that is no good is not asked about', async () => {
  expect(await create().verify(await issue({ exp: 1 }))).toMatchObject({ reason: 'expired' })
  expect(issuer.asked.introspect).toBe(0)
})

test('without always, it is asked where the call wants it', async () => {
  const verifier = createVerifier({
    issuer: issuer.url,
    audience: issuer.audience,
    introspection: { secret: issuer.secret },
    now: () => now,
  })
  issuer.ended.add('session-1')
  const token = await issue()
  expect(await verifier.verify(token)).toMatchObject({ status: 'valid' })
  expect(issuer.asked.introspect).toBe(0)
  expect(await verifier.verify(token, { introspect: true })).toMatchObject({ reason: 'revoked' })
  await expect(verifier.requireUser(token, { introspect: true })).rejects.toMatchObject({ status: 401 })
})

test('a call that wants it without the secret is a mistake of the programmer', async () => {
  const bare = createVerifier({ issuer: issuer.url, audience: issuer.audience })
  await expect(bare.verify('x', { introspect: true })).rejects.toThrow(
    new TypeError('introspection must be set to introspect'),
  )
})

describe('the cache', () => {
  test('an answer counts as long as was asked for, and not a millisecond longer', async () => {
    const verifier = create(5_000)
    const token = await issue()
    await verifier.verify(token)
    issuer.ended.add('session-1')
    now += 4_999
    expect(await verifier.verify(token)).toMatchObject({ status: 'valid' })
    expect(issuer.asked.introspect).toBe(1)
    now += 1
    expect(await verifier.verify(token)).toMatchObject({ reason: 'revoked' })
    now += 4_000
    expect(await verifier.verify(token)).toMatchObject({ reason: 'revoked' })
    expect(issuer.asked.introspect).toBe(2)
  })

  test('each token has its own answer', async () => {
    const verifier = create(5_000)
    const mine = await issue({ sid: 'mine', jti: '1' })
    const yours = await issue({ sid: 'yours', jti: '2' })
    await verifier.verify(mine)
    issuer.ended.add('yours')
    expect(await verifier.verify(yours)).toMatchObject({ reason: 'revoked' })
    expect(await verifier.verify(mine)).toMatchObject({ status: 'valid' })
  })

  test('nothing is remembered when nothing was asked for, nor an outage ever', async () => {
    const token = await issue()
    const each = create()
    await each.verify(token)
    await each.verify(token)
    expect(issuer.asked.introspect).toBe(2)
    const cached = create(5_000)
    issuer.misbehaves = (request, response) =>
      request.url === '/auth/jwks.json' ? answerJson(response, { keys: issuer.keys }) : response.destroy()
    expect(await cached.verify(token)).toMatchObject({ reason: 'introspection-unavailable' })
    issuer.misbehaves = undefined
    expect(await cached.verify(token)).toMatchObject({ status: 'valid' })
  })
})

describe('when it cannot be told, nobody is let in', () => {
  const only =
    (answer: Answer): Answer =>
    (request, response) =>
      request.url === '/auth/jwks.json' ? answerJson(response, { keys: issuer.keys }) : answer(request, response)

  test.each<[string, Answer]>([
    ['down', (request) => request.socket.destroy()],
    ['a fault', (_, response) => void response.writeHead(500).end('{"active":true}')],
    ['unauthorised', (_, response) => void response.writeHead(401).end()],
    ['a redirect', (_, response) => void response.writeHead(307, { location: 'http://127.0.0.1:9/' }).end()],
    ['no JSON', (_, response) => void response.writeHead(200).end('active')],
    ['null', (_, response) => answerJson(response, null)],
    ['a text for a truth', (_, response) => answerJson(response, { active: 'true', sub: 'user-1', sid: 'session-1' })],
    ['of another user', (_, response) => answerJson(response, { active: true, sub: 'user-2', sid: 'session-1' })],
    ['of another session', (_, response) => answerJson(response, { active: true, sub: 'user-1', sid: 'session-2' })],
    ['of nobody', (_, response) => answerJson(response, { active: true })],
    ['slow', () => {}],
  ])('%s', async (_, answer) => {
    issuer.misbehaves = only(answer)
    const token = await issue()
    const verification = await create(5_000).verify(token)
    expect(verification).toMatchObject({ status: 'invalid', reason: 'introspection-unavailable' })
    const told = JSON.stringify(verification, (_name, value) =>
      value instanceof Error ? { ...value, message: value.message, stack: value.stack } : value,
    )
    expect(told).not.toContain(issuer.secret)
    expect(told).not.toContain(token)
  })
})

test('the secret goes into a header and the token into the body, never into a URL', async () => {
  const seen: { url: string; init: RequestInit }[] = []
  const token = await issue()
  const verifier = create(0, {
    fetch: (url, init) => {
      seen.push({ url, init })
      return fetch(url, init)
    },
  })
  await verifier.verify(token)
  expect(seen.map(({ url }) => url)).toEqual([`${issuer.url}/jwks.json`, `${issuer.url}/introspect`])
  expect(seen[1]?.init).toMatchObject({ method: 'POST', redirect: 'manual' })
  expect(seen[0]?.init.headers).toBeUndefined()
})
