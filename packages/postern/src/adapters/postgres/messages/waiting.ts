import type { Store } from '../../../ports/store.ts'
import { findWaiting, readWaiting } from '../../sql/message-row.ts'
import type { Row } from '../../sql/row.ts'
import type { In, Out } from '../../sql/step.ts'
import { type Command, read } from '../command.ts'

type Waiting = Store['messages']['waiting']

export const waiting: Command<In<Waiting>, Out<Waiting>> = read({
  name: 'waiting_messages',
  fields: 'now bigint',
  value: `(SELECT json_agg(json_build_array(q.channel, q.count, q.due) ORDER BY q.channel) FROM (${findWaiting}) q)`,
  from: '',
  decode: (rows: readonly Row[] | null) => (rows ?? []).map(readWaiting),
})
