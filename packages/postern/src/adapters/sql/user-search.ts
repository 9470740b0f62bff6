/** What a list of users is found by, as both databases take it. */
import type { Id } from '../../domain/id.ts'
import type { Page } from '../../ports/command.ts'
import type { ListedUser, UserSearch } from '../../ports/people.ts'
import { pageOf } from './page.ts'
import { pastAllKeys } from './revoke-steps.ts'
import type { Row } from './row.ts'
import { readUserIn, userWidth } from './user-row.ts'

/** Names are compared without the case of ASCII letters, as `lower` in the "C" collation does. */
const lowered = (text: string): string => text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase())

export interface NameRange {
  readonly from: string
  readonly behind: string
  /** The place behind which the page begins: a name and, among those of that name, an id. */
  readonly afterName: string
  readonly afterId: string
}

/** No text holds NUL, so nothing lies between a name and the same with the next letter behind it. */
export function nameRange(
  { text, exact }: Extract<UserSearch, { readonly what: 'name' }>,
  after: string | undefined,
): NameRange {
  const from = lowered(text)
  const slash = after?.indexOf('/') ?? -1
  const afterId = after?.slice(0, Math.max(0, slash)) ?? ''
  const afterName = after === undefined ? from : after.slice(slash + 1)
  return { from, behind: from + (exact ? '\u0001' : pastAllKeys), afterName, afterId }
}

/** Ids hold no slash. The place comes behind the roles: a key, or a lowered name with an id before it. */
export function readListed(tenant: Id<'tenant'>, row: Row): ListedUser {
  return { ...readUserIn(tenant, row), registered: row[userWidth] !== null }
}

/** The place of a row is its last value. `until`: the last place that was looked at, where more may lie behind it. */
export function pageAmong(
  tenant: Id<'tenant'>,
  rows: readonly Row[],
  { limit, until }: { readonly limit: number; readonly until: string | undefined },
): Page<ListedUser> {
  const page = pageOf(
    rows,
    limit,
    (row) => readListed(tenant, row),
    (row) => row.at(-1) as string,
  )
  return page.next === undefined && until !== undefined ? { ...page, next: until } : page
}

/** Where a name's place is written: ids hold no slash. */
export const placeOfName = (id: string, word: string): string => `${id}/${word}`
