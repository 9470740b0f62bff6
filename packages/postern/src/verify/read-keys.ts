/** From a JWK set (RFC 7517) to the public keys in it that may verify. Whatever else stands in it is passed over. */
import type { CryptoKey, JWK } from 'jose'
import { importJWK } from 'jose/key/import'
import type { TokenAlgorithm } from './options.ts'

export type KeyMap = ReadonlyMap<string, CryptoKey>

const mostKeys = 50
const longestName = 200

/** Each key type has one algorithm here, and its public members, which are all that is read. */
const kinds: Readonly<Record<TokenAlgorithm, { readonly kty: string; readonly crv?: string; readonly parts: Parts }>> =
  {
    ES256: { kty: 'EC', crv: 'P-256', parts: ['x', 'y'] },
    EdDSA: { kty: 'OKP', crv: 'Ed25519', parts: ['x'] },
    RS256: { kty: 'RSA', parts: ['n', 'e'] },
  }
const privateParts = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'priv']

type Parts = readonly ('x' | 'y' | 'n' | 'e')[]

/** A key answers to its algorithm and its `kid` together. */
export const keyName = (algorithm: string, kid: string): string => `${algorithm} ${kid}`

/** Throws when it is no set at all. The first of two keys of one name counts. */
export async function readKeys(set: unknown, algorithms: readonly TokenAlgorithm[]): Promise<KeyMap> {
  const listed = isRecord(set) ? set['keys'] : undefined
  if (!Array.isArray(listed)) throw new Error('no JWK set')
  if (listed.length > mostKeys) throw new Error(`a JWK set of more than ${mostKeys} keys`)
  const keys = new Map<string, CryptoKey>()
  for (const jwk of listed as readonly unknown[]) {
    const algorithm = algorithms.find((one) => isFor(jwk, one))
    if (algorithm === undefined || !isRecord(jwk)) continue
    const name = keyName(algorithm, String(jwk['kid']))
    const key = await importPublic(jwk, algorithm)
    if (key !== undefined && !keys.has(name)) keys.set(name, key)
  }
  return keys
}

/** A private or symmetric key has been shown to everybody: nothing that it signs counts. */
function isFor(jwk: unknown, algorithm: TokenAlgorithm): boolean {
  if (!isRecord(jwk) || privateParts.some((part) => part in jwk)) return false
  const { kid, kty, crv, alg, use, key_ops: operations } = jwk
  const isNamed = typeof kid === 'string' && kid !== '' && kid.length <= longestName
  const fits = kty === kinds[algorithm].kty && (kinds[algorithm].crv === undefined || crv === kinds[algorithm].crv)
  const mayVerify = operations === undefined || (Array.isArray(operations) && operations.includes('verify'))
  return (
    isNamed && fits && mayVerify && (alg === undefined || alg === algorithm) && (use === undefined || use === 'sig')
  )
}

async function importPublic(jwk: Record<string, unknown>, algorithm: TokenAlgorithm): Promise<CryptoKey | undefined> {
  const { kty, crv, parts } = kinds[algorithm]
  const bare: Record<string, unknown> = crv === undefined ? { kty } : { kty, crv }
  for (const part of parts) bare[part] = jwk[part]
  try {
    const key = await importJWK(bare as JWK, algorithm)
    return key instanceof Uint8Array || isShort(key) ? undefined : key
  } catch {
    return undefined
  }
}

/** RFC 7518 section 3.3 wants 2048 bits of an RSA key. */
function isShort(key: CryptoKey): boolean {
  const { modulusLength } = key.algorithm as { modulusLength?: number }
  return modulusLength !== undefined && modulusLength < 2048
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
