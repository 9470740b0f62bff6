import type { Store } from '../../../ports/store.ts'
import { readHolder, findHolder as statement } from '../../sql/session-row.ts'
import type { In, Out } from '../../sql/step.ts'
import type { Reader } from '../connection.ts'

type FindHolder = Store['sessions']['findHolder']

export function findHolder(reader: Reader, { tenant, id, application, now }: In<FindHolder>): Out<FindHolder> {
  const row = reader.first(statement, tenant, id, application, now, now)
  return row && readHolder(id, row)
}
