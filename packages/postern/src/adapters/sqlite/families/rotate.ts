import type { Instant } from '../../../domain/instant.ts'
import type { Store } from '../../../ports/store.ts'
import { spentKind } from '../../sql/family-row.ts'
import { writeHash } from '../../sql/row.ts'
import type { In, Out } from '../../sql/step.ts'
import type { Transaction } from '../transaction.ts'
import { writeArtifact } from '../write-artifact.ts'

type Rotate = Store['families']['rotate']

export function rotate(tx: Transaction, input: In<Rotate>): Out<Rotate> {
  const { tenant, now, id, user, userVersion, from, to, idleUntil, spent } = input
  const row = tx.first(
    `UPDATE postern_families SET previous_hash = hash, hash = ?, rotated_at = ?
WHERE tenant = ? AND id = ? AND hash = ? AND expires_at > ? AND EXISTS (SELECT 1 FROM postern_sessions s
JOIN postern_users u ON u.tenant = s.tenant AND u.id = s.user_id
WHERE s.tenant = postern_families.tenant AND s.id = postern_families.session AND s.idle_until > ? AND s.expires_at > ?
AND u.id = ? AND u.version = ?) RETURNING session, expires_at`,
    writeHash(to),
    now,
    tenant,
    id,
    writeHash(from),
    now,
    now,
    now,
    user,
    userVersion,
  )
  if (!row) return { kind: 'changed' }
  const [session = null, expiresAt] = row
  tx.change(
    `UPDATE postern_sessions SET seen_at = max(seen_at, ?), idle_until = max(idle_until, ?)
WHERE tenant = ? AND id = ?`,
    now,
    idleUntil,
    tenant,
    session,
  )
  const artifact = { kind: spentKind, id: spent, json: '{}', group: id, expiresAt: expiresAt as Instant }
  writeArtifact(tx, tenant, now, artifact)
  return { kind: 'done' }
}
