import type { Store } from '../../../ports/store.ts'
import type { In, Out } from '../../sql/step.ts'
import { chargeAll, findRefusal } from '../charges.ts'
import type { Transaction } from '../transaction.ts'
import { writeAlso } from '../write-also.ts'

type Post = Store['messages']['post']

export function post(tx: Transaction, input: In<Post>): Out<Post> {
  const refusal = findRefusal(tx, input)
  if (refusal) return refusal
  chargeAll(tx, input)
  writeAlso(tx, input)
  return { kind: 'queued' }
}
