import type { Store } from '../../../ports/store.ts'
import { addressColumns, readAddress } from '../../sql/address-row.ts'
import type { In, Out } from '../../sql/step.ts'
import type { Reader } from '../connection.ts'

type List = Store['addresses']['list']

const sql = `SELECT ${addressColumns} FROM postern_addresses d INDEXED BY postern_addresses_of_user
WHERE d.tenant = ? AND d.user_id = ? AND (d.reserved_until IS NULL OR d.reserved_until > ?) ORDER BY d.key`

export function list(reader: Reader, { tenant, user, now }: In<List>): Out<List> {
  return reader.all(sql, tenant, user, now).map(readAddress)
}
