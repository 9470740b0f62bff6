import type { Store } from '../../../ports/store.ts'
import { messageColumns, readMessage } from '../../sql/message-row.ts'
import { prefixed, type Row } from '../../sql/row.ts'
import type { In, Out } from '../../sql/step.ts'
import { type Command, read } from '../command.ts'

type List = Store['messages']['list']

/** Without the sealed secrets: those are for delivery, not for lists. */
const columns = prefixed('m', messageColumns).replace('m.sealed', 'NULL')

export const list: Command<In<List>, Out<List>> = read({
  name: 'list_messages',
  fields: 'tenant text, attempt text',
  value: `json_agg(json_build_array(${columns}) ORDER BY m.id)`,
  from: 'JOIN postern_messages m ON m.tenant = c.tenant AND m.attempt = c.attempt GROUP BY c.call',
  decode: (rows: readonly Row[] | undefined) => (rows ?? []).map(readMessage),
})
