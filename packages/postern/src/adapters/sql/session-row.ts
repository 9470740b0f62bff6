import type { Id } from '../../domain/id.ts'
import type { Instant } from '../../domain/instant.ts'
import type { Method, Session } from '../../domain/session.ts'
import type { User } from '../../domain/user.ts'
import type { SessionHolder, ShownUser, UserIn } from '../../ports/records.ts'
import { columnsOf, type Row, readAsked, readHash, readWords } from './row.ts'
import { isTrue, isUnproved, readUser, userColumns, userWidth } from './user-row.ts'

const columns = [
  'id',
  'application',
  'user_id',
  'hash',
  'attempt',
  'browser',
  'methods',
  'asked',
  'created_at',
  'seen_at',
  'idle_until',
  'expires_at',
  'proved_at',
]

/** The columns of a session in a statement that calls the table `s`. */
export const sessionColumns: string = columnsOf('s', columns)

export const sessionWidth: number = columns.length

/** Tenant, id, now, now. */
export const findSession: string = `SELECT ${sessionColumns}, ${userColumns}, r.roles AS r_roles, r.data AS r_data
FROM postern_sessions s JOIN postern_users u ON u.tenant = s.tenant AND u.id = s.user_id
LEFT JOIN postern_registrations r ON r.tenant = s.tenant AND r.user_id = s.user_id AND r.application = s.application
WHERE s.tenant = ? AND s.id = ? AND s.idle_until > ? AND s.expires_at > ?`

/** A found session with its user and what she is in its application. */
export function readFoundSession(tenant: Id<'tenant'>, row: Row): UserIn & { readonly session: Session } {
  const data = row[sessionWidth + userWidth + 1] as string | null
  return {
    session: readSession(tenant, row),
    // An inner join: a session that is found has its user.
    user: readUser(tenant, row, sessionWidth) as User,
    roles: readWords((row[sessionWidth + userWidth] as string | null) ?? ''),
    ...(data !== null && { registrationData: JSON.parse(data) }),
  }
}

/** Of a holder, as bare expressions. */
export const holderColumns: string = `s.hash, s.seen_at, s.expires_at, u.id, u.email, u.created_at, u.name, u.data, r.roles,
${isUnproved} AS u_unproved`

/** Tenant, id, application, now, now. */
export const findHolder: string = `SELECT ${holderColumns}
FROM postern_sessions s JOIN postern_users u ON u.tenant = s.tenant AND u.id = s.user_id AND u.status = 'active'
LEFT JOIN postern_registrations r ON r.tenant = s.tenant AND r.user_id = s.user_id AND r.application = s.application
WHERE s.tenant = ? AND s.id = ? AND s.application = ? AND s.idle_until > ? AND s.expires_at > ?`

export function readHolder(id: Id<'session'>, row: Row): SessionHolder {
  const user: { -readonly [K in keyof ShownUser]: ShownUser[K] } = {
    id: row[3] as Id<'user'>,
    email: row[4] as string,
    createdAt: row[5] as Instant,
  }
  const [name, data] = [row[6] as string | null, row[7] as string | null]
  if (name !== null) user.name = name
  if (data !== null) user.data = JSON.parse(data)
  if (isTrue(row[9])) user.unproved = true
  return {
    session: { id, hash: readHash(row[0] as string), seenAt: row[1] as Instant, expiresAt: row[2] as Instant },
    user,
    roles: readWords((row[8] as string | null) ?? ''),
  }
}

export function readSession(tenant: Id<'tenant'>, row: Row): Session {
  const browser = row[5] as Id<'browser'> | null
  const session: { -readonly [K in keyof Session]: Session[K] } = {
    id: row[0] as Id<'session'>,
    tenant,
    application: row[1] as Id<'application'>,
    user: row[2] as Id<'user'>,
    hash: readHash(row[3] as string),
    attempt: row[4] as Id<'attempt'>,
    methods: readWords(row[6] as string) as Method[],
    asked: readAsked(row[7] as string),
    createdAt: row[8] as Instant,
    seenAt: row[9] as Instant,
    idleUntil: row[10] as Instant,
    expiresAt: row[11] as Instant,
  }
  const provedAt = row[12] as Instant | null
  if (provedAt !== null) session.provedAt = provedAt
  if (browser !== null) session.browser = browser
  return session
}
