import type { Store } from '../../../ports/store.ts'
import { listDocuments, readDocument } from '../../sql/document-row.ts'
import type { In, Out } from '../../sql/step.ts'
import type { Reader } from '../connection.ts'

type List = Store['documents']['list']

export function list(reader: Reader, { tenant, kind, after, limit }: In<List>): Out<List> {
  const rows = reader.all(listDocuments, tenant, kind, after ?? '', limit + 1)
  const items = rows.slice(0, limit).map(readDocument)
  const last = items.at(-1)
  return rows.length > limit && last ? { items, next: last.id } : { items }
}
