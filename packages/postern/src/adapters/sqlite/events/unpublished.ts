import type { Store } from '../../../ports/store.ts'
import { publishedMark, readEvent, unpublishedEvents } from '../../sql/event-row.ts'
import type { In, Out } from '../../sql/step.ts'
import type { Reader } from '../connection.ts'

type Unpublished = Store['events']['unpublished']

const mark = `SELECT json FROM postern_documents WHERE tenant = ? AND ${publishedMark}`

export function unpublished(reader: Reader, { tenant, limit }: In<Unpublished>): Out<Unpublished> {
  const from = Number(reader.first(mark, tenant)?.[0] ?? 0)
  const rows = reader.all(unpublishedEvents, tenant, tenant, from, limit)
  return { from, events: rows.map((row) => readEvent(tenant, row)) }
}
