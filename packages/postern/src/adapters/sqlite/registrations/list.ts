import type { Store } from '../../../ports/store.ts'
import { ownRegistrationColumns, readRegistration } from '../../sql/registration-row.ts'
import type { In, Out } from '../../sql/step.ts'
import type { Reader } from '../connection.ts'

type List = Store['registrations']['list']

const sql = `SELECT ${ownRegistrationColumns} FROM postern_registrations
WHERE tenant = ? AND user_id = ? ORDER BY application`

export function list(reader: Reader, { tenant, user }: In<List>): Out<List> {
  return reader.all(sql, tenant, user).map(readRegistration)
}
