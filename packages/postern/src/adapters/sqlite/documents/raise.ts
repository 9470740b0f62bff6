import type { Instant } from '../../../domain/instant.ts'
import type { DocumentPlace } from '../../../ports/written.ts'
import type { Transaction } from '../transaction.ts'

interface Raising {
  readonly now: Instant
  readonly raises?: DocumentPlace
}

/** A document whose version goes up with another's. */
export function raise(tx: Transaction, { now, raises }: Raising): void {
  if (!raises) return
  tx.change(
    `INSERT INTO postern_documents (tenant, kind, id, version, json, changed_at) VALUES (?, ?, ?, 1, '{}', ?)
ON CONFLICT (tenant, kind, id) DO UPDATE SET version = version + 1, changed_at = excluded.changed_at`,
    raises.tenant,
    raises.kind,
    raises.id,
    now,
  )
}
