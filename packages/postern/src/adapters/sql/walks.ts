/** How a sweep walks each table: in the order of its key, a bounded stretch at a time, so that no index on time is needed. */
export interface Walk {
  readonly table: string
  readonly key: readonly string[]
  /** The moments that decide: a row is over when one of them is not after its limit. */
  readonly endsAt: readonly string[]
  /** How long a row is kept after its end: not at all, or as long as the sweep says for its kind. */
  readonly kept: 'not' | 'as-attempts' | 'as-events'
  /** Within a tenant, what has a later key ends later, near enough: behind a live row there is nothing to remove. */
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
]

/** Rows looked at for every row that may be removed: where more than one in so many is over, no sweep falls short. */
const reach = 20
const leastStretch = 1000

export function stretchLength(limit: number): number {
  return Math.max(leastStretch, limit * reach)
}
