import type { Store } from '../../../ports/store.ts'
import { listedMessageColumns, readMessage } from '../../sql/message-row.ts'
import { pageOf } from '../../sql/page.ts'
import { pastAllKeys } from '../../sql/revoke-steps.ts'
import type { In, Out } from '../../sql/step.ts'
import type { Reader } from '../connection.ts'

type MessagePage = Store['messages']['page']

const sql = `SELECT ${listedMessageColumns} FROM postern_messages INDEXED BY postern_messages_of_tenant
WHERE tenant = ? AND id < ? ORDER BY id DESC LIMIT ?`

export function page(reader: Reader, { tenant, after, limit }: In<MessagePage>): Out<MessagePage> {
  return pageOf(reader.all(sql, tenant, after ?? pastAllKeys, limit + 1), limit, readMessage, ([, id]) => id as string)
}
