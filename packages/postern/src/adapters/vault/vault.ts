/**
 * The vault on `node:crypto`: all randomness and keyed cryptography. It owns formats and algorithms; what a secret is
 * for, how long it lives and where it is kept is somebody else's business. A vault has no fields, so printing or
 * serialising one shows nothing.
 */
import { createHmac, hash as digest, timingSafeEqual } from 'node:crypto'
import { alphabetOf, letters } from '../../domain/code-format.ts'
import type { CodeMac, Credential, SecretHash } from '../../domain/credential.ts'
import { RawSecret } from '../../domain/credential.ts'
import { formatId, type Id } from '../../domain/id.ts'
import type { Instant } from '../../domain/instant.ts'
import type { CodeFormat } from '../../domain/scope.ts'
import type { Place, Vault } from '../../ports/vault.ts'
import { joinParts } from './join-parts.ts'
import { createKeyRing, type KeyRing, type RingKey, type Use } from './key-ring.ts'
import { createRandomPool, type RandomPool, type RandomSource } from './random-pool.ts'
import { openSealed, sealText } from './sealing.ts'

const secretBytes = 32
const idBytes = 10
const markLength = 4

export interface VaultOptions {
  /** Where random bytes come from. For simulations that must run twice alike; never in production. */
  readonly random?: RandomSource
}

/**
 * A vault over one secret or a ring of them, newest first: the first makes, all read. Each has at least 32 bytes.
 * Throws a `TypeError` that names the option and never quotes it.
 */
export function createVault(secret: string | readonly string[], options: VaultOptions = {}): Vault {
  const ring = createKeyRing(secret)
  const pool = createRandomPool(options.random)
  return {
    ...drawing(pool),
    ...comparing(),
    ...coding(ring),
    ...deriving(ring),
    ...sealing(ring, pool),
    ...signing(ring),
  }
}

function drawing(pool: RandomPool): Pick<Vault, 'id' | 'draw' | 'drawSecret' | 'code' | 'number' | 'mark'> {
  const id = <N extends string>(now: Instant): Id<N> => pool.spend(idBytes, (bytes) => formatId<N>(now, bytes))
  const drawSecret = (): RawSecret => new RawSecret(pool.text(secretBytes))
  return {
    id,
    drawSecret,
    draw: <N extends string>(now: Instant): Credential<N> => ({ id: id<N>(now), secret: drawSecret() }),
    code: (format: CodeFormat) => {
      const alphabet = alphabetOf(format)
      return alphabet ? pick(pool, alphabet, format.length) : pool.text(format.length)
    },
    number: () => String(10 + below(pool, 90)),
    mark: () => pick(pool, letters, markLength),
  }
}

function pick(pool: RandomPool, alphabet: string, length: number): string {
  let text = ''
  for (let at = 0; at < length; at++) text += alphabet[below(pool, alphabet.length)]
  return text
}

/** A uniform whole number below `count` (at most 256): bytes of the incomplete last round are thrown away. */
function below(pool: RandomPool, count: number): number {
  const limit = 256 - (256 % count)
  let byte = pool.byte()
  while (byte >= limit) byte = pool.byte()
  return byte % count
}

function comparing(): Pick<Vault, 'hash' | 'same'> {
  return { hash: (secret) => digest('sha256', secret.reveal(), 'buffer') as Uint8Array as SecretHash, same }
}

function same(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && timingSafeEqual(one, other)
}

function coding(ring: KeyRing): Pick<Vault, 'mac' | 'macMatches'> {
  const codeMac = (key: RingKey, tenant: Id<'tenant'>, attempt: Id<'attempt'>, code: string): Buffer =>
    keyed(key, 'mac', { tenant, purpose: 'code', row: attempt }, code)
  return {
    mac: (tenant, attempt, code): CodeMac => ({
      key: ring.current.name,
      mac: codeMac(ring.current, tenant, attempt, code),
    }),
    macMatches(tenant, attempt, code, mac) {
      const key = ring.named(mac.key)
      return key !== undefined && same(codeMac(key, tenant, attempt, code), mac.mac)
    },
  }
}

function deriving(ring: KeyRing): Pick<Vault, 'derive' | 'deriveAll'> {
  const deriveBy = (key: RingKey, place: Place, from: RawSecret): RawSecret =>
    new RawSecret(keyed(key, 'derive', place, from.reveal()).toString('base64url'))
  return {
    derive: (place, from) => deriveBy(ring.current, place, from),
    deriveAll: (place, from) => ring.all.map((key) => deriveBy(key, place, from)),
  }
}

function sealing(ring: KeyRing, pool: RandomPool): Pick<Vault, 'seal' | 'open'> {
  return {
    seal: (place, plain) => sealText(ring.current, pool, place, plain),
    open: (place, sealed) => openSealed(ring, place, sealed),
  }
}

function signing(ring: KeyRing): Pick<Vault, 'sign' | 'signed'> {
  return {
    sign: (place, text) => keyed(ring.current, 'sign', place, text).toString('base64url'),
    signed(place, text, signature) {
      const presented = Buffer.from(signature)
      return ring.all.some((key) => same(Buffer.from(keyed(key, 'sign', place, text).toString('base64url')), presented))
    },
  }
}

function keyed(key: RingKey, use: Use, place: Place, text: string): Buffer {
  return createHmac('sha256', key.for(use, place))
    .update(joinParts(place.tenant, place.purpose, place.row, text))
    .digest()
}
