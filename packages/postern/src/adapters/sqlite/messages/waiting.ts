import type { Store } from '../../../ports/store.ts'
import { findWaiting, readWaiting } from '../../sql/message-row.ts'
import type { In, Out } from '../../sql/step.ts'
import type { Reader } from '../connection.ts'

type Waiting = Store['messages']['waiting']

export function waiting(reader: Reader, _input: In<Waiting>): Out<Waiting> {
  return reader.all(findWaiting).map(readWaiting)
}
