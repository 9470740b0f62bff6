import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { base64url, type CryptoKey, exportSPKI, generateKeyPair, importJWK, SignJWT } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  claimsOf,
  createSigningKey,
  type Issuer,
  issueToken,
  type SigningKey,
  startIssuer,
} from '../../test/support/issuer.ts'
import { createVerifier, type Verifier } from './verifier.ts'

let key: SigningKey
let issuer: Issuer
let verifier: Verifier

beforeAll(async () => {
  key = await createSigningKey('one')
  issuer = await startIssuer([key])
})
beforeEach(() => {
  verifier = createVerifier({ issuer: issuer.url, audience: issuer.audience })
  Object.assign(issuer.asked, { jwks: 0, introspect: 0, other: 0 })
})
afterAll(() => issuer.close())

const encode = (value: unknown): string => base64url.encode(JSON.stringify(value))
const reasonOf = async (token: string) => {
  const answer = await verifier.verify(token)
  return answer.status === 'invalid' ? answer.reason : answer.status
}

describe('the algorithm', () => {
  test.each(['none', 'None', 'NONE', ''])('"%s" signs nothing', async (alg) => {
    const head = encode({ alg, typ: 'at+jwt', kid: key.kid })
    const body = encode(claimsOf(issuer))
    for (const signature of ['', 'AA']) expect(await reasonOf(`${head}.${body}.${signature}`)).not.toBe('valid')
  })

  test('HS256 with the public key as its secret signs nothing', async () => {
    const publicKey = await importJWK({ ...key.jwk, ext: true }, 'ES256')
    const pem = await exportSPKI(publicKey as CryptoKey)
    for (const secret of [pem, pem.trim(), JSON.stringify(key.jwk), key.jwk.x ?? '']) {
      const signed = `${encode({ alg: 'HS256', typ: 'at+jwt', kid: key.kid })}.${encode(claimsOf(issuer))}`
      const mac = createHmac('sha256', secret).update(signed).digest('base64url')
      expect(await reasonOf(`${signed}.${mac}`)).toBe('bad-signature')
    }
    expect(issuer.asked.jwks).toBe(0)
  })

  test('one that is not wanted signs nothing, though its key is published', async () => {
    const other = await createSigningKey('rsa', 'RS256')
    issuer.keys.push(other.jwk)
    const only = createVerifier({ issuer: issuer.url, audience: issuer.audience, algorithms: ['ES256'] })
    const token = await issueToken(issuer, { key: other })
    expect(await only.verify(token)).toEqual({ status: 'invalid', reason: 'bad-signature' })
    expect(await reasonOf(token)).toBe('valid')
    issuer.keys.pop()
  })

  test('a key of one algorithm does not verify another of its type', async () => {
    const { privateKey } = await generateKeyPair('PS256')
    const token = await issueToken(issuer, { key: { ...key, alg: 'PS256', privateKey } })
    expect(await reasonOf(token)).toBe('bad-signature')
  })
})

describe('the header', () => {
  test('keys that a token brings along or points to are never looked at', async () => {
    const evil = await createSigningKey('one')
    const elsewhere = await startIssuer([evil])
    for (const header of [
      { jwk: evil.jwk },
      { jku: `${elsewhere.url}/jwks.json` },
      { x5u: `${elsewhere.url}/cert.pem` },
      { x5c: ['MIIB'] },
    ]) {
      expect(await reasonOf(await issueToken(issuer, { key: evil, header }))).toBe('bad-signature')
      expect(await reasonOf(await issueToken(issuer, { key, header }))).toBe('valid')
    }
    expect(elsewhere.asked).toEqual({ jwks: 0, introspect: 0, other: 0 })
    await elsewhere.close()
  })

  test.each([
    '../../../dev/null',
    '/etc/passwd',
    "' OR 1=1 --",
    '__proto__',
    'constructor',
    'ES256 one',
    'https://evil.example/key',
    'x'.repeat(5000),
    '',
  ])('a kid is a name and nothing else: %j', async (kid) => {
    const evil = { ...(await createSigningKey('evil')), kid }
    expect(await reasonOf(await issueToken(issuer, { key: evil }))).toBe('unknown-key')
    expect(issuer.asked).toEqual({ jwks: 1, introspect: 0, other: 0 })
  })

  test('without a kid, or with one that is no text, nothing is asked', async () => {
    for (const kid of [undefined, null, 1, ['one'], {}])
      expect(await reasonOf(await issueToken(issuer, { key, header: { kid } }))).toBe('unknown-key')
    expect(issuer.asked.jwks).toBe(0)
  })

  test('whatever must be understood is not', async () => {
    const head = { alg: 'ES256', typ: 'at+jwt', kid: key.kid }
    const sign = new SignJWT(claimsOf(issuer)).setProtectedHeader({ ...head, crit: ['b64'], b64: true })
    expect(await reasonOf(await sign.sign(key.privateKey))).toBe('malformed')
    const parts = (await issueToken(issuer, { key })).split('.')
    for (const crit of [['exp'], [], 'b64', null])
      expect(await reasonOf(`${encode({ ...head, crit })}.${parts[1]}.${parts[2]}`)).not.toBe('valid')
  })
})

describe('the text', () => {
  test('a huge token is refused before it is parsed', async () => {
    const huge = await issueToken(issuer, { key, claims: { padding: 'x'.repeat(100_000) } })
    const begun = performance.now()
    for (let times = 0; times < 1000; times++) expect(await reasonOf(huge)).toBe('malformed')
    expect(performance.now() - begun).toBeLessThan(1000)
    expect(issuer.asked.jwks).toBe(0)
  })

  test('a session cookie, a refresh token, an encrypted token and a list of two are no access token', async () => {
    const token = await issueToken(issuer, { key })
    for (const text of [
      `${'0'.repeat(26)}.${'A'.repeat(43)}`,
      `${token}.x.y`,
      `${token}, ${token}`,
      `${token} `,
      ` ${token}`,
      `${token}=`,
      token.replaceAll('.', ' '),
      '..',
      '.',
    ])
      expect(await reasonOf(text)).not.toBe('valid')
  })

  test('one changed letter of any part ends it', async () => {
    const token = await issueToken(issuer, { key })
    await verifier.verify(token)
    await fc.assert(
      fc.asyncProperty(fc.nat(token.length - 1), fc.constantFrom(...'AZaz09-_. \u0000é'), async (at, letter) => {
        fc.pre(token[at] !== letter)
        const changed = token.slice(0, at) + letter + token.slice(at + 1)
        // The last letter of a signature carries bits that nothing reads, which is no harm: nothing else does.
        fc.pre(at < token.length - 1)
        expect(await reasonOf(changed)).not.toBe('valid')
      }),
      { numRuns: 500 },
    )
  })

  test('no text whatever makes it reject or let in', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.string({ unit: 'binary' }), dotted), async (text) => {
        expect(await reasonOf(text)).not.toBe('valid')
      }),
      { numRuns: 500 },
    )
  })
})

const anyJson = fc.oneof(
  fc.json(),
  fc
    .record({
      alg: fc.constantFrom('ES256', 'none', 'HS256', 1),
      typ: fc.constantFrom('at+jwt', 7),
      kid: fc.constantFrom('one', ''),
    })
    .map((head) => JSON.stringify(head)),
)
const dotted = fc
  .array(
    anyJson.map((json) => base64url.encode(json)),
    { minLength: 3, maxLength: 3 },
  )
  .map((parts) => parts.join('.'))
