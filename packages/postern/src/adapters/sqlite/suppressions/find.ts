import type { Store } from '../../../ports/store.ts'
import type { In, Out } from '../../sql/step.ts'
import { readSuppression, suppressionColumns } from '../../sql/suppression-row.ts'
import type { Reader } from '../connection.ts'

type Find = Store['suppressions']['find']

const sql = `SELECT ${suppressionColumns} FROM postern_suppressions WHERE tenant = ? AND key = ? AND expires_at > ?`

export function find(reader: Reader, { tenant, address, now }: In<Find>): Out<Find> {
  const row = reader.first(sql, tenant, address, now)
  return row && readSuppression(row, now)
}
