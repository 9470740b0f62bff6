import type { Store } from '../../../ports/store.ts'
import type { In, Out } from '../../sql/step.ts'
import type { Transaction } from '../transaction.ts'
import { writeAlso } from '../write-also.ts'

type Note = Store['attempts']['note']

export function note(tx: Transaction, input: In<Note>): Out<Note> {
  const changes = tx.change(
    'UPDATE postern_attempts SET opens = opens + 1 WHERE tenant = ? AND id = ? AND opens < ?',
    input.tenant,
    input.id,
    input.most,
  )
  if (changes !== 1) return { kind: 'full' }
  writeAlso(tx, input)
  return { kind: 'noted' }
}
