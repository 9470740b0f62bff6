/** The randomness and cryptography one sign-in cannot do without, with the same primitives as Postern. */
import {
  createCipheriv,
  createHmac,
  createSecretKey,
  hash,
  type KeyObject,
  randomFillSync,
  timingSafeEqual,
} from 'node:crypto'

export interface Credential {
  readonly id: string
  readonly secret: string
}

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'
const pool = Buffer.alloc(16_384)
let used = pool.length
const codeKey = key()
const sealKey = key()

/** 48 bits of milliseconds and 80 random bits: new rows land on the right edge of every table. */
export function drawId(now: number): string {
  let id = ''
  for (let rest = now, at = 0; at < 10; at++) {
    id = alphabet[rest % 32] + id
    rest = Math.floor(rest / 32)
  }
  for (const byte of draw(16)) id += alphabet[byte & 31]
  return id
}

export function drawCredential(now: number): Credential {
  return { id: drawId(now), secret: drawSecret() }
}

export function drawSecret(): string {
  return draw(32).toString('base64url')
}

export function drawCode(): string {
  return String(draw(4).readUInt32LE() % 1_000_000).padStart(6, '0')
}

export function drawNumber(): string {
  return String(10 + ((draw(1)[0] ?? 0) % 90))
}

/** Four letters that tell two mails apart. */
export function drawMark(): string {
  let mark = ''
  for (const byte of draw(4)) mark += alphabet[byte & 31]
  return mark
}

export function hashOf(secret: string): Uint8Array {
  return hash('sha256', secret, 'buffer')
}

export function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64url')
}

export function same(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && timingSafeEqual(one, other)
}

export function macOf(attempt: string, code: string): Uint8Array {
  return createHmac('sha256', codeKey).update(`${attempt} ${code}`).digest()
}

export function seal(row: string, plain: string): Uint8Array {
  const nonce = Buffer.from(draw(12))
  const cipher = createCipheriv('aes-256-gcm', sealKey, nonce)
  cipher.setAAD(Buffer.from(row))
  return Buffer.concat([nonce, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()])
}

function key(): KeyObject {
  return createSecretKey(Buffer.from(draw(32)))
}

function draw(length: number): Buffer {
  if (used + length > pool.length) {
    randomFillSync(pool)
    used = 0
  }
  used += length
  return pool.subarray(used - length, used)
}
