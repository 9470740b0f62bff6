import type { Store } from '../../../ports/store.ts'
import { pageOf } from '../../sql/page.ts'
import { pastAllKeys } from '../../sql/revoke-steps.ts'
import type { Row } from '../../sql/row.ts'
import type { In, Out } from '../../sql/step.ts'
import { userInColumns } from '../../sql/user-row.ts'
import { nameRange, readListed } from '../../sql/user-search.ts'
import type { Reader } from '../connection.ts'
import { listAmong } from './list-among.ts'

type List = Store['users']['list']

const roles = 'LEFT JOIN postern_registrations r ON r.tenant = u.tenant AND r.user_id = u.id AND r.application = ?'

/** Application, tenant, before, limit. */
const newest = `SELECT ${userInColumns}, u.id AS place FROM postern_users u ${roles}
WHERE u.tenant = ? AND u.id < ? AND u.status <> 'removed' ORDER BY u.id DESC LIMIT ?`

/** Application, tenant, first, after, behind the last, limit. One lower bound: SQLite walks from the first it finds. */
const byAddress = `SELECT ${userInColumns}, d.key AS place FROM postern_addresses d
JOIN postern_users u ON u.tenant = d.tenant AND u.id = d.user_id ${roles}
WHERE d.tenant = ? AND d.key >= ? AND d.key <> ? AND d.key < ? AND d.reserved_until IS NULL AND u.status <> 'removed' ORDER BY d.key LIMIT ?`

/**
 * Application, tenant, name, id, limit; then application, tenant, behind, from, name, limit. Those of one name first,
 * then the names behind it: a comparison of pairs would walk all of that name.
 */
const ofName = `SELECT ${userInColumns}, u.id || '/' || lower(u.name) AS place, lower(u.name) AS word
FROM postern_users u INDEXED BY postern_users_by_name ${roles}
WHERE u.tenant = ? AND u.name IS NOT NULL AND`
const sameName = `${ofName} lower(u.name) = ? AND u.id > ? ORDER BY u.id LIMIT ?`
const laterNames = `${ofName} lower(u.name) > ? AND lower(u.name) < ? ORDER BY lower(u.name), u.id LIMIT ?`

/** Application, tenant, application, before, limit. */
const registered = `SELECT ${userInColumns}, u.id AS place
FROM postern_registrations g INDEXED BY postern_registrations_of_application
JOIN postern_users u ON u.tenant = g.tenant AND u.id = g.user_id ${roles}
WHERE g.tenant = ? AND g.application = ? AND g.user_id < ? AND u.status <> 'removed' ORDER BY g.user_id DESC LIMIT ?`

export function list(reader: Reader, input: In<List>): Out<List> {
  const { tenant, limit } = input
  const among = listAmong(reader, input)
  if (among) return among
  const placed = input.by?.what === 'name' ? -2 : -1
  return pageOf(
    rowsOf(reader, input),
    limit,
    (row) => readListed(tenant, row),
    (row) => row.at(placed) as string,
  )
}

function rowsOf(reader: Reader, input: In<List>): readonly Row[] {
  const { tenant, application = null, by, after, limit } = input
  const most = limit + 1
  if (by?.what === 'address') {
    const first = after !== undefined && after > by.prefix ? after : by.prefix
    return reader.all(byAddress, application, tenant, first, after ?? '', by.prefix + pastAllKeys, most)
  }
  if (by?.what === 'registered')
    return reader.all(registered, application, tenant, by.application, after ?? pastAllKeys, most)
  if (by?.what !== 'name') return reader.all(newest, application, tenant, after ?? pastAllKeys, most)
  const { behind, afterName, afterId } = nameRange(by, after)
  const same = reader.all(sameName, application, tenant, afterName, afterId, most)
  if (same.length === most) return same
  return [...same, ...reader.all(laterNames, application, tenant, afterName, behind, most - same.length)]
}
