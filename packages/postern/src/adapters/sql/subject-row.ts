/** The reads that bring everything the gate looks at in one statement. */
import type { EmailAddress } from '../../domain/email-address.ts'
import type { Id } from '../../domain/id.ts'
import type { Instant } from '../../domain/instant.ts'
import type { Subject } from '../../domain/user.ts'
import { attemptColumns } from './attempt-row.ts'
import { type Row, readHash, readWords } from './row.ts'
import { readUser, userColumns, userWidth } from './user-row.ts'

export const subjectColumns: string = `${userColumns}, r.roles AS r_roles, b.hash AS b_hash, p.suppressed_until AS p_until,
d.address AS d_address, d.reserved_until AS d_reserved, i.version AS i_version, i.json AS i_json,
r.data AS r_data, r.created_at AS r_created`

/** Parameters: now, browser, now, now. The row before them is called `q` and has tenant, address_key and application. */
const subjectJoins = `
LEFT JOIN postern_addresses d ON d.tenant = q.tenant AND d.key = q.address_key
  AND (d.reserved_until IS NULL OR d.reserved_until > ?)
LEFT JOIN postern_users u ON u.tenant = d.tenant AND u.id = d.user_id AND d.reserved_until IS NULL
LEFT JOIN postern_registrations r ON r.tenant = u.tenant AND r.user_id = u.id AND r.application = q.application
LEFT JOIN postern_known_browsers b ON b.tenant = u.tenant AND b.browser = ? AND b.user_id = u.id AND b.expires_at > ?
LEFT JOIN postern_suppressions p ON p.tenant = q.tenant AND p.key = q.address_key AND p.suppressed_until > ?
LEFT JOIN postern_documents i
ON i.tenant = q.tenant AND i.kind = 'invitation' AND i.id = q.application || '/' || q.address_key`

/** Tenant, address key, application, now, browser, now, now. The hits of the budget `failures` come last. */
export const prepareAttempt: string = `SELECT ${subjectColumns}, f.hits AS f_hits
FROM (SELECT CAST(? AS TEXT) AS tenant, CAST(? AS TEXT) AS address_key, CAST(? AS TEXT) AS application) q${subjectJoins}
LEFT JOIN postern_budgets f ON f.tenant = q.tenant AND f.key = 'failures'`

/** Now, browser, now, now, tenant, id. The attempt's columns come first. */
export const findAttempt: string = `SELECT ${attemptColumns}, ${subjectColumns}
FROM postern_attempts q${subjectJoins}
WHERE q.tenant = ? AND q.id = ?`

export const subjectWidth: number = userWidth + 9

/** The subject whose columns begin at `at`. */
export function readSubject(
  found: {
    readonly tenant: Id<'tenant'>
    readonly application: Id<'application'>
    readonly address: EmailAddress
    readonly browser: Id<'browser'> | undefined
  },
  row: Row,
  at: number,
): Subject {
  const subject: { -readonly [K in keyof Subject]: Subject[K] } = { address: found.address }
  const user = readUser(found.tenant, row, at)
  const roles = row[at + userWidth] as string | null
  const hash = row[at + userWidth + 1] as string | null
  const suppressedUntil = row[at + userWidth + 2] as Instant | null
  if (user) subject.user = user
  const data = row[at + userWidth + 7] as string | null
  const kept = data === null ? {} : { data: JSON.parse(data) }
  if (roles !== null) subject.registration = { application: found.application, roles: readWords(roles), ...kept }
  const registeredAt = row[at + userWidth + 8] as Instant | null
  if (registeredAt !== null) subject.registeredAt = registeredAt
  if (hash !== null && found.browser) subject.knownBrowser = { id: found.browser, hash: readHash(hash) }
  const proved = row[at + userWidth + 3] as string | null
  const reservedUntil = row[at + userWidth + 4] as Instant | null
  if (user && proved !== null && proved !== user.email) subject.proved = { address: proved, key: found.address.key }
  if (reservedUntil !== null) subject.reservedUntil = reservedUntil
  const invitation = row[at + userWidth + 6] as string | null
  if (invitation !== null) subject.invitation = { version: row[at + userWidth + 5] as number, json: invitation }
  if (suppressedUntil !== null) subject.suppressedUntil = suppressedUntil
  return subject
}
