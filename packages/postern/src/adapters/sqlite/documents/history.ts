import type { Store } from '../../../ports/store.ts'
import { documentHistory, readDocument } from '../../sql/document-row.ts'
import type { In, Out } from '../../sql/step.ts'
import type { Reader } from '../connection.ts'

type History = Store['documents']['history']

export function history(reader: Reader, { tenant, kind, id, before, limit }: In<History>): Out<History> {
  const all = Number.MAX_SAFE_INTEGER
  return reader.all(documentHistory, tenant, kind, id, before ?? all, limit ?? all).map(readDocument)
}
