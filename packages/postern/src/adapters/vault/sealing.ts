/**
 * Sealed text: AES-256-GCM (NIST SP 800-38D). Layout: version 1, key name 6, nonce 12, tag 16, text. Tenant, purpose
 * and row are authenticated, so a ciphertext moved to another place does not open. Nonces are random: one key is good
 * for 2^32 seals (§8.3), and there is one key per tenant and purpose.
 */
import { createCipheriv, createDecipheriv } from 'node:crypto'
import { PosternError } from '../../domain/errors.ts'
import type { Place } from '../../ports/vault.ts'
import { joinParts } from './join-parts.ts'
import { type KeyRing, nameBytes, type RingKey } from './key-ring.ts'
import type { RandomPool } from './random-pool.ts'

const algorithm = 'aes-256-gcm'
const version = 1
const nonceBytes = 12
const tagBytes = 16
const nonceAt = 1 + nameBytes
const tagAt = nonceAt + nonceBytes
const textAt = tagAt + tagBytes

export function sealText(key: RingKey, pool: RandomPool, place: Place, plain: string): Uint8Array {
  return pool.spend(nonceBytes, (nonce) => {
    const cipher = createCipheriv(algorithm, key.for('seal', place), nonce, { authTagLength: tagBytes })
    cipher.setAAD(Buffer.from(joinParts(place.tenant, place.purpose, place.row)))
    const text = cipher.update(plain, 'utf8')
    const rest = cipher.final()
    return Buffer.concat([
      Buffer.of(version),
      Buffer.from(key.name, 'base64url'),
      nonce,
      cipher.getAuthTag(),
      text,
      rest,
    ])
  })
}

export function openSealed(ring: KeyRing, place: Place, sealed: Uint8Array): string {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength)
  if (bytes.length < textAt || bytes[0] !== version) throw unopenable('it is not a sealed value of this version')
  const key = ring.named(bytes.toString('base64url', 1, nonceAt))
  if (!key) throw unopenable('its key is not among `secret`')
  try {
    return decrypt(key, place, bytes)
  } catch (cause) {
    throw unopenable('it belongs to another place, or was changed', cause)
  }
}

function decrypt(key: RingKey, place: Place, bytes: Buffer): string {
  const nonce = bytes.subarray(nonceAt, tagAt)
  const decipher = createDecipheriv(algorithm, key.for('seal', place), nonce, { authTagLength: tagBytes })
  decipher.setAAD(Buffer.from(joinParts(place.tenant, place.purpose, place.row)))
  decipher.setAuthTag(bytes.subarray(tagAt, textAt))
  return decipher.update(bytes.subarray(textAt), undefined, 'utf8') + decipher.final('utf8')
}

function unopenable(why: string, cause?: unknown): PosternError {
  return new PosternError('server-error', `A sealed value cannot be opened: ${why}.`, { cause })
}
