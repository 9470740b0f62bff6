import type { Store } from '../../../ports/store.ts'
import { messageColumns, readMessage } from '../../sql/message-row.ts'
import { prefixed, type Row } from '../../sql/row.ts'
import type { In, Out } from '../../sql/step.ts'
import { type Command, read } from '../command.ts'

type Find = Store['messages']['find']

const columns = prefixed('m', messageColumns).replace('m.sealed', 'NULL')

export const find: Command<In<Find>, Out<Find>> = read({
  name: 'find_message',
  fields: 'tenant text, id text',
  value: `json_build_array(${columns})`,
  from: 'JOIN postern_messages m ON m.tenant = c.tenant AND m.id = c.id',
  decode: (row: Row | undefined) => row && readMessage(row),
})
