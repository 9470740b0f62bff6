import type { Id } from '../../domain/id.ts'
import { ringPlace, type SignerPorts } from './ring-keeper.ts'
import { isSealedHere } from './ring-key.ts'
import { activeKey, type Ring, waitingKey } from './signing-ring.ts'

/** Those that sign a tenant's access tokens, now or from a moment that is settled, and that no secret of the vault opens. */
export async function shutKeys(
  { store, vault, clock }: Omit<SignerPorts, 'hooks'>,
  tenant: Id<'tenant'>,
): Promise<readonly string[]> {
  const now = clock.now()
  const document = await store.documents.find({ tenant, now, ...ringPlace })
  if (!document) return []
  const ring = JSON.parse(document.json) as Ring
  return [activeKey(ring, now), waitingKey(ring, now)].flatMap((key) =>
    key && !isSealedHere({ vault, tenant }, key) ? [key.kid] : [],
  )
}
