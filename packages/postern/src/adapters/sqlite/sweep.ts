/**
 * Removes what is over. Each table is walked in the order of its key, a bounded stretch at a time, so that no index on
 * time is needed and no sweep is long; the next one goes on where this one stopped.
 */
import { before, days, type Instant } from '../../domain/instant.ts'
import type { Store } from '../../ports/store.ts'
import type { Row, Value } from '../sql/row.ts'
import type { In, Out } from '../sql/step.ts'
import { stretchLength, type Walk, walksInSqlite } from '../sql/walks.ts'
import type { Transaction } from './transaction.ts'

type Sweep = Store['sweep']
type Input = In<Sweep>

/** Sorts behind every id and every number. */
const pastAll = '~'

/** The sweep of one store. Where it stopped is a hint only: a new process begins at the beginning. */
export function createSweep(): (tx: Transaction, input: Input) => Out<Sweep> {
  const places = new Map<Walk, Row>()
  return (tx, input) => {
    let removed = 0
    for (const walk of walksInSqlite) removed += sweepTable(tx, input, walk, places)
    return { removed }
  }
}

/** Walks on from the last place, and once more from the beginning if the table ended on the way. */
function sweepTable(tx: Transaction, input: Input, walk: Walk, places: Map<Walk, Row>): number {
  const beginning = walk.key.map((): Value => '')
  const place = places.get(walk)
  let swept = sweepStretch(tx, input, walk, { from: place ?? beginning, limit: input.limit })
  let removed = swept.removed
  if (!swept.stoppedAt && place && removed < input.limit) {
    swept = sweepStretch(tx, input, walk, { from: beginning, limit: input.limit - removed })
    removed += swept.removed
  }
  places.delete(walk)
  if (swept.stoppedAt) places.set(walk, swept.stoppedAt)
  return removed
}

interface Stretch {
  readonly from: Row
  readonly limit: number
}

interface Swept {
  readonly removed: number
  /** Where to walk on, absent when the table ended. */
  readonly stoppedAt?: Row
}

function sweepStretch(tx: Transaction, input: Input, walk: Walk, { from, limit }: Stretch): Swept {
  const over = overBefore(walk, input)
  const length = stretchLength(limit)
  const { list, marks, stretch } = sqlOf(walk)
  // Looked up before anything is removed: removing shortens the stretch.
  const end = tx.first(`SELECT ${list}, ends_at FROM (${stretch}) LIMIT 1 OFFSET ?`, ...from, length, length - 1)
  const rows = tx.all(`SELECT ${list} FROM (${stretch}) WHERE ends_at <= ? LIMIT ?`, ...from, length, over, limit)
  for (const row of rows) {
    tx.change(`DELETE FROM postern_${walk.table} WHERE (${list}) = (${marks})`, ...row)
    if (walk.also) tx.change(`DELETE FROM postern_${walk.also} WHERE (${list}) = (${marks})`, ...row)
  }
  const last = rows.at(-1)
  if (last && rows.length === limit) return { removed: limit, stoppedAt: last }
  if (!end) return { removed: rows.length }
  const key = end.slice(0, -1)
  const isLive = (end.at(-1) as number) > over
  if (!walk.ordered || !isLive) return { removed: rows.length, stoppedAt: key }
  // What follows it in its tenant is live as well; where tenants are mixed, all that follows.
  const ofTenant = walk.key[0] === 'tenant'
  return { removed: rows.length, ...(ofTenant && { stoppedAt: [key[0] as Value, pastAll] }) }
}

function sqlOf({ table, key, endsAt, ends }: Walk): { list: string; marks: string; stretch: string } {
  const list = key.join(', ')
  const marks = key.map(() => '?').join(', ')
  const end = ends?.('sqlite', `postern_${table}`) ?? (endsAt.length > 1 ? `min(${endsAt.join(', ')})` : endsAt.join())
  const after = `(${list}) > (${marks})`
  const stretch = `SELECT ${list}, ${end} AS ends_at FROM postern_${table} WHERE ${after} ORDER BY ${list} LIMIT ?`
  return { list, marks, stretch }
}

function overBefore({ kept }: Walk, { now, keepAttempts, keepEvents }: Input): Instant {
  if (kept === 'as-attempts') return before(now, keepAttempts)
  if (kept === 'a-month') return before(now, days(30))
  return kept === 'as-events' ? before(now, keepEvents) : now
}
