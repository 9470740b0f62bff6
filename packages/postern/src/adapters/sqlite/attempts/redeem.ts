/** The most careful command: it looks first, spends the attempt with one conditional update, and only then acts. */
import type { Finish } from '../../../domain/attempt.ts'
import type { EmailAddress } from '../../../domain/email-address.ts'
import type { Id } from '../../../domain/id.ts'
import type { User } from '../../../domain/user.ts'
import type { Store } from '../../../ports/store.ts'
import { writeAsked, writeHash, writeWords } from '../../sql/row.ts'
import { writeHashes } from '../../sql/secret-sets.ts'
import type { In, Out } from '../../sql/step.ts'
import { readUser, userColumns } from '../../sql/user-row.ts'
import { giveBack } from '../charges.ts'
import { createFamily } from '../create-family.ts'
import { put as putDocument } from '../documents/put.ts'
import type { Transaction } from '../transaction.ts'
import { writeAlso } from '../write-also.ts'
import { writeArtifact } from '../write-artifact.ts'
import { knowBrowser } from './know-browser.ts'
import { proveFirst } from './prove-first.ts'
import { rebind } from './rebind.ts'

type Redeem = Store['attempts']['redeem']
type Input = In<Redeem>

export function redeem(tx: Transaction, input: Input): Out<Redeem> {
  const { tenant, now, effect } = input
  const found = look(tx, input)
  if (!found || !isAsExpected(tx, found.user, input) || !spend(tx, input)) return { kind: 'changed' }
  const user = found.user ? proved(tx, input, found.user) : createUser(tx, input, found.address)
  if (effect.register || effect.roles) register(tx, input, user.id)
  if (effect.replaces) tx.change('DELETE FROM postern_sessions WHERE tenant = ? AND id = ?', tenant, effect.replaces)
  createSession(tx, input, user.id)
  if (effect.family) {
    const { id: session, application } = effect.session
    createFamily(tx, { tenant, now, family: effect.family, session, user: user.id, application })
  }
  knowBrowser(tx, input, user.id)
  if (effect.rebind)
    rebind(tx, { tenant, ...effect.rebind, application: found.application, addressKey: found.address.key })
  giveBack(tx, { tenant, now, charges: effect.giveBack })
  if (effect.artifact) writeArtifact(tx, tenant, now, effect.artifact)
  if (effect.document) putDocument(tx, { tenant, now, ...effect.document })
  return { kind: 'done', user, sequence: writeAlso(tx, input) }
}

interface Found {
  readonly application: Id<'application'>
  readonly address: EmailAddress
  readonly user: User | undefined
}

function look(tx: Transaction, { tenant, now, id }: Input): Found | undefined {
  const row = tx.first(
    `SELECT a.application AS a_application, a.address AS a_address, a.address_key AS a_key, ${userColumns}
FROM postern_attempts a
LEFT JOIN postern_addresses d ON d.tenant = a.tenant AND d.key = a.address_key
  AND (d.reserved_until IS NULL OR d.reserved_until > ?)
LEFT JOIN postern_users u ON u.tenant = d.tenant AND u.id = d.user_id
WHERE a.tenant = ? AND a.id = ?`,
    now,
    tenant,
    id,
  )
  return (
    row && {
      application: row[0] as Id<'application'>,
      address: { address: row[1] as string, key: row[2] as string },
      user: readUser(tenant, row, 3),
    }
  )
}

function isAsExpected(tx: Transaction, user: User | undefined, input: Input): boolean {
  const { userVersion, effect } = input
  if (!isUnchanged(tx, input)) return false
  if (effect.newUser) return user === undefined && userVersion === undefined && effect.newUser.id === effect.user
  return user !== undefined && user.id === effect.user && user.version === userVersion
}

function isUnchanged(tx: Transaction, { tenant, effect: { document } }: Input): boolean {
  if (!document) return true
  const sql = 'SELECT version FROM postern_documents WHERE tenant = ? AND kind = ? AND id = ?'
  return tx.first(sql, tenant, document.kind, document.id)?.[0] === document.version
}

function spend(tx: Transaction, { tenant, id, version, now, effect }: Input): boolean {
  const { finish, session, user, browser } = effect
  const finished: Finish = {
    at: now,
    by: finish.by,
    session: session.id,
    user,
    browser: browser.id,
    asked: finish.asked,
  }
  const changes = tx.change(
    `UPDATE postern_attempts SET state = 'completed', version = version + 1, finish = ?, cancels = coalesce(?, cancels)
WHERE tenant = ? AND id = ? AND version = ? AND state IN ('open', 'approved') AND expires_at > ?`,
    JSON.stringify(finished),
    effect.cancels ? writeHashes(effect.cancels) : null,
    tenant,
    id,
    version,
    now,
  )
  return changes === 1
}

function proved(tx: Transaction, { tenant, now, effect }: Input, user: User): User {
  if (effect.firstProof === undefined) return user
  proveFirst(tx, { tenant, now, id: user.id, key: effect.firstProof })
  const { unproved: _, ...others } = user
  return { ...others, version: user.version + 1 }
}

function createUser(tx: Transaction, { tenant, now, effect }: Input, address: EmailAddress): User {
  const id = effect.user
  const { locale = null, name, data } = effect.newUser ?? {}
  tx.change(
    `INSERT INTO postern_users (tenant, id, email, status, factors, locale, created_at, version, name, data)
VALUES (?, ?, ?, 'active', '', ?, ?, 1, ?, ?)`,
    tenant,
    id,
    address.address,
    locale,
    now,
    name ?? null,
    data ? JSON.stringify(data) : null,
  )
  tx.change(
    // Only one that somebody gave up, and whose time is over, can be there.
    'INSERT OR REPLACE INTO postern_addresses (tenant, key, address, user_id, proved_at) VALUES (?, ?, ?, ?, ?)',
    tenant,
    address.key,
    address.address,
    id,
    effect.newUser?.unproved ? 0 : now,
  )
  const user: User = { id, tenant, email: address.address, status: 'active', factors: [], createdAt: now, version: 1 }
  const told = effect.newUser?.unproved ? { ...user, unproved: true as const } : user
  return { ...told, ...(locale !== null && { locale }), ...(name !== undefined && { name }), ...(data && { data }) }
}

function register(tx: Transaction, { tenant, now, effect }: Input, user: Id<'user'>): void {
  const { roles } = effect
  tx.change(
    `INSERT INTO postern_registrations (tenant, user_id, application, roles, created_at) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (tenant, user_id, application) DO UPDATE SET roles = coalesce(?, roles)`,
    tenant,
    user,
    effect.session.application,
    writeWords(roles ?? []),
    now,
    roles ? writeWords(roles) : null,
  )
}

function createSession(tx: Transaction, { tenant, id, now, effect }: Input, user: Id<'user'>): void {
  const { session } = effect
  tx.change(
    `INSERT INTO postern_sessions (tenant, id, application, user_id, hash, attempt, browser, methods, asked, created_at,
seen_at, idle_until, expires_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    tenant,
    session.id,
    session.application,
    user,
    writeHash(session.hash),
    id,
    effect.browser.id,
    writeWords(session.methods),
    writeAsked(session.asked),
    now,
    now,
    session.idleUntil,
    session.expiresAt,
  )
}
