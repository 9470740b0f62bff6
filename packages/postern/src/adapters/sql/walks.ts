import { invitationKind } from '../../domain/invitation.ts'

/** How a sweep walks each table: in the order of its key, a bounded stretch at a time, so that no index on time is needed. */
export interface Walk {
  readonly table: string
  readonly key: readonly string[]
  /** The moments that decide: a row is over when one of them is not after its limit. */
  readonly endsAt: readonly string[]
  /** How long a row is kept after its end: not at all, or as long as the sweep says for its kind. */
  readonly kept: 'not' | 'as-attempts' | 'as-events' | 'a-month'
  /** Where no column says when a row ends: an expression that does, NULL for a row that has no end. */
  readonly ends?: (dialect: 'sqlite' | 'postgres', alias: string) => string
  /** Rows of this table with the same key go with it. */
  readonly also?: string
  /** Within a tenant, or in all where keys begin with an id, what has a later key ends later, near enough: behind a live row there is nothing to remove. */
  readonly ordered?: true
}

export const walks: readonly Walk[] = [
  { table: 'attempts', key: ['tenant', 'id'], endsAt: ['expires_at'], kept: 'as-attempts', ordered: true },
  { table: 'messages', key: ['tenant', 'id'], endsAt: ['deadline'], kept: 'as-attempts', ordered: true },
  { table: 'events', key: ['tenant', 'sequence'], endsAt: ['at'], kept: 'as-events', ordered: true },
  { table: 'sessions', key: ['tenant', 'id'], endsAt: ['idle_until', 'expires_at'], kept: 'not' },
  { table: 'families', key: ['tenant', 'id'], endsAt: ['expires_at'], kept: 'not' },
  { table: 'known_browsers', key: ['tenant', 'browser', 'user_id'], endsAt: ['expires_at'], kept: 'not' },
  { table: 'artifacts', key: ['tenant', 'kind', 'id'], endsAt: ['expires_at'], kept: 'not' },
  { table: 'budgets', key: ['tenant', 'key'], endsAt: ['expires_at'], kept: 'not' },
  { table: 'suppressions', key: ['tenant', 'key'], endsAt: ['expires_at'], kept: 'not' },
  {
    table: 'documents',
    key: ['tenant', 'kind', 'id'],
    endsAt: [],
    kept: 'a-month',
    ends: endOfInvitation,
    also: 'document_history',
  },
]

/**
 * An open one ends at its expiry, any other when it was written last. One that is damaged stays, and so do other documents:
 * those are removed by hand only.
 */
function endOfInvitation(dialect: 'sqlite' | 'postgres', alias: string): string {
  const ends =
    dialect === 'postgres'
      ? `{end_of_invitation}(${alias}.json, ${alias}.changed_at)`
      : `CASE WHEN json_valid(${alias}.json) THEN
  CASE ${alias}.json ->> '$.state' WHEN 'open' THEN ${alias}.json ->> '$.expiresAt' ELSE ${alias}.changed_at END END`
  return `CASE ${alias}.kind WHEN '${invitationKind}' THEN ${ends} END`
}

/** How SQLite stores rows that are written at every sign-in: by what sorts by time, tenants mixed. */
const keysInSqlite: Readonly<Record<string, readonly string[]>> = {
  attempts: ['id', 'tenant'],
  messages: ['id', 'tenant'],
  sessions: ['id', 'tenant'],
  families: ['id', 'tenant'],
  known_browsers: ['user_id', 'browser', 'tenant'],
  artifacts: ['id', 'kind', 'tenant'],
}

export const walksInSqlite: readonly Walk[] = walks.map((walk) => ({
  ...walk,
  key: keysInSqlite[walk.table] ?? walk.key,
}))

/** Rows looked at for every row that may be removed: where more than one in so many is over, no sweep falls short. */
const reach = 20
const leastStretch = 1000

export function stretchLength(limit: number): number {
  return Math.max(leastStretch, limit * reach)
}
