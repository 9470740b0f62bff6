import type { Id } from '../../domain/id.ts'
import type { Instant } from '../../domain/instant.ts'
import type { User, UserStatus } from '../../domain/user.ts'
import type { UserIn } from '../../ports/records.ts'
import { columnsOf, type Row, readWords } from './row.ts'

const columns = ['id', 'email', 'status', 'factors', 'locale', 'created_at', 'version', 'name', 'data']

/** Whether her primary address, whose key is its lower case, was only vouched for: it was proved at 0 then. */
export const isUnproved = `EXISTS (SELECT 1 FROM postern_addresses v
WHERE v.tenant = u.tenant AND v.key = lower(u.email) AND v.proved_at = 0)`

/** The columns of a user in a statement that calls the table `u`. */
export const userColumns: string = `${columnsOf('u', columns)}, ${isUnproved} AS u_unproved`
export const userWidth: number = columns.length + 1

export const findUserById: string = `SELECT ${userColumns} FROM postern_users u WHERE u.tenant = ? AND u.id = ?`

export const findUserByAddress: string = `SELECT ${userColumns}
FROM postern_addresses d JOIN postern_users u ON u.tenant = d.tenant AND u.id = d.user_id
WHERE d.tenant = ? AND d.key = ? AND d.reserved_until IS NULL`

/** The user whose columns begin at `at`. An outer join that found nobody has no id. */
export function readUser(tenant: Id<'tenant'>, row: Row, at: number): User | undefined {
  const id = row[at] as Id<'user'> | null
  if (id === null) return undefined
  const locale = row[at + 4] as string | null
  const user: { -readonly [K in keyof User]: User[K] } = {
    id,
    tenant,
    email: row[at + 1] as string,
    status: row[at + 2] as UserStatus,
    factors: readWords(row[at + 3] as string),
    createdAt: row[at + 5] as Instant,
    version: row[at + 6] as number,
  }
  const name = row[at + 7] as string | null
  const data = row[at + 8] as string | null
  if (locale !== null) user.locale = locale
  if (name !== null) user.name = name
  if (data !== null) user.data = JSON.parse(data)
  if (isTrue(row[at + 9])) user.unproved = true
  return user
}

/** SQLite has no booleans. */
export const isTrue = (value: unknown): boolean => value === true || value === 1

/** The same with her roles in one application, from a table that is called `r`. */
export const userInColumns: string = `${userColumns}, r.roles AS r_roles, r.data AS r_data`

const registration =
  'LEFT JOIN postern_registrations r ON r.tenant = u.tenant AND r.user_id = u.id AND r.application = ?'

/** Application, tenant, id. */
export const findUserInById: string = `SELECT ${userInColumns} FROM postern_users u ${registration}
WHERE u.tenant = ? AND u.id = ?`

/** Application, tenant, address key. */
export const findUserInByAddress: string = `SELECT ${userInColumns}
FROM postern_addresses d JOIN postern_users u ON u.tenant = d.tenant AND u.id = d.user_id ${registration}
WHERE d.tenant = ? AND d.key = ? AND d.reserved_until IS NULL`

export function readUserIn(tenant: Id<'tenant'>, row: Row): UserIn {
  const roles = row[userWidth] as string | null
  const data = row[userWidth + 1] as string | null
  return {
    user: readUser(tenant, row, 0) as User,
    roles: readWords(roles ?? ''),
    ...(data !== null && { registrationData: JSON.parse(data) }),
  }
}
