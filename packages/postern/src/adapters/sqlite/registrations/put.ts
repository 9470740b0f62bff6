import type { Store } from '../../../ports/store.ts'
import { writeWords } from '../../sql/row.ts'
import type { In, Out } from '../../sql/step.ts'
import type { Transaction } from '../transaction.ts'
import { writeAlso } from '../write-also.ts'
import { raiseVersion } from './raise-version.ts'

type Put = Store['registrations']['put']

export function put(tx: Transaction, input: In<Put>): Out<Put> {
  const { tenant, now, user, application, roles, data } = input
  if (!raiseVersion(tx, input)) return { kind: 'changed' }
  const words = roles ? writeWords(roles) : null
  const json = data ? JSON.stringify(data) : null
  tx.change(
    `INSERT INTO postern_registrations (tenant, user_id, application, roles, created_at, data)
VALUES (?, ?, ?, coalesce(?, ''), ?, ?) ON CONFLICT (tenant, user_id, application) DO UPDATE
SET roles = coalesce(?, roles), data = CASE ? WHEN 1 THEN excluded.data ELSE data END`,
    tenant,
    user,
    application,
    words,
    now,
    json,
    words,
    data === undefined ? 0 : 1,
  )
  writeAlso(tx, input)
  return { kind: 'done' }
}
