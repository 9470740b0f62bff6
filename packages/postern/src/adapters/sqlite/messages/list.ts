import type { Store } from '../../../ports/store.ts'
import { listMessages, readMessage } from '../../sql/message-row.ts'
import type { Reader } from '../connection.ts'
import type { In, Out } from '../step.ts'

type List = Store['messages']['list']

export function list(reader: Reader, { tenant, attempt }: In<List>): Out<List> {
  return reader.all(listMessages, tenant, attempt).map(readMessage)
}
