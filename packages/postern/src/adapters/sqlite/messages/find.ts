import type { Store } from '../../../ports/store.ts'
import { listedMessageColumns, readMessage } from '../../sql/message-row.ts'
import type { In, Out } from '../../sql/step.ts'
import type { Reader } from '../connection.ts'

type Find = Store['messages']['find']

const sql = `SELECT ${listedMessageColumns} FROM postern_messages WHERE tenant = ? AND id = ?`

export function find(reader: Reader, { tenant, id }: In<Find>): Out<Find> {
  const row = reader.first(sql, tenant, id)
  return row && readMessage(row)
}
