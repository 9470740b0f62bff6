/**
 * Keys come and go under the worst that is allowed: nodes that go on with a ring for as long as they may, applications that
 * keep public keys for as long as they may, tokens of the longest life, and somebody who rotates at every moment.
 */
import { expect, test } from 'vitest'
import { after, type Instant, instant, minutes, seconds } from '../../domain/instant.ts'
import type { SigningAlgorithm } from '../../domain/scope.ts'
import {
  activeKey,
  firstRing,
  keysMaxAge,
  leadOf,
  nextKey,
  publishedKeys,
  type Ring,
  type RingKey,
  rereadEvery,
  turnedOver,
  waitingKey,
} from './signing-ring.ts'

const lifetime = minutes(15)
const lead = leadOf({ accessToken: lifetime } as Parameters<typeof leadOf>[0])

/** A small generator of its own: the same seed, the same run. */
function randomFrom(seed: number): (limit: number) => number {
  let state = seed
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * limit)
  }
}

interface Token {
  readonly kid: string
  readonly until: Instant
}

function play(seed: number): { readonly turns: number; readonly most: number } {
  const below = randomFrom(seed)
  let now = instant(Date.UTC(2026, 10, 22))
  let made = 0
  const make = (algorithm: SigningAlgorithm): RingKey => ({
    kid: `key ${made++}`,
    algorithm,
    public: {},
    sealed: '',
    publishedAt: now,
  })
  let ring: Ring = firstRing(now, make('ES256'), make('ES256'))
  const nodes = Array.from({ length: 3 }, () => ({ ring, readAt: now }))
  const verifiers = Array.from({ length: 3 }, () => ({ kids: ring.keys.map(({ kid }) => kid), readAt: now }))
  let tokens: Token[] = []
  let turns = 0
  let most = 0

  const node = (): Ring => {
    const one = nodes[below(nodes.length)] as (typeof nodes)[number]
    // A node that may go on with what it has does so.
    if (now >= after(one.readAt, rereadEvery)) Object.assign(one, { ring, readAt: now })
    return one.ring
  }
  for (let step = 0; step < 600; step++) {
    now = after(now, seconds(below(4) === 0 ? below(240) : below(20)))
    if (below(4) === 0 && !waitingKey(ring, now)) {
      const algorithm = below(5) === 0 ? 'EdDSA' : 'ES256'
      const next = nextKey(ring, algorithm) ?? make(algorithm)
      ring = turnedOver(ring, now, lead, { next, following: make(algorithm) })
      turns++
    }
    const kid = activeKey(node(), now)?.kid ?? 'nobody can sign'
    tokens = [...tokens.filter(({ until }) => until > now), { kid, until: after(now, lifetime) }]
    for (const verifier of verifiers) {
      if (now >= after(verifier.readAt, keysMaxAge))
        Object.assign(verifier, { kids: publishedKeys(node(), now).map((key) => key.kid), readAt: now })
      if (tokens.some(({ kid }) => !verifier.kids.includes(kid))) throw new Error(`a gap: seed ${seed}, step ${step}`)
    }
    most = Math.max(most, ring.keys.length)
  }
  return { turns, most }
}

test('a token is known to every application until its end, however keys are rotated meanwhile', () => {
  const played = Array.from({ length: 20 }, (_, seed) => play(seed + 1))
  expect(played.reduce((sum, { turns }) => sum + turns, 0)).toBeGreaterThan(300)
  // What nobody needs any more goes.
  expect(Math.max(...played.map(({ most }) => most))).toBeLessThan(8)
})
