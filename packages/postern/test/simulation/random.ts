/**
 * Chance from a seed: AES in counter mode over nothing. The same seed gives the same run, bytes of secrets included.
 */
import { createCipheriv, hash } from 'node:crypto'

export interface Random {
  /** A whole number below `limit`. */
  below(limit: number): number
  /** True with this probability. */
  chance(probability: number): boolean
  pick<T>(items: readonly T[]): T | undefined
  /** Picks by weight. The weights' sum is above zero. */
  weighted<T extends { readonly weight: number }>(items: readonly T[]): T
  bytes(count: number): Uint8Array
}

const poolBytes = 65_536

export function createRandom(seed: string): Random {
  const key = hash('sha256', seed, 'buffer')
  const cipher = createCipheriv('aes-256-ctr', key, Buffer.alloc(16))
  const nothing = Buffer.alloc(poolBytes)
  let pool = cipher.update(nothing)
  let next = 0
  const word = (): number => {
    if (next + 4 > poolBytes) {
      pool = cipher.update(nothing)
      next = 0
    }
    next += 4
    return pool.readUInt32LE(next - 4)
  }
  const below = (limit: number): number => word() % limit
  return {
    below,
    chance: (probability) => word() < probability * 2 ** 32,
    pick: (items) => items[below(Math.max(1, items.length))],
    weighted(items) {
      let left = below(items.reduce((sum, { weight }) => sum + weight, 0))
      for (const item of items) {
        left -= item.weight
        if (left < 0) return item
      }
      throw new RangeError('weights must not be empty')
    },
    bytes(count) {
      const bytes = new Uint8Array(count)
      for (let at = 0; at < count; at++) bytes[at] = word() & 255
      return bytes
    },
  }
}
