import type { Store } from '../../../ports/store.ts'
import { prefixed, type Row } from '../../sql/row.ts'
import type { In, Out } from '../../sql/step.ts'
import { readSuppression, suppressionColumns } from '../../sql/suppression-row.ts'
import { type Command, read } from '../command.ts'

type Find = Store['suppressions']['find']

export const find: Command<In<Find>, Out<Find>> = read({
  name: 'find_suppression',
  fields: 'tenant text, now bigint, address text',
  value: `json_build_array(${prefixed('p', suppressionColumns)})`,
  from: 'JOIN postern_suppressions p ON p.tenant = c.tenant AND p.key = c.address AND p.expires_at > c.now',
  decode: (row: Row | undefined, { now }) => row && readSuppression(row, now),
})
