import type { Store } from '../../../ports/store.ts'
import { familyColumns, familyJoins, readFoundFamily, spentKind } from '../../sql/family-row.ts'
import { expressionsOf, type Row } from '../../sql/row.ts'
import { sessionColumns } from '../../sql/session-row.ts'
import type { In, Out } from '../../sql/step.ts'
import { userColumns } from '../../sql/user-row.ts'
import { type Command, read } from '../command.ts'

type Find = Store['families']['find']

const columns = [familyColumns, sessionColumns, userColumns].map(expressionsOf).join(', ')

export const find: Command<In<Find>, Out<Find>> = read({
  name: 'find_family',
  fields: 'tenant text, id text, spent text',
  value: `json_build_array(${columns}, r.roles, r.data, x.id)`,
  from: `JOIN postern_families f ON f.tenant = c.tenant AND f.id = c.id${familyJoins}
LEFT JOIN postern_artifacts x
ON x.tenant = f.tenant AND x.kind = '${spentKind}' AND x.id = c.spent AND x.group_id = f.id`,
  decode: (row: Row | undefined, { tenant }) => row && readFoundFamily(tenant, row),
})
