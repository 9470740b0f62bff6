import type { Store } from '../../../ports/store.ts'
import type { In, Out } from '../../sql/step.ts'
import type { Transaction } from '../transaction.ts'
import { writeAlso } from '../write-also.ts'

type Revoke = Store['sessions']['revoke']

export function revoke(tx: Transaction, input: In<Revoke>): Out<Revoke> {
  const { tenant, id, user, forgets } = input
  if (forgets) {
    const known = 'DELETE FROM postern_known_browsers WHERE user_id = ? AND browser = ? AND tenant = ?'
    tx.change(known, forgets.user, forgets.browser, tenant)
  }
  const changes = tx.change(
    'DELETE FROM postern_sessions WHERE tenant = ? AND id = ? AND user_id = coalesce(?, user_id)',
    tenant,
    id,
    user ?? null,
  )
  if (changes !== 1) return { kind: 'unknown' }
  writeAlso(tx, input)
  return { kind: 'revoked' }
}
