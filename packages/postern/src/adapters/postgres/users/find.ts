import type { Store } from '../../../ports/store.ts'
import { expressionsOf, type Row } from '../../sql/row.ts'
import type { In, Out } from '../../sql/step.ts'
import { readUser, userColumns } from '../../sql/user-row.ts'
import { type Command, read } from '../command.ts'

type Find = Store['users']['find']

/** By id or by the key of an address. */
export const find: Command<In<Find>, Out<Find>> = read({
  name: 'find_user',
  fields: 'tenant text, id text, address text',
  value: `json_build_array(${expressionsOf(userColumns)})`,
  from: `LEFT JOIN postern_addresses d ON d.tenant = c.tenant AND d.key = c.address AND d.reserved_until IS NULL
JOIN postern_users u ON u.tenant = c.tenant AND u.id = coalesce(c.id, d.user_id)`,
  decode: (row: Row | undefined, { tenant }) => row && readUser(tenant, row, 0),
})
