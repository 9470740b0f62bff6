import type { Store } from '../../../ports/store.ts'
import type { In, Out } from '../../sql/step.ts'
import type { Transaction } from '../transaction.ts'
import { writeAlso } from '../write-also.ts'
import { raise } from './raise.ts'

type Put = Store['documents']['put']

/** A document made again after its removal goes on counting, so that no version ever stands for two texts. */
export function put(tx: Transaction, input: In<Put>): Out<Put> {
  const next = input.version === 0 ? create(tx, input) : replace(tx, input)
  if (next === undefined) return { kind: 'changed' }
  tx.change(
    `INSERT INTO postern_document_history (tenant, kind, id, version, json, changed_at) VALUES (?, ?, ?, ?, ?, ?)`,
    input.tenant,
    input.kind,
    input.id,
    next,
    input.remembered ?? input.json,
    input.now,
  )
  if (input.newestOnly) forget(tx, input, next)
  if (input.also) writeAlso(tx, { ...input, also: input.also })
  raise(tx, input)
  return { kind: 'done' }
}

function forget(tx: Transaction, { tenant, kind, id }: In<Put>, next: number): void {
  const sql = 'DELETE FROM postern_document_history WHERE tenant = ? AND kind = ? AND id = ? AND version < ?'
  tx.change(sql, tenant, kind, id, next)
}

function create(tx: Transaction, { tenant, kind, id, json, now }: In<Put>): number | undefined {
  const row = tx.first(
    `INSERT INTO postern_documents (tenant, kind, id, version, json, changed_at)
SELECT ?, ?, ?, coalesce(max(version), 0) + 1, ?, ? FROM postern_document_history
WHERE tenant = ? AND kind = ? AND id = ?
ON CONFLICT (tenant, kind, id) DO NOTHING RETURNING version`,
    tenant,
    kind,
    id,
    json,
    now,
    tenant,
    kind,
    id,
  )
  return row?.[0] as number | undefined
}

function replace(tx: Transaction, { tenant, kind, id, version, json, now }: In<Put>): number | undefined {
  const row = tx.first(
    `UPDATE postern_documents SET version = version + 1, json = ?, changed_at = ?
WHERE tenant = ? AND kind = ? AND id = ? AND version = ? RETURNING version`,
    json,
    now,
    tenant,
    kind,
    id,
    version,
  )
  return row?.[0] as number | undefined
}
