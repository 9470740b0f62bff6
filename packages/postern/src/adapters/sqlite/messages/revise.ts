import type { Store } from '../../../ports/store.ts'
import type { In, Out } from '../../sql/step.ts'
import type { Transaction } from '../transaction.ts'
import { writeAlso } from '../write-also.ts'

type Revise = Store['messages']['revise']

/** Nobody delivers it now: it is held, waits between two tries, or its lease has ended. */
const free = `WHERE tenant = ? AND id = ? AND (state = 'held' OR state = 'queued' AND (lease_owner = '' OR lease_until <= ?))`

const acts = {
  retry: `UPDATE postern_messages SET next_at = ?, due_at = ? ${free} AND state = 'queued'`,
  cancel: `UPDATE postern_messages
SET state = 'dropped', sealed = NULL, reason = 'cancelled', next_at = ?, lease_until = ? ${free}`,
}

export function revise(tx: Transaction, input: In<Revise>): Out<Revise> {
  const { tenant, id, act, now } = input
  if (tx.change(acts[act], now, now, tenant, id, now) !== 1) return { kind: 'changed' }
  writeAlso(tx, input)
  return { kind: 'done' }
}
