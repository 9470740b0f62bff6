/**
 * `postern/verify` where there is no Node: bundled as for a browser, and run in a realm that has the Web's globals and
 * none of Node's. Also as on Cloudflare's runtime, where a request must not wait for what another one began.
 */
import { join } from 'node:path'
import { createContext, runInContext } from 'node:vm'
import { rolldown } from 'rolldown'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { createVerifier, TokenRefused } from '../src/verify.ts'
import { createSigningKey, type Issuer, issueToken, type SigningKey, startIssuer } from './support/issuer.ts'

interface Edge {
  createVerifier: typeof createVerifier
  TokenRefused: typeof TokenRefused
}

let bundle: string
let imports: readonly string[]
let key: SigningKey
let issuer: Issuer

beforeAll(async () => {
  const input = join(import.meta.dirname, '../src/verify.ts')
  const made = await rolldown({ input, platform: 'browser', tsconfig: false })
  const { output } = await made.generate({ format: 'iife', name: 'edge' })
  await made.close()
  imports = output.flatMap((one) => (one.type === 'chunk' ? [...one.imports, ...one.dynamicImports] : []))
  bundle = output.map((one) => (one.type === 'chunk' ? one.code : '')).join('\n')
})
beforeEach(async () => {
  key = await createSigningKey('one')
  issuer = await startIssuer([key])
})
afterEach(() => issuer.close())

/** What every runtime of WinterTC's minimum common API has, and nothing else. */
function openEdge(userAgent = 'Edge'): Edge {
  const { AbortSignal, crypto, CryptoKey, fetch, Headers, Request, Response, TextDecoder, TextEncoder } = globalThis
  const { atob, btoa, structuredClone, URL, URLSearchParams, Uint8Array, ArrayBuffer } = globalThis
  const web = { AbortSignal, crypto, CryptoKey, fetch, Headers, Request, Response, TextDecoder, TextEncoder }
  const more = { atob, btoa, structuredClone, URL, URLSearchParams, Uint8Array, ArrayBuffer, navigator: { userAgent } }
  const realm = createContext({ ...web, ...more }, { codeGeneration: { strings: false, wasm: false } })
  expect(runInContext('typeof process + typeof Buffer + typeof require + typeof setImmediate', realm)).toBe(
    'undefined'.repeat(4),
  )
  return runInContext(`${bundle}\n;edge`, realm)
}

test('its bundle for a browser imports nothing', () => {
  expect(imports).toEqual([])
  expect(bundle).toContain('at\\+jwt')
})

test('it verifies, refuses and asks for revocation without anything of Node', async () => {
  const { createVerifier, TokenRefused } = openEdge()
  const verifier = createVerifier({
    issuer: issuer.url,
    audience: issuer.audience,
    introspection: { secret: issuer.secret },
  })
  const token = await issueToken(issuer, { key })
  const request = new Request('https://api.example.com/', { headers: { authorization: `Bearer ${token}` } })
  expect(await verifier.requireUser(request, { introspect: true })).toMatchObject({ userId: 'user-1' })
  issuer.ended.add('session-1')
  expect(await verifier.verify(request)).toMatchObject({ status: 'valid' })
  const refused = await verifier.requireUser(request, { introspect: true }).catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(TokenRefused)
  const response = (refused as TokenRefused).toResponse()
  expect([response.status, response.headers.get('www-authenticate')]).toEqual([
    401,
    'Bearer error="invalid_token", error_description="revoked"',
  ])
})

test.each(['ES256', 'EdDSA', 'RS256'])('%s verifies there', async (alg) => {
  const other = await createSigningKey('other', alg)
  issuer.keys.push(other.jwk)
  const verifier = openEdge().createVerifier({ issuer: issuer.url, audience: issuer.audience })
  expect(await verifier.verify(await issueToken(issuer, { key: other }))).toMatchObject({ status: 'valid' })
  const forged = `${(await issueToken(issuer, { key: other })).slice(0, -8)}AAAAAAAA`
  expect(await verifier.verify(forged)).toEqual({ status: 'invalid', reason: 'bad-signature' })
})

test('on Cloudflare a request fetches for itself and never waits for another one, which may be gone', async () => {
  const hangs: (() => void)[] = []
  let asked = 0
  const verifier = openEdge('Cloudflare-Workers').createVerifier({
    issuer: issuer.url,
    audience: issuer.audience,
    fetch: (url, init) =>
      asked++ === 0 ? new Promise((resolve) => hangs.push(() => resolve(new Response()))) : fetch(url, init),
  })
  const token = await issueToken(issuer, { key })
  const first = verifier.verify(token)
  await expect.poll(() => asked).toBe(1)
  expect(await verifier.verify(token)).toMatchObject({ status: 'valid' })
  for (const release of hangs) release()
  expect(await first).toMatchObject({ status: 'valid' })
  expect(asked).toBe(2)
})
