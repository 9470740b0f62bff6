/** Making keys, and bringing them into a form that signs and verifies. Private halves leave memory sealed only. */
import type { CryptoKey } from 'jose'
import type { Id } from '../../domain/id.ts'
import type { Instant } from '../../domain/instant.ts'
import type { SigningAlgorithm } from '../../domain/scope.ts'
import type { Vault } from '../../ports/vault.ts'
import { loadJose } from './load-jose.ts'
import type { RingKey } from './signing-ring.ts'

export interface Sealing {
  readonly vault: Vault
  readonly tenant: Id<'tenant'>
}

export async function makeKey({ vault, tenant }: Sealing, algorithm: SigningAlgorithm, now: Instant): Promise<RingKey> {
  const { generateKeyPair, exportJWK, calculateJwkThumbprint } = await loadJose()
  const pair = await generateKeyPair(algorithm, { extractable: true })
  const jwk = await exportJWK(pair.publicKey)
  const kid = await calculateJwkThumbprint(jwk)
  const sealed = vault.seal(placeOf(tenant, kid), JSON.stringify(await exportJWK(pair.privateKey)))
  return {
    kid,
    algorithm,
    public: { ...jwk, kid, alg: algorithm, use: 'sig' },
    sealed: Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength).toString('base64url'),
    publishedAt: now,
  }
}

/** Throws where no secret of the vault opens it. */
export async function openPrivate(sealing: Sealing, key: RingKey): Promise<CryptoKey> {
  return importOne(key.algorithm, JSON.parse(opened(sealing, key)))
}

/** Whether a secret of the vault opens it. */
export function isSealedHere(sealing: Sealing, key: RingKey): boolean {
  try {
    opened(sealing, key)
    return true
  } catch {
    return false
  }
}

const opened = ({ vault, tenant }: Sealing, { kid, sealed }: RingKey): string =>
  vault.open(placeOf(tenant, kid), Buffer.from(sealed, 'base64url'))

export const openPublic = (key: RingKey): Promise<CryptoKey> => importOne(key.algorithm, key.public)

async function importOne(algorithm: SigningAlgorithm, jwk: unknown): Promise<CryptoKey> {
  const { importJWK } = await loadJose()
  return (await importJWK(jwk as Parameters<typeof importJWK>[0], algorithm)) as CryptoKey
}

const placeOf = (tenant: Id<'tenant'>, kid: string) => ({ tenant, purpose: 'signing', row: kid }) as const
