import type { Store } from '../../../ports/store.ts'
import { listedMessageColumns, readMessage } from '../../sql/message-row.ts'
import type { In, Out } from '../../sql/step.ts'
import type { Reader } from '../connection.ts'

type Calls = Store['messages']['calls']

const sql = `SELECT ${listedMessageColumns} FROM postern_messages INDEXED BY postern_messages_of_webhook
WHERE tenant = ? AND address_key = ? AND channel = 'webhook' AND id < ? ORDER BY id DESC LIMIT ?`

/** Behind every id. */
const end = '~'

export function calls(reader: Reader, { tenant, webhook, after, limit }: In<Calls>): Out<Calls> {
  const items = reader.all(sql, tenant, webhook, after ?? end, limit + 1).map(readMessage)
  const page = items.slice(0, limit)
  const last = page.at(-1)
  return items.length > limit && last ? { items: page, next: last.id } : { items: page }
}
