/**
 * Proof of work: what a hot budget asks for before it refuses. The challenge is signed, not stored; an answer is spent
 * once, for one address, within minutes.
 */
import { RawSecret } from '../../domain/credential.ts'
import type { EmailAddress } from '../../domain/email-address.ts'
import { after, type Instant, instant } from '../../domain/instant.ts'
import type { Place } from '../../ports/vault.ts'
import type { ArtifactDraft } from '../../ports/written.ts'
import { proofLifetime } from '../rules/lifetimes.ts'
import type { Turn } from '../rules/turn.ts'

export interface ProofWanted {
  readonly kind: 'proof-needed'
  /** The answer is `<challenge>.<n>` with an `n` that gives its SHA-256 `bits` leading zero bits. */
  readonly challenge: string
  readonly bits: number
  /** When asking without an answer may work again. */
  readonly retryAt: Instant
}

const bits = 16
const maxLength = 200

/** `retryAt`: when nobody will be asked. */
export function challengeFor({ ports, now, at }: Turn, address: EmailAddress, retryAt: Instant): ProofWanted {
  const until = after(now, proofLifetime)
  const text = `${until}.${ports.vault.id(now)}`
  const challenge = `${text}.${ports.vault.sign(placeOf(at.tenant, address), text)}`
  return { kind: 'proof-needed', challenge, bits, retryAt }
}

/** The answer as something to be spent once, or `undefined` if it proves nothing for this address now. */
export function checkProof(
  { ports, now, at }: Turn,
  address: EmailAddress,
  answer: string | undefined,
): ArtifactDraft | undefined {
  if (answer === undefined || answer.length > maxLength) return undefined
  const [until, nonce, signature, n, ...more] = answer.split('.')
  if (!until || !nonce || !signature || !n || more.length > 0 || !(Number(until) > now)) return undefined
  if (!ports.vault.signed(placeOf(at.tenant, address), `${until}.${nonce}`, signature)) return undefined
  if (leadingZeroBits(ports.vault.hash(new RawSecret(answer))) < bits) return undefined
  return { kind: 'proof', id: nonce, json: '{}', expiresAt: instant(Number(until)) }
}

const placeOf = (tenant: Place['tenant'], { key }: EmailAddress): Place => ({ tenant, purpose: 'proof', row: key })

function leadingZeroBits(hash: Uint8Array): number {
  const first = hash.findIndex((byte) => byte !== 0)
  return first === -1 ? hash.length * 8 : first * 8 + Math.clz32(hash[first] ?? 0) - 24
}
