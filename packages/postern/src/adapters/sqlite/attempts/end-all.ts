import type { Store } from '../../../ports/store.ts'
import type { In, Out } from '../../sql/step.ts'
import type { Transaction } from '../transaction.ts'
import { end, findOpen } from './open-attempts.ts'

type EndAll = Store['attempts']['endAll']

export function endAll(tx: Transaction, { tenant, asker, hash }: In<EndAll>): Out<EndAll> {
  for (const attempt of findOpen(tx, tenant, asker, hash)) end(tx, tenant, attempt)
}
