import { createCipheriv, hash } from 'node:crypto'
import type { RandomSource } from '../adapters/vault/random-pool.ts'

/** Bytes from a seed: AES in counter mode over nothing. The same seed gives the same ids, secrets and codes. */
export function seededRandom(seed: string): RandomSource {
  const cipher = createCipheriv('aes-256-ctr', hash('sha256', seed, 'buffer'), Buffer.alloc(16))
  return (count) => cipher.update(Buffer.alloc(count))
}
