/**
 * The key ring: from each configured secret one key per use, purpose and tenant, by HKDF-SHA256 (RFC 5869). No key
 * serves two algorithms, and knowing the key of one tenant tells nothing of another's. Secrets and keys stay in
 * closures: nothing here prints.
 */
import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'
import type { Place } from '../../ports/vault.ts'
import { joinParts } from './join-parts.ts'

export type Use = 'mac' | 'derive' | 'seal' | 'sign'

export interface RingKey {
  /** Eight letters of base64url that say which secret it is, and nothing about it. */
  readonly name: string
  for(use: Use, place: Place): KeyObject
}

export interface KeyRing {
  readonly current: RingKey
  /** Newest first. */
  readonly all: readonly RingKey[]
  named(name: string): RingKey | undefined
}

export const nameBytes = 6
const keyBytes = 32
const minSecretBytes = 32
/** Keys kept in memory per secret: those of two thousand tenants. Beyond it the oldest is derived again when needed. */
const maxCached = 16_384

export function createKeyRing(secret: string | readonly string[]): KeyRing {
  const all = secretsOf(secret).map(({ path, text }) => createRingKey(path, text))
  const [current] = all
  if (!current) throw new TypeError('secret must not be an empty list')
  const byName = new Map(all.map((key) => [key.name, key]))
  if (byName.size < all.length) throw new TypeError('secret must not name the same secret twice')
  return { current, all, named: (name) => byName.get(name) }
}

function secretsOf(secret: unknown): readonly { path: string; text: unknown }[] {
  if (!Array.isArray(secret)) return [{ path: 'secret', text: secret }]
  return secret.map((text: unknown, at) => ({ path: `secret[${at}]`, text }))
}

function createRingKey(path: string, text: unknown): RingKey {
  if (typeof text !== 'string') throw new TypeError(`${path} must be a string of at least ${minSecretBytes} bytes`)
  const master = Buffer.from(text)
  if (master.length < minSecretBytes) {
    throw new TypeError(`${path} must have at least ${minSecretBytes} bytes, and has ${master.length}`)
  }
  const cache = new Map<string, KeyObject>()
  return {
    name: expand(master, 'name', nameBytes).toString('base64url'),
    for(use, place) {
      const label = joinParts(use, place.purpose, place.tenant)
      return cache.get(label) ?? remember(cache, label, createSecretKey(expand(master, label, keyBytes)))
    },
  }
}

function expand(master: Buffer, label: string, length: number): Buffer {
  return Buffer.from(hkdfSync('sha256', master, '', `postern/1 ${label}`, length))
}

function remember(cache: Map<string, KeyObject>, label: string, key: KeyObject): KeyObject {
  if (cache.size >= maxCached) cache.delete(cache.keys().next().value ?? '')
  cache.set(label, key)
  return key
}
