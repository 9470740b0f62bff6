import type { Instant } from '../../domain/instant.ts'
import type { Document } from '../../ports/records.ts'
import type { Row } from './row.ts'

/** Of a version, present or past. */
export const documentColumns = 'kind, id, version, json, changed_at'

/** Of the present one. */
export const presentColumns: string = `${documentColumns}, used_at`

/** Tenant, kind, id. */
export const findDocument: string = `SELECT ${presentColumns} FROM postern_documents WHERE tenant = ? AND kind = ? AND id = ?`

/** Tenant, kind, after, limit. */
export const listDocuments: string = `SELECT ${presentColumns} FROM postern_documents
WHERE tenant = ? AND kind = ? AND id > ? ORDER BY id LIMIT ?`

/** Tenant, kind, id. Every version there ever was, oldest first. */
export const documentHistory: string = `SELECT ${documentColumns} FROM postern_document_history
WHERE tenant = ? AND kind = ? AND id = ? AND version < ? ORDER BY version DESC LIMIT ?`

export function readDocument(row: Row): Document {
  return {
    kind: row[0] as string,
    id: row[1] as string,
    version: row[2] as number,
    json: row[3] as string,
    changedAt: row[4] as Instant,
    ...(typeof row[5] === 'number' && { usedAt: row[5] as Instant }),
  }
}
