/**
 * The issuing side as other services see it: keys, access tokens signed with jose, and a real HTTP server for the key set
 * and for introspection, that can be told to misbehave.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose'

export type Answer = (request: IncomingMessage, response: ServerResponse) => void

export interface SigningKey {
  readonly kid: string
  readonly alg: string
  readonly privateKey: CryptoKey
  readonly jwk: JWK
}

export interface Issuer {
  readonly url: string
  readonly audience: string
  readonly secret: string
  /** What the key set holds; replace its members at will. */
  readonly keys: JWK[]
  /** Session ids that introspection calls inactive. */
  readonly ended: Set<string>
  /** Roles that introspection tells. */
  roles: readonly string[] | undefined
  /** How often each path was asked. */
  readonly asked: { jwks: number; introspect: number; other: number }
  /** In place of the right answer, until it is set to `undefined`. */
  misbehaves: Answer | undefined
  close(): Promise<void>
}

export interface TokenParts {
  readonly key: SigningKey
  readonly claims?: Readonly<Record<string, unknown>>
  readonly header?: Readonly<Record<string, unknown>>
  /** Milliseconds since 1970. */
  readonly at?: number
}

const secret = 'an-introspection-secret-for-tests-0123456789'

export async function createSigningKey(kid: string, alg = 'ES256'): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true })
  const jwk = { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' }
  return { kid, alg, privateKey, jwk }
}

/** A claim set to `undefined` is left out. */
export function claimsOf(issuer: Pick<Issuer, 'url' | 'audience'>, at: number = Date.now()): Record<string, unknown> {
  const now = Math.floor(at / 1000)
  return {
    iss: issuer.url,
    aud: issuer.audience,
    sub: 'user-1',
    client_id: 'default',
    sid: 'session-1',
    iat: now,
    exp: now + 600,
    jti: `token-${Math.random()}`,
    auth_time: now,
    amr: ['email-link'],
    email: 'mia@example.com',
    roles: ['reader'],
  }
}

export function issueToken(issuer: Issuer, { key, claims = {}, header = {}, at }: TokenParts): Promise<string> {
  return new SignJWT({ ...claimsOf(issuer, at), ...claims })
    .setProtectedHeader({ alg: key.alg, typ: 'at+jwt', kid: key.kid, ...header })
    .sign(key.privateKey)
}

export async function startIssuer(keys: readonly SigningKey[]): Promise<Issuer> {
  const asked = { jwks: 0, introspect: 0, other: 0 }
  const server = createServer((request, response) => {
    const what =
      request.url === '/auth/jwks.json' ? 'jwks' : request.url === '/auth/introspect' ? 'introspect' : 'other'
    asked[what]++
    if (issuer.misbehaves) issuer.misbehaves(request, response)
    else if (what === 'jwks') answerJson(response, { keys: issuer.keys })
    else if (what === 'introspect') void introspect(request, response)
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo

  async function introspect(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.headers.authorization !== `Bearer ${secret}`) return void response.writeHead(401).end()
    let body = ''
    for await (const chunk of request) body += String(chunk)
    const token = new URLSearchParams(body).get('token') ?? ''
    const { sub, sid } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
    const { roles } = issuer
    answerJson(
      response,
      issuer.ended.has(sid) ? { active: false } : { active: true, sub, sid, ...(roles && { roles }) },
    )
  }

  const issuer: Issuer = {
    url: `http://127.0.0.1:${port}/auth`,
    audience: 'https://api.example.com',
    secret,
    keys: keys.map(({ jwk }) => jwk),
    ended: new Set(),
    roles: undefined,
    asked,
    misbehaves: undefined,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return issuer
}

export function answerJson(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
