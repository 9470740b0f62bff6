import type { Store } from '../../../ports/store.ts'
import { publishedMark } from '../../sql/event-row.ts'
import type { In, Out } from '../../sql/step.ts'
import type { Transaction } from '../transaction.ts'
import { writeAlso } from '../write-also.ts'

type Publish = Store['events']['publish']

const begin = `INSERT INTO postern_documents (tenant, kind, id, version, json, changed_at)
VALUES (?, 'cursor', 'webhooks', 1, ?, ?) ON CONFLICT (tenant, kind, id) DO NOTHING`

const move = `UPDATE postern_documents SET version = version + 1, json = ?, changed_at = ?
WHERE tenant = ? AND ${publishedMark} AND json = ?`

export function publish(tx: Transaction, { tenant, from, to, messages, now }: In<Publish>): Out<Publish> {
  const [was, becomes] = [String(from), String(to)]
  const changes = from === 0 ? tx.change(begin, tenant, becomes, now) : tx.change(move, becomes, now, tenant, was)
  if (changes === 0) return { kind: 'changed' }
  writeAlso(tx, { tenant, now, also: { events: [], messages } })
  return { kind: 'done' }
}
