/**
 * Removes what is over. Each table is walked in the order of its key, a bounded stretch at a time, so that no index on
 * time is needed and no sweep is long; the next one goes on where this one stopped.
 */
import { before, type Instant } from '../../domain/instant.ts'
import type { Store } from '../../ports/store.ts'
import type { Row, Value } from '../sql/row.ts'
import type { In, Out } from './step.ts'
import type { Transaction } from './transaction.ts'

type Sweep = Store['sweep']
type Input = In<Sweep>

interface Walk {
  readonly table: string
  readonly key: readonly string[]
  /** The moment that decides: a row is over when it is not after it. */
  readonly endsAt: string
  readonly overBefore: (input: Input) => Instant
}

const walks: readonly Walk[] = [
  { table: 'attempts', key: ['tenant', 'id'], endsAt: 'expires_at', overBefore: forAttempts },
  { table: 'messages', key: ['tenant', 'id'], endsAt: 'deadline', overBefore: forAttempts },
  { table: 'events', key: ['tenant', 'sequence'], endsAt: 'at', overBefore: forEvents },
  { table: 'sessions', key: ['tenant', 'id'], endsAt: 'min(idle_until, expires_at)', overBefore: atOnce },
  { table: 'known_browsers', key: ['tenant', 'browser', 'user_id'], endsAt: 'expires_at', overBefore: atOnce },
  { table: 'artifacts', key: ['tenant', 'kind', 'id'], endsAt: 'expires_at', overBefore: atOnce },
  { table: 'budgets', key: ['tenant', 'key'], endsAt: 'expires_at', overBefore: atOnce },
  { table: 'suppressions', key: ['tenant', 'key'], endsAt: 'expires_at', overBefore: atOnce },
]

/** Rows looked at for every row that may be removed, and the least of a stretch. */
const reach = 10
const leastStretch = 1000

/** The sweep of one store. Where it stopped is a hint only: a new process begins at the beginning. */
export function createSweep(): (tx: Transaction, input: Input) => Out<Sweep> {
  const places = new Map<Walk, Row>()
  return (tx, input) => {
    let removed = 0
    for (const walk of walks) removed += sweepTable(tx, input, walk, places)
    return { removed }
  }
}

function sweepTable(tx: Transaction, input: Input, walk: Walk, places: Map<Walk, Row>): number {
  const start = walk.key.map((): Value => '')
  const from = places.get(walk)
  const first = sweepStretch(tx, input, walk, from ?? start, input.limit)
  places.delete(walk)
  if (first.stoppedAt) places.set(walk, first.stoppedAt)
  if (first.stoppedAt || !from || first.removed === input.limit) return first.removed
  const second = sweepStretch(tx, input, walk, start, input.limit - first.removed)
  if (second.stoppedAt) places.set(walk, second.stoppedAt)
  return first.removed + second.removed
}

interface Swept {
  readonly removed: number
  /** The last key looked at, absent when the table ended there. */
  readonly stoppedAt?: Row
}

function sweepStretch(tx: Transaction, input: Input, walk: Walk, from: Row, limit: number): Swept {
  const over = walk.overBefore(input)
  const stretch = Math.max(leastStretch, limit * reach)
  const { list, marks, stretchOf } = sqlOf(walk)
  const rows = tx.all(`SELECT ${list} FROM (${stretchOf}) WHERE ends_at <= ? LIMIT ?`, ...from, stretch, over, limit)
  const remove = `DELETE FROM postern_${walk.table} WHERE (${list}) = (${marks})`
  for (const row of rows) tx.change(remove, ...row)
  const last = rows.at(-1)
  if (last && rows.length === limit) return { removed: rows.length, stoppedAt: last }
  const end = tx.first(
    `SELECT ${list} FROM (${stretchOf}) LIMIT 1 OFFSET ?`,
    ...from,
    stretch,
    stretch - rows.length - 1,
  )
  return end ? { removed: rows.length, stoppedAt: end } : { removed: rows.length }
}

function sqlOf({ table, key, endsAt }: Walk): { list: string; marks: string; stretchOf: string } {
  const list = key.join(', ')
  const marks = key.map(() => '?').join(', ')
  const stretchOf = `SELECT ${list}, ${endsAt} AS ends_at FROM postern_${table} WHERE (${list}) > (${marks}) ORDER BY ${list} LIMIT ?`
  return { list, marks, stretchOf }
}

function forAttempts({ now, keepAttempts }: Input): Instant {
  return before(now, keepAttempts)
}

function forEvents({ now, keepEvents }: Input): Instant {
  return before(now, keepEvents)
}

function atOnce({ now }: Input): Instant {
  return now
}
