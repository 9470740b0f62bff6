import type { Store } from '../../../ports/store.ts'
import { attemptColumns, readAttempt } from '../../sql/attempt-row.ts'
import { pageOf } from '../../sql/page.ts'
import { pastAllKeys } from '../../sql/revoke-steps.ts'
import type { In, Out } from '../../sql/step.ts'
import type { Reader } from '../connection.ts'

type List = Store['attempts']['list']

const sql = `SELECT ${attemptColumns} FROM postern_attempts q INDEXED BY postern_attempts_of_address
WHERE q.tenant = ? AND q.address_key = ? AND q.id < ? ORDER BY q.id DESC LIMIT ?`

export function list(reader: Reader, { tenant, address, after, limit }: In<List>): Out<List> {
  const rows = reader.all(sql, tenant, address, after ?? pastAllKeys, limit + 1)
  return pageOf(
    rows,
    limit,
    (row) => readAttempt(tenant, row),
    ([id]) => id as string,
  )
}
