import type { Store } from '../../../ports/store.ts'
import { pastAllKeys } from '../../sql/revoke-steps.ts'
import { expressionsOf, type Row } from '../../sql/row.ts'
import type { In, Out } from '../../sql/step.ts'
import { readUserIn, userInColumns } from '../../sql/user-row.ts'
import { type Command, read } from '../command.ts'

type List = Store['users']['list']

const columns = expressionsOf(userInColumns)
const roles = `LEFT JOIN postern_registrations r ON r.tenant = u.tenant AND r.user_id = u.id
  AND r.application = c.application`

export const list: Command<In<List>, Out<List>> = read({
  name: 'list_users',
  fields: 'tenant text, application text, prefix text, behind text, after text, "limit" integer',
  value: 'f.rows',
  from: `CROSS JOIN LATERAL (
  SELECT json_agg(n.row ORDER BY n.place DESC) AS rows FROM (
    SELECT json_build_array(${columns}, u.id) AS row, u.id AS place FROM postern_users u ${roles}
    WHERE u.tenant = c.tenant AND c.prefix IS NULL AND u.id < c.after AND u.status <> 'removed'
    ORDER BY u.id DESC LIMIT c."limit") n WHERE c.prefix IS NULL
  UNION ALL
  SELECT json_agg(n.row ORDER BY n.place) FROM (
    SELECT json_build_array(${columns}, d.key) AS row, d.key AS place FROM postern_addresses d
    JOIN postern_users u ON u.tenant = d.tenant AND u.id = d.user_id ${roles}
    WHERE d.tenant = c.tenant AND d.key > c.after AND d.key >= c.prefix AND d.key < c.behind
      AND d.reserved_until IS NULL AND u.status <> 'removed' ORDER BY d.key LIMIT c."limit") n WHERE c.prefix IS NOT NULL
) f WHERE f.rows IS NOT NULL`,
  encode: ({ tenant, application, prefix, after, limit }) => ({
    tenant,
    application,
    prefix,
    behind: (prefix ?? '') + pastAllKeys,
    after: after ?? (prefix === undefined ? pastAllKeys : ''),
    limit: limit + 1,
  }),
  decode(found: readonly Row[] | undefined, { tenant, limit }) {
    const rows = found ?? []
    const items = rows.slice(0, limit).map((row) => readUserIn(tenant, row))
    const last = rows[limit - 1]
    return rows.length > limit && last ? { items, next: last.at(-1) as string } : { items }
  },
})
