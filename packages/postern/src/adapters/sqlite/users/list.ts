import type { Store } from '../../../ports/store.ts'
import { pastAllKeys } from '../../sql/revoke-steps.ts'
import type { In, Out } from '../../sql/step.ts'
import { readUserIn, userInColumns } from '../../sql/user-row.ts'
import type { Reader } from '../connection.ts'

type List = Store['users']['list']

const roles = 'LEFT JOIN postern_registrations r ON r.tenant = u.tenant AND r.user_id = u.id AND r.application = ?'

/** Application, tenant, before, limit. */
const newest = `SELECT ${userInColumns}, u.id AS place FROM postern_users u ${roles}
WHERE u.tenant = ? AND u.id < ? AND u.status <> 'removed' ORDER BY u.id DESC LIMIT ?`

/** Application, tenant, after, first, behind the last, limit. */
const byAddress = `SELECT ${userInColumns}, d.key AS place FROM postern_addresses d
JOIN postern_users u ON u.tenant = d.tenant AND u.id = d.user_id ${roles}
WHERE d.tenant = ? AND d.key > ? AND d.key >= ? AND d.key < ? AND d.reserved_until IS NULL AND u.status <> 'removed' ORDER BY d.key LIMIT ?`

export function list(reader: Reader, { tenant, application, prefix, after, limit }: In<List>): Out<List> {
  const rows =
    prefix === undefined
      ? reader.all(newest, application, tenant, after ?? pastAllKeys, limit + 1)
      : reader.all(byAddress, application, tenant, after ?? '', prefix, prefix + pastAllKeys, limit + 1)
  const items = rows.slice(0, limit).map((row) => readUserIn(tenant, row))
  const last = rows[limit - 1]
  return rows.length > limit && last ? { items, next: last.at(-1) as string } : { items }
}
