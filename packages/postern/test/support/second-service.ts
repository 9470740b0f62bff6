/** What every second service of `examples/` must do, whatever it is written in. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  answerJson,
  claimsOf,
  createSigningKey,
  type Issuer,
  issueToken,
  type SigningKey,
  startIssuer,
} from './issuer.ts'
import type { Service } from './service.ts'

export type StartSecondService = (env: Readonly<Record<string, string>>) => Promise<Service>

export function describeSecondService(name: string, start: StartSecondService): void {
  describe(name, () => {
    let key: SigningKey
    let issuer: Issuer
    let service: Service

    beforeAll(async () => {
      key = await createSigningKey('one')
      issuer = await startIssuer([key])
      service = await start(environmentFor(issuer))
    })
    afterAll(async () => {
      await service?.stop()
      await issuer?.close()
    })

    const ask = (path: string, token?: string, method = 'GET') =>
      fetch(`${service.url}${path}`, {
        method,
        headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
      })
    const refusal = async (token: string, path = '/notes', method = 'GET') => {
      const response = await ask(path, token, method)
      const challenge = response.headers.get('www-authenticate') ?? ''
      return `${response.status} ${/error_description="([a-z-]+)"/.exec(challenge)?.[1] ?? challenge}`
    }

    test('knows who calls by the token alone', async () => {
      const response = await ask('/notes', await issueToken(issuer, { key }))
      expect([response.status, await response.json()]).toEqual([
        200,
        { owner: 'user-1', application: 'default', roles: ['reader'] },
      ])
      expect(issuer.asked.introspect).toBe(0)
    })

    test.each(['ES256', 'EdDSA', 'RS256'])('takes %s, from a set of several keys', async (alg) => {
      const own = await createSigningKey(`by-${alg}`, alg)
      const home = await startIssuer([key, own])
      const other = await start(environmentFor(home))
      const authorization = `Bearer ${await issueToken(home, { key: own })}`
      expect((await fetch(`${other.url}/notes`, { headers: { authorization } })).status).toBe(200)
      await other.stop()
      await home.close()
    })

    test('tells who brings no token that one is wanted, and no error', async () => {
      const response = await ask('/notes')
      expect([response.status, response.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
    })

    test.each([
      ['expired', { exp: 1 }, {}],
      ['not-yet', { nbf: Math.floor(Date.now() / 1000) + 600 }, {}],
      ['wrong-audience', { aud: 'https://other.example' }, {}],
      ['wrong-issuer', { iss: 'https://evil.example' }, {}],
      ['wrong-application', { client_id: 'other' }, {}],
      ['wrong-type', {}, { typ: 'JWT' }],
      ['unknown-key', {}, { kid: 'another' }],
      ['malformed', { exp: undefined }, {}],
      ['malformed', { sid: 7 }, {}],
    ])('refuses one that is %s: %j %j', async (reason, claims, header) => {
      expect(await refusal(await issueToken(issuer, { key, claims, header }))).toBe(`401 ${reason}`)
    })

    test('refuses one that nobody signed, one that a stranger signed, and what is no token', async () => {
      const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
      const body = encode(claimsOf(issuer))
      expect(await refusal(`${encode({ alg: 'none', typ: 'at+jwt', kid: 'one' })}.${body}.`)).toMatch(/^401 /)
      expect(await refusal(`${encode({ alg: 'HS256', typ: 'at+jwt', kid: 'one' })}.${body}.AAAA`)).toMatch(/^401 /)
      expect(await refusal(await issueToken(issuer, { key: await createSigningKey('one') }))).toBe('401 bad-signature')
      expect(await refusal('x')).toMatch(/^401 /)
      expect(await refusal('x'.repeat(9000))).toBe('401 malformed')
    })

    test('asks before what must not happen after a sign-out, and hears of it at once', async () => {
      const sid = `to-be-ended-${issuer.ended.size}`
      const token = await issueToken(issuer, { key, claims: { sid } })
      const paid = await ask('/payments', token, 'POST')
      expect([paid.status, await paid.json()]).toEqual([201, { paidBy: 'user-1' }])
      issuer.ended.add(sid)
      expect(await refusal(token, '/payments', 'POST')).toBe('401 revoked')
      expect((await ask('/notes', token)).status).toBe(200)
    })

    test('goes by the roles of now where it asks', async () => {
      const token = await issueToken(issuer, { key, claims: { roles: ['admin'] } })
      expect((await ask('/reports', token)).status).toBe(200)
      issuer.roles = ['reader']
      expect((await ask('/reports', token)).status).toBe(403)
      issuer.roles = undefined
    })

    test('refuses with 503 and no challenge when introspection cannot be asked or says nothing of use', async () => {
      const token = await issueToken(issuer, { key })
      for (const body of [null, { active: 'true' }, { active: true, sub: 'user-2', sid: 'session-1' }]) {
        issuer.misbehaves = (_, response) => answerJson(response, body)
        expect(await refusal(token, '/payments', 'POST')).toBe('503 ')
      }
      issuer.misbehaves = (request) => request.socket.destroy()
      expect(await refusal(token, '/payments', 'POST')).toBe('503 ')
      issuer.misbehaves = undefined
      expect((await ask('/payments', token, 'POST')).status).toBe(201)
    })

    test('refuses with 503 when it never had keys', async () => {
      const away = await startIssuer([key])
      const other = await start(environmentFor(away))
      const authorization = `Bearer ${await issueToken(away, { key })}`
      away.misbehaves = (_, response) => void response.writeHead(500).end()
      expect((await fetch(`${other.url}/notes`, { headers: { authorization } })).status).toBe(503)
      await other.stop()
      await away.close()
    })

    test('prints no token and no secret', async () => {
      const token = await issueToken(issuer, { key })
      await ask('/notes', token)
      expect(service.printed()).not.toContain(token.slice(-30))
      expect(service.printed()).not.toContain(issuer.secret)
    })
  })
}

function environmentFor({ url, audience, secret }: Issuer): Readonly<Record<string, string>> {
  return { POSTERN_ISSUER: url, POSTERN_AUDIENCE: audience, POSTERN_INTROSPECTION_SECRET: secret, PORT: '0' }
}
