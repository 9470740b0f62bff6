import { createLocalJWKSet, exportJWK, generateKeyPair, jwtVerify, SignJWT } from 'jose'
import { afterEach, describe, expect, test } from 'vitest'
import { createRingKeeper } from '../../src/adapters/jose/ring-keeper.ts'
import { shutKeys } from '../../src/adapters/jose/shut-keys.ts'
import { type Duration, days, minutes, seconds } from '../../src/domain/instant.ts'
import type { AccessClaims } from '../../src/ports/signer.ts'
import { createProgram } from '../support/program.ts'
import { closeWorlds, createWorld, secretOfWorlds, sharedStore, type World } from '../support/world.ts'
import { claimsIn, createBearerWorld, headerIn, me, refreshWith, signInBearer } from './bearer.ts'

afterEach(closeWorlds)

type KeySet = Parameters<typeof createLocalJWKSet>[0]

const keySet = async (world: World): Promise<KeySet> => JSON.parse((await createProgram(world).get('/jwks.json')).text)
const ringOf = (world: World) => world.store.documents.find(world.at({ kind: 'signing-keys', id: 'ring' }))
const rotatedTold = (world: World) => world.told.filter(({ type }) => type === 'key.rotated')

/** Several nodes over one store, with one clock. */
async function nodesOf(count: number, options: Parameters<typeof createWorld>[0] = {}) {
  const store = await sharedStore()
  const first = await createBearerWorld({ store, ...options })
  const more = Array.from({ length: count - 1 }, () => createBearerWorld({ store, clock: first.clock, ...options }))
  const end = async (): Promise<void> => {
    await closeWorlds()
    await store.end()
  }
  return { first, nodes: [first, ...(await Promise.all(more))], end }
}

/** A token of the node, of somebody who is signed in. */
function signAt(world: World, life: Duration = minutes(10)): Promise<string> {
  const now = Math.floor(world.clock.now() / 1000)
  return world.runtime.ports.signer.sign(world.scope, {
    iss: world.scope.baseUrl,
    aud: 'https://app.example.com',
    sub: 'u',
    client_id: 'default',
    sid: 's',
    iat: now,
    exp: now + life / 1000,
    jti: 'j',
    auth_time: now,
    amr: [],
    email: 'ada@example.com',
    roles: [],
  })
}

describe('a token that our own key signed', () => {
  test.each(['JWT', 'jwt', 'dpop+jwt', 'logout+jwt', undefined])('is no access token with the type %s', async (typ) => {
    const world = await createBearerWorld()
    const access = await signAt(world)
    const { need } = createRingKeeper(world.runtime.ports)
    const { ring, privateOf } = await need(world.scope)
    const { kid, alg } = headerIn(access)
    const key = ring.keys.find((one) => one.kid === kid)
    if (!key) throw new Error('the ring has no such key')
    const secret = await privateOf(key)
    const sign = (type: string | undefined) =>
      new SignJWT({ ...claimsIn(access) })
        .setProtectedHeader({ alg: String(alg), kid: key.kid, ...(type && { typ: type }) })
        .sign(secret)
    const read = async (type: string | undefined) =>
      (await world.runtime.ports.signer.verify(world.scope, await sign(type)))?.sid
    expect([await read('at+jwt'), await read(typ)]).toEqual(['s', undefined])
  })
})

describe('the keys', () => {
  test('are made once, however many nodes need them first at the same moment', async () => {
    const { first, nodes, end } = await nodesOf(3)
    const tokens = await Promise.all(Array.from({ length: 100 }, (_, at) => signAt(nodes[at % 3] ?? first)))
    expect(new Set(tokens.map((token) => headerIn(token)['kid'])).size).toBe(1)
    const versions = await first.store.documents.history(first.at({ kind: 'signing-keys', id: 'ring' }))
    expect(versions).toHaveLength(1)
    for (const node of nodes) expect(await keySet(node)).toEqual(await keySet(first))
    await end()
  })

  test('are kept by a shared cache for each origin apart, whichever asked first', async () => {
    const listed = 'https://spa.example.net'
    const world = await createBearerWorld({ origins: [listed] })
    for (const headers of [{}, { origin: 'https://other.example' }, { origin: listed }]) {
      const reply = await createProgram(world).get('/jwks.json', headers)
      expect(reply.headers.get('vary')).toBe('Origin')
      const allowed = 'origin' in headers && headers.origin === listed ? listed : null
      expect(reply.headers.get('access-control-allow-origin')).toBe(allowed)
    }
  })

  test('are published without their private halves, to be kept for five minutes', async () => {
    const world = await createBearerWorld()
    const reply = await createProgram(world).get('/jwks.json')
    expect(reply.headers.get('cache-control')).toBe('public, max-age=300')
    expect(reply.headers.get('content-type')).toBe('application/jwk-set+json')
    const { keys } = JSON.parse(reply.text)
    expect(keys).toHaveLength(2)
    for (const key of keys) {
      expect(Object.keys(key).toSorted()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y'])
      expect(key).toMatchObject({ alg: 'ES256', use: 'sig', kty: 'EC', crv: 'P-256' })
    }
  })

  test.each(['ES256', 'EdDSA', 'RS256'] as const)('sign by %s where that is chosen', async (algorithm) => {
    const world = await createBearerWorld({ tokens: { algorithm } })
    const { access } = await signInBearer(world)
    expect(headerIn(access)).toMatchObject({ alg: algorithm, typ: 'at+jwt' })
    const verified = await jwtVerify(access, createLocalJWKSet(await keySet(world)), {
      issuer: 'https://app.example.com/auth',
      audience: 'https://app.example.com',
      typ: 'at+jwt',
      currentDate: new Date(world.clock.now()),
    })
    expect(verified.payload['email']).toBe('ada@example.com')
    expect((await me(world, access)).status).toBe(200)
  })

  test('none is made where no token is wanted, whatever is asked', async () => {
    const world = await createWorld()
    const program = createProgram(world)
    expect((await program.get('/jwks.json')).status).toBe(404)
    expect((await program.post('/introspect', { token: 'a' })).status).toBe(404)
    expect((await program.post('/refresh', {})).status).toBe(400)
    await world.runtime.runChores()
    expect(await ringOf(world)).toBeUndefined()
  })

  test('a node that only looks at tokens makes none', async () => {
    const world = await createBearerWorld()
    expect((await me(world, 'eyJhbGciOiJFUzI1NiIsImtpZCI6ImEifQ.e30.AAAA')).status).toBe(401)
    await world.runtime.runChores()
    expect(await ringOf(world)).toBeUndefined()
  })
})

describe('rotation', () => {
  test('leaves no gap for whoever caches the keys for five minutes, on any node, at any moment', async () => {
    const { first, nodes, end } = await nodesOf(2)
    const live: { token: string; until: number }[] = []
    await signAt(first)
    let cached = createLocalJWKSet(await keySet(first))
    const kids = new Set<unknown>()
    for (let step = 0; step < 240; step++) {
      if (step % 10 === 0) cached = createLocalJWKSet(await keySet(nodes[(step / 10) % 2] ?? first))
      if ([3, 40, 44, 47, 120, 121, 180].includes(step)) {
        await (nodes[step % 2] ?? first).runtime.ports.signer.rotate(first.scope)
      }
      for (const node of nodes) {
        const token = await signAt(node)
        kids.add(headerIn(token)['kid'])
        live.push({ token, until: first.clock.now() + minutes(10) })
      }
      while (live[0] && live[0].until <= first.clock.now()) live.shift()
      const currentDate = new Date(first.clock.now())
      for (const { token } of live) await jwtVerify(token, cached, { currentDate })
      first.clock.advance(seconds(30))
    }
    expect(kids.size).toBeGreaterThanOrEqual(4)
    await end()
  })

  test('takes place at once where the next key is known, and the retired one goes when its last token is over', async () => {
    const world = await createBearerWorld()
    const { access } = await signInBearer(world)
    world.clock.advance(days(1))
    const before = (await keySet(world)).keys.map(({ kid }) => kid)
    const { kid, signsFrom } = await world.runtime.ports.signer.rotate(world.scope)
    expect(kid).toBe(before[1])
    expect(signsFrom).toBe(world.clock.now())
    const token = await signAt(world)
    expect(headerIn(token)['kid']).toBe(kid)
    expect(headerIn(access)['kid']).toBe(before[0])
    const during = (await keySet(world)).keys.map(({ kid: one }) => one)
    expect(during).toEqual([...before, expect.any(String)])
    world.clock.advance(minutes(17))
    expect((await keySet(world)).keys.map(({ kid: one }) => one)).toEqual(during.slice(1))
  })

  test('by hand twice in a row waits until everybody knows the key, and is told once each', async () => {
    const world = await createBearerWorld()
    await signAt(world)
    world.clock.advance(days(1))
    await world.runtime.ports.signer.rotate(world.scope)
    const second = await world.runtime.ports.signer.rotate(world.scope)
    expect(second.signsFrom - world.clock.now()).toBe(minutes(16))
    expect(await world.runtime.ports.signer.rotate(world.scope)).toEqual(second)
    expect(rotatedTold(world)).toMatchObject([{ reason: 'by-hand' }, { reason: 'by-hand' }])
    expect((await world.events()).filter(({ type }) => type === 'key.rotated')).toHaveLength(2)
  })

  test('comes by itself every ninety days, once for all nodes', async () => {
    const { first, nodes, end } = await nodesOf(3)
    await signAt(first)
    first.clock.advance(days(90) - minutes(1))
    for (const node of nodes) await node.runtime.runChores()
    expect(nodes.flatMap(rotatedTold)).toEqual([])
    first.clock.advance(minutes(11))
    await Promise.all(nodes.map((node) => node.runtime.runChores()))
    expect(nodes.flatMap(rotatedTold)).toMatchObject([{ reason: 'schedule' }])
    const tokens = await Promise.all(nodes.map((node) => signAt(node)))
    first.clock.advance(minutes(1))
    tokens.push(...(await Promise.all(nodes.map((node) => signAt(node)))))
    for (const token of tokens)
      for (const node of nodes) expect(await node.runtime.ports.signer.verify(node.scope, token)).toBeDefined()
    await end()
  })

  test('follows a change of the algorithm, without a gap', async () => {
    const { first, end } = await nodesOf(1)
    await signAt(first)
    const next = await createBearerWorld({
      store: { ...(await reopened(first)) },
      clock: first.clock,
      tokens: { algorithm: 'EdDSA' },
    })
    expect(headerIn(await signAt(next))['alg']).toBe('ES256')
    first.clock.advance(minutes(10))
    await next.runtime.runChores()
    expect(headerIn(await signAt(next))['alg']).toBe('ES256')
    expect((await keySet(next)).keys.map(({ alg }) => alg)).toContain('EdDSA')
    first.clock.advance(minutes(16))
    expect(headerIn(await signAt(next))['alg']).toBe('EdDSA')
    await end()
  })

  test('does not come from a node whose secret is another one: it signs nothing, and says so', async () => {
    const { first, end } = await nodesOf(1)
    const before = await signAt(first)
    const ring = await ringOf(first)
    const other = await strangerTo(first)
    await expect(signAt(other)).rejects.toMatchObject({ code: 'keys-unreadable' })
    const program = createProgram(other)
    const { token, handle } = await program.request('ada@example.com')
    const refused = await program.post('/magic-link/verify', { token, handle })
    expect(refused).toMatchObject({ status: 503, json: { code: 'keys-unreadable' } })
    expect(refused.headers.get('retry-after')).toBe('60')
    await expect(other.runtime.ports.signer.check(other.scope)).rejects.toMatchObject({ code: 'keys-unreadable' })
    expect(await other.runtime.ports.signer.verify(other.scope, before)).toBeDefined()
    first.clock.advance(days(91))
    await other.runtime.runChores()
    expect(await ringOf(first)).toEqual(ring)
    expect([rotatedTold(other), headerIn(await signAt(first))['kid']]).toEqual([[], headerIn(before)['kid']])
    await end()
  })

  test('by hand replaces a key that no secret opens any more: who lost it goes on signing, at once', async () => {
    const { first, end } = await nodesOf(1)
    const before = await signAt(first)
    const other = await strangerTo(first)
    await expect(signAt(other)).rejects.toThrow('keys rotate')
    const { kid, signsFrom } = await other.runtime.ports.signer.rotate(other.scope)
    expect(signsFrom).toBe(other.clock.now())
    expect(headerIn(await signAt(other))['kid']).toBe(kid)
    expect(await other.runtime.ports.signer.verify(other.scope, before)).toBeDefined()
    expect(rotatedTold(other)).toMatchObject([{ reason: 'unreadable' }])
    await end()
  })

  test('goes through a change of the secret: twice by hand, and the one of before is needed no more', async () => {
    const { first, end } = await nodesOf(1)
    await signAt(first)
    first.clock.advance(minutes(20))
    const both = await strangerTo(first, [stranger, secretOfWorlds])
    await both.runtime.ports.signer.rotate(both.scope)
    const { signsFrom } = await both.runtime.ports.signer.rotate(both.scope)
    const { store, vault, clock } = (await strangerTo(first)).runtime.ports
    const shut = () => shutKeys({ store, vault, clock }, first.scope.tenant.id)
    expect(await shut()).toHaveLength(1)
    first.clock.advance(signsFrom - first.clock.now())
    expect(await shut()).toEqual([])
    expect(headerIn(await signAt(await strangerTo(first)))['alg']).toBe('ES256')
    await end()
  })

  test('passes over a next key that no secret opens', async () => {
    const { first, end } = await nodesOf(1)
    await signAt(first)
    first.clock.advance(minutes(20))
    const both = await strangerTo(first, [stranger, secretOfWorlds])
    await both.runtime.ports.signer.rotate(both.scope)
    first.clock.advance(minutes(20))
    const { kid, signsFrom } = await first.runtime.ports.signer.rotate(first.scope)
    first.clock.advance(signsFrom - first.clock.now())
    expect(headerIn(await signAt(first))['kid']).toBe(kid)
    await end()
  })
})

const stranger = 'a secret of which the first node knows nothing'

/** Another node on its store, with other secrets. */
const strangerTo = async (world: World, secret: string | readonly string[] = stranger): Promise<World> =>
  createBearerWorld({ store: await reopened(world), clock: world.clock, secret, mayFail: true })

/** The world's store for another node, which does not close it. */
async function reopened(world: World) {
  const store = { ...world.store, close: async () => {} }
  return {
    kind: 'sqlite',
    location: 'shared',
    open: async () => store,
    migrate: async () => ({ applied: [] }),
  } as const
}

describe('a token that was not signed here for this', () => {
  test('is nobody’s, whatever its form', async () => {
    const world = await createBearerWorld()
    const { access } = await signInBearer(world)
    const claims = claimsIn(access)
    const header = headerIn(access) as { alg: string; kid: string; typ: string }
    const mine = await generateKeyPair('ES256', { extractable: true })
    const [, payload = '', signature = ''] = access.split('.')
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
    const [published] = (await keySet(world)).keys
    const sign = (over: object, head: object = {}): Promise<string> =>
      new SignJWT({ ...claims, ...over }).setProtectedHeader({ ...header, ...head }).sign(mine.privateKey)
    const ours = (over: object): Promise<string> =>
      world.runtime.ports.signer.sign(world.scope, { ...(claims as object as AccessClaims), ...over })
    const hmac = await new SignJWT(claims)
      .setProtectedHeader({ ...header, alg: 'HS256' })
      .sign(new TextEncoder().encode(JSON.stringify(published)))
    const hostile = [
      '',
      'a.b.c',
      `${part({ ...header, alg: 'none' })}.${payload}.`,
      `${part({ ...header, alg: 'None' })}.${payload}.${signature}`,
      `${part(header)}.${part({ ...claims, sub: 'x' })}.${signature}`,
      `${part({ ...header, crit: ['exp'] })}.${payload}.${signature}`,
      `${access}x`,
      `${access}.`,
      access.slice(0, -2),
      hmac,
      await sign({}),
      await sign({}, { jwk: await exportJWK(mine.publicKey) }),
      await sign({}, { jku: 'https://evil.example/jwks.json' }),
      await sign({}, { kid: '../../dev/null' }),
      await sign({}, { kid: '__proto__' }),
      await ours({ aud: 'https://other.example' }),
      await ours({ iss: 'https://other.example' }),
      await ours({ client_id: 'other' }),
      await ours({ sub: 'somebody-else' }),
      await ours({ sid: '0'.repeat(26) }),
      await ours({ sid: 7 }),
      await ours({ exp: Math.floor(world.clock.now() / 1000) }),
      await ours({ exp: undefined }),
      await ours({ nbf: Math.floor(world.clock.now() / 1000) + 60 }),
      await ours({ padding: 'x'.repeat(20_000) }),
      access.repeat(40),
    ]
    expect((await me(world, access)).status).toBe(200)
    const answers = await Promise.all(
      hostile.map(async (token) => [token.slice(0, 40), (await me(world, token)).status]),
    )
    expect(answers.filter(([, status]) => status !== 401)).toEqual([])
  })

  test('names made-up keys without making the store read for each', async () => {
    const world = await createBearerWorld()
    await signInBearer(world)
    let reads = 0
    const { documents } = world.store
    const find = documents.find
    ;(documents as { find: typeof find }).find = (input) => {
      reads++
      return find(input)
    }
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
    for (let n = 0; n < 200; n++) await me(world, `${part({ alg: 'ES256', typ: 'at+jwt', kid: `k${n}` })}.e30.AAAA`)
    expect(reads).toBeLessThanOrEqual(1)
  })
})

test('neither a private key nor a refresh secret is in the database in clear', async () => {
  const world = await createBearerWorld()
  const { refresh } = await signInBearer(world)
  const second = (await refreshWith(world, refresh)).json.tokens?.refreshToken ?? ''
  const ring = await ringOf(world)
  const sealed = (JSON.parse(ring?.json ?? '{}').keys as { sealed: string }[]).map((key) => key.sealed)
  const opened = sealed.map((text) => Buffer.from(text, 'base64url').toString('latin1'))
  expect(sealed).toHaveLength(2)
  for (const text of [ring?.json ?? '', ...opened]) {
    expect(text).not.toContain('"d"')
    expect(text).not.toContain('PRIVATE')
  }
  const { family } = (await world.store.families.find(world.at({ id: refresh.slice(0, 26) as never, spent: '' }))) ?? {}
  const stored = JSON.stringify([family, await world.events(), world.told])
  for (const token of [refresh, second]) expect(stored).not.toContain(token.slice(27))
})
