import type { Store } from '../../../ports/store.ts'
import { expressionsOf, type Row } from '../../sql/row.ts'
import type { In, Out } from '../../sql/step.ts'
import { readUserIn, userInColumns } from '../../sql/user-row.ts'
import { type Command, read } from '../command.ts'

type FindIn = Store['users']['findIn']

/** By id or by the key of an address. */
export const findIn: Command<In<FindIn>, Out<FindIn>> = read({
  name: 'find_user_in',
  fields: 'tenant text, application text, id text, address text',
  value: `json_build_array(${expressionsOf(userInColumns)})`,
  from: `LEFT JOIN postern_addresses d ON d.tenant = c.tenant AND d.key = c.address AND d.reserved_until IS NULL
JOIN postern_users u ON u.tenant = c.tenant AND u.id = coalesce(c.id, d.user_id)
LEFT JOIN postern_registrations r ON r.tenant = u.tenant AND r.user_id = u.id AND r.application = c.application`,
  decode: (row: Row | undefined, { tenant }) => row && readUserIn(tenant, row),
})
