import type { Store } from '../../../ports/store.ts'
import { listedMessageColumns, readMessage } from '../../sql/message-row.ts'
import type { In, Out } from '../../sql/step.ts'
import type { Reader } from '../connection.ts'

type List = Store['messages']['list']

const sql = `SELECT ${listedMessageColumns} FROM postern_messages INDEXED BY postern_messages_of_attempt
WHERE tenant = ? AND attempt = ? ORDER BY id`

export function list(reader: Reader, { tenant, attempt }: In<List>): Out<List> {
  return reader.all(sql, tenant, attempt).map(readMessage)
}
