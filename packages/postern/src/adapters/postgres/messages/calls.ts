import type { Store } from '../../../ports/store.ts'
import { messageColumns, readMessage } from '../../sql/message-row.ts'
import { prefixed, type Row } from '../../sql/row.ts'
import type { In, Out } from '../../sql/step.ts'
import { type Command, read } from '../command.ts'

type Calls = Store['messages']['calls']

const columns = prefixed('m', messageColumns).replace('m.sealed', 'NULL')

export const calls: Command<In<Calls>, Out<Calls>> = read({
  name: 'list_calls',
  fields: 'tenant text, webhook text, after text, "limit" integer',
  value: `(SELECT json_agg(json_build_array(${columns}) ORDER BY m.id DESC) FROM (
    SELECT * FROM postern_messages n WHERE n.tenant = c.tenant AND n.address_key = c.webhook AND n.channel = 'webhook'
      AND n.id < coalesce(c.after, '~') ORDER BY n.id DESC LIMIT c."limit") m)`,
  from: '',
  encode: ({ tenant, webhook, after, limit }) => ({ tenant, webhook, after, limit: limit + 1 }),
  decode(found: readonly Row[] | null, { limit }) {
    const items = (found ?? []).map(readMessage)
    const page = items.slice(0, limit)
    const last = page.at(-1)
    return items.length > limit && last ? { items: page, next: last.id } : { items: page }
  },
})
