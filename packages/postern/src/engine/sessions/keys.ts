/** The keys that access tokens are signed with, as other services and their owner see them. */
import type { PublicKey, Rotated } from '../../ports/signer.ts'
import type { Operation } from '../operation.ts'
import { signingOf } from '../rules/tokens.ts'

/** Where nothing is signed no key is made for a question. */
type Unsigned = { readonly kind: 'unsigned' }

export type PublishedKeys = { readonly kind: 'keys'; readonly keys: readonly PublicKey[] } | Unsigned

export const publicKeys: Operation<undefined, PublishedKeys> = async (ports, scope) => {
  if (!signingOf(scope)) return { kind: 'unsigned' }
  return { kind: 'keys', ...(await ports.signer.jwks(scope)) }
}

export const rotateKeys: Operation<undefined, ({ readonly kind: 'rotated' } & Rotated) | Unsigned> = async (
  ports,
  scope,
) => {
  if (!signingOf(scope)) return { kind: 'unsigned' }
  return { kind: 'rotated', ...(await ports.signer.rotate(scope)) }
}
