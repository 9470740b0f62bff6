import type { Store } from '../../../ports/store.ts'
import { readWaiting, waitingColumns } from '../../sql/message-row.ts'
import type { In, Out } from '../../sql/step.ts'
import type { Reader } from '../connection.ts'

type Waiting = Store['messages']['waiting']

const select = `SELECT ${waitingColumns} FROM postern_messages m WHERE m.state = 'queued' GROUP BY m.channel ORDER BY m.channel`

export function waiting(reader: Reader, _input: In<Waiting>): Out<Waiting> {
  return reader.all(select).map(readWaiting)
}
