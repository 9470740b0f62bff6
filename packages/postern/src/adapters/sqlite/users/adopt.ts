import type { Id } from '../../../domain/id.ts'
import type { AdoptedUser, Adoption } from '../../../ports/records.ts'
import type { Store } from '../../../ports/store.ts'
import { writeWords } from '../../sql/row.ts'
import type { In, Out } from '../../sql/step.ts'
import type { Transaction } from '../transaction.ts'
import { writeEvent } from '../write-also.ts'

type Adopt = Store['users']['adopt']

export function adopt(tx: Transaction, input: In<Adopt>): Out<Adopt> {
  return input.users.map((user) => {
    const standing = look(tx, input, user)
    return standing.kind === 'adopted' && !input.dryRun ? write(tx, input, user) : standing
  })
}

function look(tx: Transaction, { tenant, now }: In<Adopt>, { id, address }: AdoptedUser): Adoption {
  const owner = tx.first(
    `SELECT user_id FROM postern_addresses
WHERE tenant = ? AND key = ? AND (reserved_until IS NULL OR reserved_until > ?)`,
    tenant,
    address.key,
    now,
  )
  if (owner?.[0] === id) return { kind: 'present' }
  if (owner) return { kind: 'address-taken', by: owner[0] as Id<'user'> }
  return {
    kind: tx.first('SELECT 1 FROM postern_users WHERE tenant = ? AND id = ?', tenant, id) ? 'id-taken' : 'adopted',
  }
}

function write(tx: Transaction, { tenant, now, application }: In<Adopt>, user: AdoptedUser): Adoption {
  const { id, address, name, locale, data } = user
  const made = tx.change(
    `INSERT INTO postern_users (tenant, id, email, status, factors, locale, created_at, version, name, data)
VALUES (?, ?, ?, ?, '', ?, ?, 1, ?, ?) ON CONFLICT DO NOTHING`,
    tenant,
    id,
    address.address,
    user.status,
    locale ?? null,
    user.createdAt,
    name ?? null,
    data === undefined ? null : JSON.stringify(data),
  )
  // An id belongs to one user of the whole installation: another tenant may have it.
  if (made === 0) return { kind: 'id-taken' }
  tx.change(
    // Only one that somebody gave up, and whose time is over, can be there.
    'INSERT OR REPLACE INTO postern_addresses (tenant, key, address, user_id, proved_at) VALUES (?, ?, ?, ?, ?)',
    tenant,
    address.key,
    address.address,
    id,
    user.provedAt ?? 0,
  )
  if (application !== undefined) {
    tx.change(
      'INSERT INTO postern_registrations (tenant, user_id, application, roles, created_at) VALUES (?, ?, ?, ?, ?)',
      tenant,
      id,
      application,
      writeWords(user.roles),
      user.createdAt,
    )
  }
  writeEvent(tx, tenant, now, user.event)
  return { kind: 'adopted' }
}
