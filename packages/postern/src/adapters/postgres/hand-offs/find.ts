import type { Store } from '../../../ports/store.ts'
import { handOffColumns, handOffJoins, handOffKind, readFoundHandOff } from '../../sql/hand-off-row.ts'
import { expressionsOf, type Row } from '../../sql/row.ts'
import { sessionColumns } from '../../sql/session-row.ts'
import type { In, Out } from '../../sql/step.ts'
import { userColumns } from '../../sql/user-row.ts'
import { type Command, read } from '../command.ts'

type Find = Store['handOffs']['find']

export const find: Command<In<Find>, Out<Find>> = read({
  name: 'find_hand_off',
  fields: 'tenant text, id text',
  value: `json_build_array(${handOffColumns}, ${[sessionColumns, userColumns].map(expressionsOf).join(', ')}, r.roles, r.data)`,
  from: `JOIN postern_artifacts x ON x.tenant = c.tenant AND x.kind = '${handOffKind}' AND x.id = c.id${handOffJoins}`,
  decode: (row: Row | undefined, { tenant }) => row && readFoundHandOff(tenant, row),
})
