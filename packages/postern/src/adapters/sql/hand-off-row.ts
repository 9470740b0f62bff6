import type { Id } from '../../domain/id.ts'
import type { User } from '../../domain/user.ts'
import type { FoundHandOff } from '../../ports/hand-offs.ts'
import { artifactColumns, readArtifact } from './artifact-row.ts'
import { prefixed, type Row, readWords } from './row.ts'
import { readSession, sessionColumns, sessionWidth } from './session-row.ts'
import { readUser, userColumns, userWidth } from './user-row.ts'

/** The kind of artifact that a hand-off is. */
export const handOffKind = 'hand-off'

/** The columns of an artifact in a statement that calls the table `x`. */
export const handOffColumns: string = prefixed('x', artifactColumns)

const sessionAt = artifactColumns.split(',').length
const userAt = sessionAt + sessionWidth

/** Behind the artifact as `x`: its session, which has the same id, with user and registration. */
export const handOffJoins = `
JOIN postern_sessions s ON s.tenant = x.tenant AND s.id = x.id
JOIN postern_users u ON u.tenant = s.tenant AND u.id = s.user_id
LEFT JOIN postern_registrations r ON r.tenant = s.tenant AND r.user_id = s.user_id AND r.application = s.application`

/** Tenant, id. */
export const findHandOff: string = `SELECT x.kind AS x_kind, x.id AS x_id, x.json AS x_json, x.group_id AS x_group,
x.consumed_at AS x_consumed, x.expires_at AS x_expires, ${sessionColumns}, ${userColumns}, r.roles AS r_roles, r.data AS r_data
FROM postern_artifacts x${handOffJoins}
WHERE x.tenant = ? AND x.kind = '${handOffKind}' AND x.id = ?`

export function readFoundHandOff(tenant: Id<'tenant'>, row: Row): FoundHandOff {
  const session = readSession(tenant, row.slice(sessionAt, userAt))
  const roles = row[userAt + userWidth] as string | null
  const data = row[userAt + userWidth + 1] as string | null
  const { application } = session
  return {
    artifact: readArtifact(row),
    session,
    // An inner join: a session that is found has its user.
    user: readUser(tenant, row, userAt) as User,
    ...(roles !== null && {
      registration: { application, roles: readWords(roles), ...(data !== null && { data: JSON.parse(data) }) },
    }),
  }
}
