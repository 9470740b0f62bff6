/**
 * Random bytes drawn in bulk: asking the kernel for 16 KiB costs little more than asking for 32 bytes. Every byte is
 * handed out once and zeroed at once, so that a later look at memory finds no secret that was given out.
 */
import { randomFillSync } from 'node:crypto'

/** That many random bytes. */
export type RandomSource = (count: number) => Uint8Array

export interface RandomPool {
  byte(): number
  /** Lends `count` bytes to `use`, which must not keep them. */
  spend<T>(count: number, use: (bytes: Uint8Array) => T): T
  /** `count` bytes as base64url. */
  text(count: number): string
}

const poolBytes = 16_384

/** Filled on first use, so that a process made from a snapshot draws its own. */
export function createRandomPool(source?: RandomSource): RandomPool {
  const pool = Buffer.alloc(poolBytes)
  let next = poolBytes
  const reserve = (count: number): number => {
    if (next + count > poolBytes) {
      refill(pool, source)
      next = 0
    }
    const start = next
    next += count
    return start
  }
  return {
    byte() {
      const at = reserve(1)
      const value = pool[at] ?? 0
      pool[at] = 0
      return value
    },
    spend(count, use) {
      const start = reserve(count)
      const result = use(pool.subarray(start, start + count))
      pool.fill(0, start, start + count)
      return result
    },
    text(count) {
      const start = reserve(count)
      const text = pool.toString('base64url', start, start + count)
      pool.fill(0, start, start + count)
      return text
    },
  }
}

function refill(pool: Buffer, source: RandomSource | undefined): void {
  if (!source) return void randomFillSync(pool)
  const bytes = source(pool.length)
  if (bytes.length !== pool.length) throw new TypeError('random must answer as many bytes as it is asked for')
  pool.set(bytes)
}
