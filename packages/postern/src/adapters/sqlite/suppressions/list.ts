import type { Store } from '../../../ports/store.ts'
import { pageOf } from '../../sql/page.ts'
import type { In, Out } from '../../sql/step.ts'
import { readSuppression, suppressionColumns } from '../../sql/suppression-row.ts'
import type { Reader } from '../connection.ts'

type List = Store['suppressions']['list']

const sql = `SELECT ${suppressionColumns} FROM postern_suppressions
WHERE tenant = ? AND key > ? AND expires_at > ? ORDER BY key LIMIT ?`

export function list(reader: Reader, { tenant, after, limit, now }: In<List>): Out<List> {
  return pageOf(
    reader.all(sql, tenant, after ?? '', now, limit + 1),
    limit,
    (row) => readSuppression(row, now),
    ([key]) => key as string,
  )
}
