/**
 * Those who are registered in an application, among so many that a search finds. First the place where the look ends,
 * then whoever is registered before it: in the order of the search, and no further than the page is long.
 */
import type { Id } from '../../../domain/id.ts'
import type { UserSearch } from '../../../ports/people.ts'
import type { Store } from '../../../ports/store.ts'
import { pastAllKeys } from '../../sql/revoke-steps.ts'
import type { Row } from '../../sql/row.ts'
import type { In, Out } from '../../sql/step.ts'
import { userInColumns } from '../../sql/user-row.ts'
import { nameRange, pageAmong, placeOfName } from '../../sql/user-search.ts'
import type { Reader } from '../connection.ts'

type List = Store['users']['list']
type Among = Extract<UserSearch, { readonly among?: number }> & { readonly among: number }

/** Nothing, where the search is not among so many. */
export function listAmong(reader: Reader, input: In<List>): Out<List> | undefined {
  const { by } = input
  if (by === undefined || by.what === 'registered' || by.among === undefined) return undefined
  const asked = { ...input, by: { ...by, among: by.among } }
  const { rows, until } = by.what === 'address' ? ofAddresses(reader, asked) : ofNames(reader, asked)
  return pageAmong(input.tenant, rows, { limit: input.limit, until })
}

type Asked = In<List> & { readonly by: Among }

/** Where none is named, nobody is registered. */
const none = '' as Id<'application'>

interface Found {
  readonly rows: readonly Row[]
  readonly until: string | undefined
}

const registered = `r.tenant = u.tenant AND r.user_id = u.id AND r.application = ? AND u.status <> 'removed'`

/** Tenant, first, after, behind the last. */
const address = `d.tenant = ? AND d.key >= ? AND d.key <> ? AND d.key < ? AND d.reserved_until IS NULL`
const lastAddress = `SELECT d.key FROM postern_addresses d WHERE ${address} ORDER BY d.key LIMIT 1 OFFSET ?`
/** The same, application, limit. Registrations before users: only those who are on the page are read. */
const addresses = `SELECT ${userInColumns}, d.key AS place FROM postern_addresses d
CROSS JOIN postern_registrations r CROSS JOIN postern_users u
WHERE ${address} AND r.user_id = d.user_id AND u.id = d.user_id AND ${registered} AND r.tenant = d.tenant
ORDER BY d.key LIMIT ?`

function ofAddresses(reader: Reader, { tenant, application = none, by, after = '', limit }: Asked): Found {
  const prefix = by.what === 'address' ? by.prefix : ''
  const from = [tenant, after > prefix ? after : prefix, after] as const
  const [until] = reader.first(lastAddress, ...from, prefix + pastAllKeys, by.among - 1) ?? []
  const behind = until === undefined ? prefix + pastAllKeys : `${String(until)}\u0001`
  return { rows: reader.all(addresses, ...from, behind, application, limit + 1), until: until as string | undefined }
}

const named = `FROM postern_users u INDEXED BY postern_users_by_name`
const registeredNamed = `SELECT ${userInColumns}, u.id || '/' || lower(u.name) AS place ${named}
CROSS JOIN postern_registrations r`

/** Tenant, name, behind, until. A comparison of pairs would walk all of a name. */
const sameName = `u.tenant = ? AND u.name IS NOT NULL AND lower(u.name) = ? AND u.id > ? AND u.id <= ?`
const idsOfName = `SELECT u.id ${named} WHERE ${sameName} ORDER BY u.id LIMIT ?`
const ofOneName = `${registeredNamed} WHERE ${sameName} AND ${registered} ORDER BY u.id LIMIT ?`

/** Tenant, behind, before. */
const between = `u.tenant = ? AND u.name IS NOT NULL AND lower(u.name) > ? AND lower(u.name) < ?`
const lastBetween = `SELECT lower(u.name), u.id ${named} WHERE ${between} ORDER BY lower(u.name), u.id LIMIT 1 OFFSET ?`
const ofNamesBetween = `${registeredNamed} WHERE ${between} AND ${registered} ORDER BY lower(u.name), u.id LIMIT ?`

/** What is left of the name that the page begins in, the names behind it, and the beginning of the one it ends in. */
function ofNames(reader: Reader, { tenant, application = none, by, after, limit }: Asked): Found {
  const { behind, afterName, afterId } = nameRange(by as Parameters<typeof nameRange>[0], after)
  const rows: Row[] = []
  const take = (sql: string, ...bounds: readonly string[]): void => {
    const more = limit + 1 - rows.length
    if (more > 0) rows.push(...reader.all(sql, tenant, ...bounds, application, more))
  }
  const same = reader.all(idsOfName, tenant, afterName, afterId, pastAllKeys, by.among)
  if (same.length === by.among) {
    const last = same.at(-1)?.[0] as string
    take(ofOneName, afterName, afterId, last)
    return { rows, until: placeOfName(last, afterName) }
  }
  const [word, id] = reader.first(lastBetween, tenant, afterName, behind, by.among - same.length - 1) ?? []
  take(ofOneName, afterName, afterId, pastAllKeys)
  take(ofNamesBetween, afterName, (word as string | undefined) ?? behind)
  if (word === undefined || id === undefined) return { rows, until: undefined }
  take(ofOneName, word as string, '', id as string)
  return { rows, until: placeOfName(id as string, word as string) }
}
