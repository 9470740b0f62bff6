/**
 * One transaction, shared by the commands of a turn. It remembers what those commands would read again and write again:
 * budgets, the newest event of a tenant, the time. All of that is written before the commit and forgotten after it.
 */
import type { Id } from '../../domain/id.ts'
import type { Instant } from '../../domain/instant.ts'
import { type Hits, readHits, writeHits } from '../sql/budget.ts'
import type { Row, Value } from '../sql/row.ts'
import type { Connection, Reader } from './connection.ts'

export interface Budget {
  readonly tenant: Id<'tenant'>
  readonly key: string
  readonly hits: Hits
  expiresAt: number
  changed: boolean
}

/** How stale the persisted time may be, so that it costs no write per commit. */
const timeStep = 1000

export class Transaction implements Reader {
  readonly #connection: Connection
  readonly #budgets = new Map<string, Budget>()
  readonly #sequences = new Map<string, number>()
  #eventsDrawn = 0
  #time: number
  #timeWritten: number

  constructor(connection: Connection, time: number) {
    this.#connection = connection
    this.#time = time
    this.#timeWritten = time
  }

  first(sql: string, ...values: readonly Value[]): Row | undefined {
    return this.#connection.first(sql, ...values)
  }

  all(sql: string, ...values: readonly Value[]): readonly Row[] {
    return this.#connection.all(sql, ...values)
  }

  change(sql: string, ...values: readonly Value[]): number {
    return this.#connection.change(sql, ...values)
  }

  /** The latest moment that any command of this store has named. */
  get time(): Instant {
    return this.#time as Instant
  }

  /** How many events this process has written, or tried to. */
  get eventsDrawn(): number {
    return this.#eventsDrawn
  }

  begin(): void {
    this.#forget()
    this.change('BEGIN IMMEDIATE')
  }

  commit(): void {
    this.#writeBudgets()
    const written = this.#writeTime()
    this.change('COMMIT')
    this.#timeWritten = written
    this.#forget()
  }

  rollBack(): void {
    this.#forget()
    // Some faults have rolled back already.
    if (this.#connection.driver.inTransaction()) this.#connection.driver.execute('ROLLBACK')
  }

  /** At the end, exactly. Somebody else's lock costs a second of precision and nothing more. */
  writeTimeAtEnd(): void {
    try {
      this.begin()
      this.#writeTimeNow()
      this.commit()
    } catch {
      this.rollBack()
    }
  }

  see(now: Instant): void {
    if (now > this.#time) this.#time = now
  }

  /** The budget as the commands before this one left it. To be changed in place, with `changed` set. */
  budget(tenant: Id<'tenant'>, key: string): Budget {
    const place = `${tenant} ${key}`
    const known = this.#budgets.get(place)
    if (known) return known
    const row = this.first('SELECT hits, expires_at FROM postern_budgets WHERE tenant = ? AND key = ?', tenant, key)
    const hits = readHits(row?.[0] as string | undefined)
    const budget: Budget = { tenant, key, hits, expiresAt: (row?.[1] as number | undefined) ?? 0, changed: false }
    this.#budgets.set(place, budget)
    return budget
  }

  /** Never used twice, even when all earlier events have been swept: it is never behind the milliseconds of `now`. */
  nextSequence(tenant: Id<'tenant'>, now: Instant): number {
    const last = this.#sequences.get(tenant) ?? this.#lastSequence(tenant)
    const next = Math.max(last + 1, Math.floor(now))
    this.#sequences.set(tenant, next)
    this.#eventsDrawn++
    return next
  }

  #lastSequence(tenant: Id<'tenant'>): number {
    const row = this.first('SELECT max(sequence) AS last FROM postern_events WHERE tenant = ?', tenant)
    return (row?.[0] as number | null | undefined) ?? 0
  }

  #writeBudgets(): void {
    for (const { tenant, key, hits, expiresAt, changed } of this.#budgets.values()) {
      if (!changed) continue
      this.change(
        `INSERT INTO postern_budgets (tenant, key, hits, expires_at) VALUES (?, ?, ?, ?)
ON CONFLICT (tenant, key) DO UPDATE SET hits = excluded.hits, expires_at = excluded.expires_at`,
        tenant,
        key,
        writeHits(hits),
        expiresAt,
      )
    }
  }

  #writeTime(): number {
    if (this.#time < this.#timeWritten + timeStep) return this.#timeWritten
    this.#writeTimeNow()
    return this.#time
  }

  #writeTimeNow(): void {
    this.change(
      `INSERT INTO postern_meta (key, value) VALUES ('time', ?)
ON CONFLICT (key) DO UPDATE SET value = max(value, excluded.value)`,
      this.#time,
    )
  }

  #forget(): void {
    this.#budgets.clear()
    this.#sequences.clear()
  }
}
