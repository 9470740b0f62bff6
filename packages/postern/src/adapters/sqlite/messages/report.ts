import type { Id } from '../../../domain/id.ts'
import type { Store } from '../../../ports/store.ts'
import type { In, Out } from '../../sql/step.ts'
import type { Transaction } from '../transaction.ts'
import { writeEvent } from '../write-also.ts'
import { writeArtifact } from '../write-artifact.ts'

type Report = Store['messages']['report']

export function report(tx: Transaction, { tenant, id, artifact, event, suppress, now }: In<Report>): Out<Report> {
  const row = tx.first(
    `SELECT application, attempt, address_key FROM postern_messages WHERE tenant = ? AND id = ? AND channel = 'mail'`,
    tenant,
    id,
  )
  if (!row) return { kind: 'unknown' }
  if (!writeArtifact(tx, tenant, now, artifact)) return { kind: 'repeated' }
  const [application, attempt, key] = row as [Id<'application'>, Id<'attempt'> | '', string]
  const about = { application, ...(attempt !== '' && { attempt }) }
  writeEvent(tx, tenant, now, { ...event, ...about })
  if (suppress) {
    tx.change(
      `INSERT INTO postern_suppressions AS p (tenant, key, struck_at, suppressed_until, expires_at, reason)
VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (tenant, key) DO UPDATE SET struck_at = excluded.struck_at, reason = excluded.reason,
suppressed_until = max(coalesce(p.suppressed_until, 0), excluded.suppressed_until),
expires_at = max(p.expires_at, excluded.expires_at)`,
      tenant,
      key,
      now,
      suppress.until,
      suppress.until,
      suppress.reason,
    )
  }
  return { kind: 'noted', ...about }
}
