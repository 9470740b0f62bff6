import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair } from 'jose'
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
import { createVerifier, type Verifier } from './verifier.ts'

const start = Date.UTC(2026, 0, 1)
let now: number
let key: SigningKey
let issuer: Issuer
let verifier: Verifier

beforeEach(async () => {
  now = start
  key = await createSigningKey('one')
  issuer = await startIssuer([key])
  verifier = create()
})
afterEach(() => issuer.close())

const create = (more: Partial<VerifierOptions> = {}) =>
  createVerifier({ issuer: issuer.url, audience: issuer.audience, now: () => now, ...more })
const issue = (by: SigningKey = key) => issueToken(issuer, { key: by, at: now })
const reasonOf = async (token: string, by: Verifier = verifier) => {
  const answer = await by.verify(token)
  return answer.status === 'invalid' ? answer.reason : answer.status
}
const seconds = (count: number) => {
  now += count * 1000
}
/** Until what was begun in the background has ended. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 50))
const down: Answer = (request) => request.socket.destroy()

describe('the cache', () => {
  test('nothing is asked before the first token, and once for a thousand', async () => {
    expect(issuer.asked.jwks).toBe(0)
    const tokens = await Promise.all(Array.from({ length: 20 }, () => issue()))
    for (let times = 0; times < 50; times++)
      for (const answer of await Promise.all(tokens.map((token) => reasonOf(token)))) expect(answer).toBe('valid')
    expect(issuer.asked.jwks).toBe(1)
  })

  test('a busy service renews the set behind its callers, before it is stale', async () => {
    await reasonOf(await issue())
    seconds(239)
    await reasonOf(await issue())
    expect(issuer.asked.jwks).toBe(1)
    seconds(2)
    let answered = false
    issuer.misbehaves = (_, response) =>
      setTimeout(() => {
        answered = true
        answerJson(response, { keys: issuer.keys })
      }, 50)
    expect(await reasonOf(await issue())).toBe('valid')
    expect(answered).toBe(false)
    await expect.poll(() => answered).toBe(true)
    await settled()
    seconds(230)
    expect(await reasonOf(await issue())).toBe('valid')
    expect(issuer.asked.jwks).toBe(2)
  })

  test('a key that the issuer withdrew is gone after five minutes, in a service that was idle as well', async () => {
    await reasonOf(await issue())
    const other = await createSigningKey('two')
    issuer.keys.splice(0, 1, other.jwk)
    seconds(299)
    expect(await reasonOf(await issue())).toBe('valid')
    await settled()
    expect(await reasonOf(await issue())).toBe('unknown-key')
    issuer.keys.splice(0, 1, key.jwk)
    const idle = create()
    expect(await reasonOf(await issue(), idle)).toBe('valid')
    issuer.keys.splice(0, 1, other.jwk)
    seconds(301)
    expect(await reasonOf(await issue(), idle)).toBe('unknown-key')
  })
})

describe('rotation', () => {
  test('a key that was published beforehand is known when it starts to sign', async () => {
    const next = await createSigningKey('two')
    issuer.keys.push(next.jwk)
    await reasonOf(await issue())
    expect(await reasonOf(await issue(next))).toBe('valid')
    expect(issuer.asked.jwks).toBe(1)
  })

  test('an unknown name leads to one more look, and then to none for half a minute', async () => {
    await reasonOf(await issue())
    seconds(31)
    const surprise = await createSigningKey('surprise')
    issuer.keys.push(surprise.jwk)
    const tokens = await Promise.all(Array.from({ length: 20 }, () => issue(surprise)))
    expect(new Set(await Promise.all(tokens.map((token) => reasonOf(token))))).toEqual(new Set(['valid']))
    expect(issuer.asked.jwks).toBe(2)
    for (let at = 0; at < 100; at++) {
      expect(await reasonOf(await issueToken(issuer, { key, header: { kid: `made-up-${at}` }, at: now }))).toBe(
        'unknown-key',
      )
      seconds(0.25)
    }
    expect(issuer.asked.jwks).toBe(2)
    seconds(10)
    expect(await reasonOf(await issueToken(issuer, { key, header: { kid: 'made-up' }, at: now }))).toBe('unknown-key')
    expect(issuer.asked.jwks).toBe(3)
  })

  test('the same name with another key is not the old one', async () => {
    await reasonOf(await issue())
    const replaced = await createSigningKey('one')
    expect(await reasonOf(await issue(replaced))).toBe('bad-signature')
  })
})

describe('the issuer away', () => {
  test('known keys count for an hour, then nobody is let in', async () => {
    await reasonOf(await issue())
    issuer.misbehaves = down
    seconds(3599)
    expect(await reasonOf(await issue())).toBe('valid')
    seconds(2)
    expect(await reasonOf(await issue())).toBe('keys-unavailable')
    issuer.misbehaves = undefined
    seconds(2)
    expect(await reasonOf(await issue())).toBe('valid')
  })

  test('an unknown name is not called made up while nobody can tell', async () => {
    await reasonOf(await issue())
    issuer.misbehaves = down
    seconds(31)
    const next = await createSigningKey('two')
    expect(await reasonOf(await issue(next))).toBe('keys-unavailable')
    issuer.misbehaves = undefined
    issuer.keys.push(next.jwk)
    seconds(2)
    expect(await reasonOf(await issue(next))).toBe('valid')
  })

  test('from the start: refused, asked again every two seconds and not for each token', async () => {
    issuer.misbehaves = down
    for (let times = 0; times < 10; times++) expect(await reasonOf(await issue())).toBe('keys-unavailable')
    expect(issuer.asked.jwks).toBe(1)
    seconds(2)
    expect(await reasonOf(await issue())).toBe('keys-unavailable')
    expect(issuer.asked.jwks).toBe(2)
  })

  test('slow: a first token waits five seconds at most, and with keys at hand only the first wave does', async () => {
    await reasonOf(await issue())
    issuer.misbehaves = () => {}
    seconds(301)
    const begun = performance.now()
    expect(await reasonOf(await issue())).toBe('valid')
    expect(performance.now() - begun).toBeLessThan(12_000)
    seconds(3)
    const again = performance.now()
    expect(await reasonOf(await issue())).toBe('valid')
    expect(performance.now() - again).toBeLessThan(4000)
  })

  test('drop by drop: the limit holds for the whole answer', async () => {
    issuer.misbehaves = (_, response) => {
      response.writeHead(200)
      const drops = setInterval(() => response.write(' '), 100)
      response.on('close', () => clearInterval(drops))
    }
    const answer = await verifier.verify(await issue())
    expect(answer).toMatchObject({ reason: 'keys-unavailable', cause: { message: expect.stringContaining('5000 ms') } })
  })
})

describe('an answer that is no key set', () => {
  const troubleWith = async (answer: Answer) => {
    issuer.misbehaves = answer
    const verification = await verifier.verify(await issue())
    return verification.status === 'valid' ? 'valid' : `${verification.reason}: ${verification.cause?.message}`
  }
  const text = (body: string) => (_: unknown, response: ServerResponse) => void response.writeHead(200).end(body)

  test.each([
    ['not JSON', text('<html>secret</html>'), 'no JSON'],
    ['empty', text(''), 'no JSON'],
    ['JSON, and no set', text('[]'), 'no JWK set'],
    ['keys that are no list', text('{"keys":{"0":{}}}'), 'no JWK set'],
    ['null', text('null'), 'no JWK set'],
    ['too many keys', text(JSON.stringify({ keys: Array.from({ length: 51 }, () => ({})) })), 'more than 50 keys'],
    [
      'a fault',
      (_: unknown, response: ServerResponse) => void response.writeHead(500).end('{"keys":[]}'),
      'status 500',
    ],
    ['no content', (_: unknown, response: ServerResponse) => void response.writeHead(204).end(), 'status 204'],
  ])('%s', async (_, answer, words) => {
    const trouble = await troubleWith(answer)
    expect(trouble).toContain('keys-unavailable: ')
    expect(trouble).toContain(words)
    expect(trouble).not.toContain('secret')
  })

  test('too big, announced or not: no more than its share is read', async () => {
    let sent = 0
    const trouble = await troubleWith((_, response) => {
      response.writeHead(200)
      const more = () => {
        while (!response.destroyed && sent < 50_000_000 && response.write(' '.repeat(65_536))) sent += 65_536
      }
      response.on('drain', more)
      more()
    })
    expect(trouble).toContain('more than 65536 bytes')
    expect(sent).toBeLessThan(50_000_000)
  })

  test('a redirect is not followed', async () => {
    let asked = 0
    const elsewhere = createServer((_, response) => {
      asked++
      answerJson(response, { keys: issuer.keys })
    })
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve))
    const { port } = elsewhere.address() as AddressInfo
    const location = `http://127.0.0.1:${port}/`
    expect(await troubleWith((_, response) => void response.writeHead(302, { location }).end())).toContain('302')
    expect(asked).toBe(0)
    await new Promise((resolve) => elsewhere.close(resolve))
  })

  test('the right answer beside broken keys counts', async () => {
    const broken = [
      null,
      7,
      'key',
      [],
      { kty: 'EC' },
      { ...key.jwk, kid: 'x', x: '!' },
      { ...key.jwk, kid: 'y', y: undefined },
    ]
    issuer.keys.unshift(...(broken as typeof issuer.keys))
    expect(await reasonOf(await issue())).toBe('valid')
  })
})

describe('keys that must not verify', () => {
  test('a private key in the set has been shown to everybody', async () => {
    const shown = await createSigningKey('shown')
    issuer.keys.push({ ...shown.jwk, ...(await exportJWK(shown.privateKey)) })
    expect(await reasonOf(await issue(shown))).toBe('unknown-key')
    expect(await reasonOf(await issue())).toBe('valid')
  })

  test('a symmetric one, one for encryption, one without verify, one of another curve or algorithm', async () => {
    const keyFor = async (kid: string, more: Record<string, unknown>) => {
      const made = await createSigningKey(kid)
      issuer.keys.push({ ...made.jwk, ...more })
      return issue(made)
    }
    const tokens = [
      await keyFor('oct', { kty: 'oct', k: 'AAAA', x: undefined, y: undefined }),
      await keyFor('enc', { use: 'enc' }),
      await keyFor('sign', { key_ops: ['sign'] }),
      await keyFor('ops', { key_ops: 'verify' }),
      await keyFor('curve', { crv: 'P-384' }),
      await keyFor('alg', { alg: 'HS256' }),
    ]
    for (const token of tokens) expect(await reasonOf(token)).toBe('unknown-key')
  })

  test('an RSA key of less than 2048 bits', async () => {
    const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true })
    issuer.keys.push({ ...(await exportJWK(publicKey)), kid: 'long' })
    const short = await crypto.subtle.generateKey(
      { name: 'RSASSA-PKCS1-v1_5', modulusLength: 1024, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' },
      true,
      ['sign', 'verify'],
    )
    issuer.keys.push({ ...(await exportJWK(short.publicKey)), kid: 'short' })
    expect(await reasonOf(await issue({ kid: 'long', alg: 'RS256', privateKey, jwk: {} }))).toBe('valid')
    const head = Buffer.from(JSON.stringify({ alg: 'RS256', typ: 'at+jwt', kid: 'short' })).toString('base64url')
    const body = (await issue()).split('.')[1]
    const signature = await crypto.subtle.sign('RSASSA-PKCS1-v1_5', short.privateKey, Buffer.from(`${head}.${body}`))
    expect(await reasonOf(`${head}.${body}.${Buffer.from(signature).toString('base64url')}`)).toBe('unknown-key')
  })

  test('the second of two keys of one name', async () => {
    const twin = await createSigningKey('one')
    issuer.keys.push(twin.jwk)
    expect(await reasonOf(await issue())).toBe('valid')
    expect(await reasonOf(await issue(twin))).toBe('bad-signature')
  })
})

test('an emptied set empties the cache: nobody is let in by a key that is gone', async () => {
  await reasonOf(await issue())
  issuer.keys.length = 0
  seconds(301)
  expect(await reasonOf(await issue())).toBe('unknown-key')
})
