import type { Family } from '../../domain/family.ts'
import type { Id } from '../../domain/id.ts'
import type { Instant } from '../../domain/instant.ts'
import type { User } from '../../domain/user.ts'
import type { FoundFamily } from '../../ports/families.ts'
import { columnsOf, type Row, readHash, readWords } from './row.ts'
import { readSession, sessionColumns, sessionWidth } from './session-row.ts'
import { readUser, userColumns, userWidth } from './user-row.ts'

/** The kind of artifact that a replaced token is kept as. */
export const spentKind = 'refresh-spent'

const columns = [
  'id',
  'session',
  'user_id',
  'application',
  'hash',
  'previous_hash',
  'rotated_at',
  'created_at',
  'expires_at',
]

/** The columns of a family in a statement that calls the table `f`. */
export const familyColumns: string = columnsOf('f', columns)

const userAt = columns.length + sessionWidth

/** Behind the family as `f`: its session, user and registration, and the artifact of a token that was spent. */
export const familyJoins = `
JOIN postern_sessions s ON s.tenant = f.tenant AND s.id = f.session
JOIN postern_users u ON u.tenant = s.tenant AND u.id = s.user_id
LEFT JOIN postern_registrations r ON r.tenant = f.tenant AND r.user_id = f.user_id AND r.application = f.application`

/** Spent, tenant, id. */
export const findFamily: string = `SELECT ${familyColumns}, ${sessionColumns}, ${userColumns}, r.roles AS r_roles, r.data AS r_data, x.id AS x_id
FROM postern_families f${familyJoins}
LEFT JOIN postern_artifacts x ON x.tenant = f.tenant AND x.kind = '${spentKind}' AND x.id = ? AND x.group_id = f.id
WHERE f.tenant = ? AND f.id = ?`

export function readFoundFamily(tenant: Id<'tenant'>, row: Row): FoundFamily {
  const roles = row[userAt + userWidth] as string | null
  const data = row[userAt + userWidth + 1] as string | null
  const application = row[3] as Id<'application'>
  return {
    family: readFamily(tenant, row),
    session: readSession(tenant, row.slice(columns.length, userAt)),
    // An inner join: a session that is found has its user.
    user: readUser(tenant, row, userAt) as User,
    ...(roles !== null && {
      registration: { application, roles: readWords(roles), ...(data !== null && { data: JSON.parse(data) }) },
    }),
    spent: row[userAt + userWidth + 2] !== null,
  }
}

function readFamily(tenant: Id<'tenant'>, row: Row): Family {
  const previous = row[5] as string | null
  return {
    id: row[0] as Id<'family'>,
    tenant,
    session: row[1] as Id<'session'>,
    user: row[2] as Id<'user'>,
    application: row[3] as Id<'application'>,
    hash: readHash(row[4] as string),
    ...(previous !== null && { previousHash: readHash(previous) }),
    rotatedAt: row[6] as Instant,
    createdAt: row[7] as Instant,
    expiresAt: row[8] as Instant,
  }
}
