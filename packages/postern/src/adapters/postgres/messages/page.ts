import type { Store } from '../../../ports/store.ts'
import { messageColumns, readMessage } from '../../sql/message-row.ts'
import { pageOf } from '../../sql/page.ts'
import { pastAllKeys } from '../../sql/revoke-steps.ts'
import { prefixed, type Row } from '../../sql/row.ts'
import type { In, Out } from '../../sql/step.ts'
import { type Command, read } from '../command.ts'

type MessagePage = Store['messages']['page']

const columns = prefixed('m', messageColumns).replace('m.sealed', 'NULL')

export const page: Command<In<MessagePage>, Out<MessagePage>> = read({
  name: 'page_of_messages',
  fields: 'tenant text, after text, "limit" integer',
  value: `(SELECT json_agg(n.row ORDER BY n.id DESC) FROM (
    SELECT json_build_array(${columns}) AS row, m.id FROM postern_messages m
    WHERE m.tenant = c.tenant AND m.id < c.after ORDER BY m.id DESC LIMIT c."limit") n)`,
  from: '',
  encode: ({ tenant, after, limit }) => ({ tenant, after: after ?? pastAllKeys, limit: limit + 1 }),
  decode: (rows: readonly Row[] | null, { limit }) => pageOf(rows ?? [], limit, readMessage, ([, id]) => id as string),
})
