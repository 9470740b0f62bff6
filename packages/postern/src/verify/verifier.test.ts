import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createSigningKey, type Issuer, issueToken, type SigningKey, startIssuer } from '../../test/support/issuer.ts'
import { PosternError } from '../domain/errors.ts'
import { TokenRefused } from './token-refused.ts'
import { createVerifier, type Verifier } from './verifier.ts'

let key: SigningKey
let issuer: Issuer
let verifier: Verifier

beforeAll(async () => {
  key = await createSigningKey('one')
  issuer = await startIssuer([key])
  verifier = createVerifier({ issuer: issuer.url, audience: issuer.audience })
})
afterAll(() => issuer.close())

const reasonFor = async (claims: Record<string, unknown>, header: Record<string, unknown> = {}) => {
  const answer = await verifier.verify(await issueToken(issuer, { key, claims, header }))
  return answer.status === 'invalid' ? answer.reason : answer.status
}

describe('a good token', () => {
  test('says who calls, in which session, of what application, with which roles and until when', async () => {
    const at = Math.floor(Date.now() / 1000) * 1000
    const answer = await verifier.verify(await issueToken(issuer, { key, at, claims: { team: 'blue' } }))
    expect(answer).toMatchObject({
      status: 'valid',
      userId: 'user-1',
      sessionId: 'session-1',
      application: 'default',
      roles: ['reader'],
      email: 'mia@example.com',
      claims: { team: 'blue', iss: issuer.url },
      expiresAt: new Date(at + 600_000),
    })
  })

  test.each(['ES256', 'EdDSA', 'RS256'])('may be signed with %s', async (alg) => {
    const other = await createSigningKey(`by-${alg}`, alg)
    const home = await startIssuer([other])
    const own = createVerifier({ issuer: home.url, audience: home.audience })
    expect(await own.verify(await issueToken(home, { key: other }))).toMatchObject({ status: 'valid' })
    await home.close()
  })

  test('may have several audiences, no roles and no email', async () => {
    const claims = { aud: ['https://other.example', issuer.audience], roles: undefined, email: undefined }
    const answer = await verifier.verify(await issueToken(issuer, { key, claims }))
    expect(answer).toMatchObject({ status: 'valid', roles: [], email: null })
  })
})

describe('where a token stands', () => {
  test('the Authorization header is read from every kind of request', async () => {
    const token = await issueToken(issuer, { key })
    const authorization = `Bearer ${token}`
    const incoming = new IncomingMessage(new Socket())
    incoming.headers.authorization = authorization
    const sources = [
      token,
      new Request('https://api.example.com/', { headers: { authorization } }),
      new Headers({ authorization: `bearer  ${token}` }),
      incoming,
      { headers: { authorization } },
    ]
    for (const source of sources) expect(await verifier.verify(source)).toMatchObject({ status: 'valid' })
  })

  test('a cookie, a query, another scheme and an empty header bring no token', async () => {
    const token = await issueToken(issuer, { key })
    const sources = [
      undefined,
      null,
      '',
      new Request(`https://api.example.com/?access_token=${token}`, { headers: { cookie: `access_token=${token}` } }),
      new Headers({ authorization: `Basic ${token}` }),
      new Headers({ authorization: 'Bearer' }),
      { headers: {} },
    ]
    for (const source of sources)
      expect(await verifier.verify(source)).toEqual({ status: 'invalid', reason: 'missing' })
  })

  test('two Authorization headers count as neither', async () => {
    const headers = new Headers({ authorization: `Bearer ${await issueToken(issuer, { key })}` })
    headers.append('authorization', `Bearer ${await issueToken(issuer, { key })}`)
    expect(await verifier.verify(headers)).toEqual({ status: 'invalid', reason: 'malformed' })
  })
})

describe('a token of others', () => {
  test('of another issuer is refused, one that differs by a slash included', async () => {
    expect(await reasonFor({ iss: 'https://evil.example/auth' })).toBe('wrong-issuer')
    expect(await reasonFor({ iss: `${issuer.url}/` })).toBe('wrong-issuer')
    expect(await reasonFor({ iss: [issuer.url] })).toBe('wrong-issuer')
  })

  test('for another audience is refused', async () => {
    expect(await reasonFor({ aud: 'https://other.example' })).toBe('wrong-audience')
    expect(await reasonFor({ aud: [] })).toBe('wrong-audience')
    expect(await reasonFor({ aud: { toString: issuer.audience } })).toBe('wrong-audience')
  })

  test('of another application is refused where the application is pinned', async () => {
    const pinned = createVerifier({ issuer: issuer.url, audience: issuer.audience, application: ['shop', 'till'] })
    const from = async (application: string) =>
      pinned.verify(await issueToken(issuer, { key, claims: { client_id: application } }))
    expect(await from('till')).toMatchObject({ status: 'valid', application: 'till' })
    expect(await from('default')).toEqual({ status: 'invalid', reason: 'wrong-application' })
  })

  test('of another type is refused: an ID token is no access token', async () => {
    expect(await reasonFor({}, { typ: 'JWT' })).toBe('wrong-type')
    expect(await reasonFor({}, { typ: undefined })).toBe('wrong-type')
    expect(await reasonFor({}, { typ: 'at+jwt2' })).toBe('wrong-type')
    expect(await reasonFor({}, { typ: 'application/AT+JWT' })).toBe('valid')
  })
})

describe('the time', () => {
  const at = Date.UTC(2026, 0, 1)
  const judged = async (now: number, claims: Record<string, unknown>, clockTolerance = 0) => {
    const held = createVerifier({ issuer: issuer.url, audience: issuer.audience, clockTolerance, now: () => now })
    const answer = await held.verify(await issueToken(issuer, { key, at, claims }))
    return answer.status === 'invalid' ? answer.reason : answer.status
  }

  test('a token is good until the second of its exp, and dead in it', async () => {
    const exp = at / 1000 + 600
    expect(await judged(at + 599_999, { exp })).toBe('valid')
    expect(await judged(at + 600_000, { exp })).toBe('expired')
  })

  test('a token is good from the second of its nbf on', async () => {
    const nbf = at / 1000 + 10
    expect(await judged(at + 9_999, { nbf })).toBe('not-yet')
    expect(await judged(at + 10_000, { nbf })).toBe('valid')
  })

  test('the tolerance is in milliseconds and moves both edges', async () => {
    const claims = { nbf: at / 1000 + 10, exp: at / 1000 + 600 }
    expect(await judged(at + 5_000, claims, 5_000)).toBe('valid')
    expect(await judged(at + 604_000, claims, 5_000)).toBe('valid')
    expect(await judged(at + 605_000, claims, 5_000)).toBe('expired')
  })
})

describe('claims that are missing or of another kind', () => {
  test.each(['exp', 'iat', 'sub', 'sid', 'client_id', 'jti', 'iss', 'aud'])(
    'no token goes without %s',
    async (claim) => {
      expect(await reasonFor({ [claim]: undefined })).toBe('malformed')
    },
  )

  test.each([
    ['exp', 'tomorrow'],
    ['exp', null],
    ['exp', 1e300],
    ['nbf', 'now'],
    ['iat', '1'],
    ['sub', 7],
    ['sub', ''],
    ['sid', ['session-1']],
    ['client_id', {}],
    ['jti', null],
    ['roles', 'admin'],
    ['roles', [1]],
    ['roles', null],
    ['email', ['mia@example.com']],
  ])('%s may not be %j', async (claim, value) => {
    expect(await reasonFor({ [claim]: value })).toBe('malformed')
  })
})

describe('requireUser', () => {
  const refusal = (source: Parameters<Verifier['requireUser']>[0], by: Verifier = verifier) =>
    by.requireUser(source).then(
      () => expect.unreachable('it was let in'),
      (error: unknown) => error as TokenRefused,
    )

  test('answers the user of a good token', async () => {
    expect(await verifier.requireUser(await issueToken(issuer, { key }))).toMatchObject({ userId: 'user-1' })
  })

  test('throws 401 with a bare challenge when there is no token', async () => {
    const error = await refusal(new Headers())
    expect(error).toBeInstanceOf(TokenRefused)
    expect(error).toBeInstanceOf(PosternError)
    expect(error).toMatchObject({ code: 'unauthenticated', status: 401, reason: 'missing' })
    expect(error.headers).toEqual({ 'www-authenticate': 'Bearer' })
  })

  test('throws 401 with invalid_token and the reason for a bad one, without the token itself', async () => {
    const token = await issueToken(issuer, { key, claims: { exp: 1 } })
    const error = await refusal(token)
    expect(error.headers).toEqual({ 'www-authenticate': 'Bearer error="invalid_token", error_description="expired"' })
    expect(`${error.message} ${error.stack} ${JSON.stringify(error)}`).not.toContain(token.slice(-20))
    const response = error.toResponse()
    expect([response.status, response.headers.get('www-authenticate')]).toEqual([
      401,
      error.headers['www-authenticate'],
    ])
    expect(response.headers.get('cache-control')).toBe('no-store')
  })

  test('throws 503 without a challenge when nobody could tell, and says why to the log', async () => {
    const nowhere = createVerifier({ issuer: 'http://127.0.0.1:9/auth', audience: issuer.audience })
    const error = await refusal(await issueToken(issuer, { key }), nowhere)
    expect(error).toMatchObject({ code: 'busy', status: 503, reason: 'keys-unavailable' })
    expect(error.headers).toEqual({ 'retry-after': '2' })
    expect(error.cause).toMatchObject({ message: expect.stringContaining('http://127.0.0.1:9/auth/jwks.json') })
  })
})
