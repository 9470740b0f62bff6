import type { Store } from '../../../ports/store.ts'
import { findDocument, readDocument } from '../../sql/document-row.ts'
import type { In, Out } from '../../sql/step.ts'
import type { Reader } from '../connection.ts'

type Find = Store['documents']['find']

export function find(reader: Reader, { tenant, kind, id }: In<Find>): Out<Find> {
  const row = reader.first(findDocument, tenant, kind, id)
  return row && readDocument(row)
}
