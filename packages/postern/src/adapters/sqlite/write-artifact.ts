import type { Id } from '../../domain/id.ts'
import type { Instant } from '../../domain/instant.ts'
import type { ArtifactDraft } from '../../ports/written.ts'
import type { Transaction } from './transaction.ts'

/** Puts it if there is none of that id, or only one whose time is over. Answers whether it did. */
export function writeArtifact(tx: Transaction, tenant: Id<'tenant'>, now: Instant, artifact: ArtifactDraft): boolean {
  const changes = tx.change(
    `INSERT INTO postern_artifacts (tenant, kind, id, json, group_id, expires_at) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (tenant, kind, id) DO UPDATE
SET json = excluded.json, group_id = excluded.group_id, consumed_at = NULL, expires_at = excluded.expires_at
WHERE postern_artifacts.expires_at <= ?`,
    tenant,
    artifact.kind,
    artifact.id,
    artifact.json,
    artifact.group ?? null,
    artifact.expiresAt,
    now,
  )
  return changes === 1
}
