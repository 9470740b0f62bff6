import type { Instant } from '../../domain/instant.ts'
import type { Artifact } from '../../ports/records.ts'
import type { Row } from './row.ts'

/** The columns of an artifact, without an alias, as `RETURNING` wants them. */
export const artifactColumns = 'kind, id, json, group_id, consumed_at, expires_at'

/** Tenant, kind, id, now. */
export const findArtifact: string = `SELECT ${artifactColumns} FROM postern_artifacts
WHERE tenant = ? AND kind = ? AND id = ? AND expires_at > ?`

export function readArtifact(row: Row): Artifact {
  const group = row[3] as string | null
  const consumedAt = row[4] as Instant | null
  const artifact: { -readonly [K in keyof Artifact]: Artifact[K] } = {
    kind: row[0] as string,
    id: row[1] as string,
    json: row[2] as string,
    expiresAt: row[5] as Instant,
  }
  if (group !== null) artifact.group = group
  if (consumedAt !== null) artifact.consumedAt = consumedAt
  return artifact
}
