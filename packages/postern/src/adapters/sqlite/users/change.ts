import type { Store } from '../../../ports/store.ts'
import { writeWords } from '../../sql/row.ts'
import type { In, Out } from '../../sql/step.ts'
import type { Transaction } from '../transaction.ts'
import { writeAlso } from '../write-also.ts'
import { dropMails } from './drop-mails.ts'
import { endSessions } from './end-sessions.ts'

type Change = Store['users']['change']

export function change(tx: Transaction, input: In<Change>): Out<Change> {
  const { tenant, id, version, status, factors, name, locale, data } = input
  const changes = tx.change(
    `UPDATE postern_users SET status = coalesce(?, status), factors = coalesce(?, factors),
  name = CASE ? WHEN 1 THEN ? ELSE name END, locale = CASE ? WHEN 1 THEN ? ELSE locale END,
  data = CASE ? WHEN 1 THEN ? ELSE data END, version = version + 1
WHERE tenant = ? AND id = ? AND version = ? AND status <> 'removed'`,
    status ?? null,
    factors ? writeWords(factors) : null,
    name === undefined ? 0 : 1,
    name ?? null,
    locale === undefined ? 0 : 1,
    locale ?? null,
    data === undefined ? 0 : 1,
    data ? JSON.stringify(data) : null,
    tenant,
    id,
    version,
  )
  if (changes !== 1) return { kind: 'changed' }
  if (input.roles) writeRoles(tx, input, input.roles)
  if (input.ends) {
    endSessions(tx, input)
    dropMails(tx, input)
  }
  writeAlso(tx, input)
  return { kind: 'done' }
}

function writeRoles(
  tx: Transaction,
  { tenant, id, now }: In<Change>,
  { application, roles }: NonNullable<In<Change>['roles']>,
): void {
  tx.change(
    `INSERT INTO postern_registrations (tenant, user_id, application, roles, created_at) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (tenant, user_id, application) DO UPDATE SET roles = excluded.roles`,
    tenant,
    id,
    application,
    writeWords(roles),
    now,
  )
}
