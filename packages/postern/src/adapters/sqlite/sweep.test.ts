import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { days, instant } from '../../domain/instant.ts'
import { Connection } from './connection.ts'
import type { Driver } from './driver.ts'
import { openDatabase } from './open-database.ts'
import { createSweep } from './sweep.ts'
import { Transaction } from './transaction.ts'

const now = instant(1_795_305_600_000)
const keep = days(1)
/** Rows that a sweep of this limit looks at in one table. */
const limit = 10
const stretch = 1000

let driver: Driver
let run: () => number

beforeEach(async () => {
  driver = await openDatabase(':memory:')
  const tx = new Transaction(new Connection(driver), 0)
  const sweep = createSweep()
  run = () => {
    tx.begin()
    const { removed } = sweep(tx, { now, limit, keepAttempts: keep, keepEvents: keep })
    tx.commit()
    return removed
  }
})

afterEach(() => driver.close())

function addEvents(tenant: string, from: number, count: number, at: number): void {
  driver.execute(`WITH RECURSIVE n (i) AS (SELECT ${from} UNION ALL SELECT i + 1 FROM n WHERE i < ${from + count - 1})
INSERT INTO postern_events (tenant, sequence, id, type, application, at)
SELECT '${tenant}', i, 'e' || i, 'link.opened', 'default', ${at} FROM n`)
}

function addBudgets(prefix: string, count: number, expiresAt: number): void {
  driver.execute(`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})
INSERT INTO postern_budgets (tenant, key, hits, expires_at) SELECT 'default', '${prefix}' || i, '', ${expiresAt} FROM n`)
}

const count = (table: string): unknown => driver.prepare(`SELECT count(*) FROM postern_${table}`).first()?.[0]

describe('a sweep', () => {
  test('removes no more than its limit of a table, and the rest in the rounds that follow', () => {
    addEvents('a', 1, 25, now - keep)
    expect([run(), run(), run(), run()]).toEqual([10, 10, 5, 0])
  })

  test('keeps to the millisecond', () => {
    addEvents('a', 1, 1, now - keep)
    addEvents('a', 2, 1, now - keep + 1)
    expect(run()).toBe(1)
    expect(driver.prepare('SELECT sequence FROM postern_events').all()).toEqual([[2]])
  })

  test('does not walk through the live rows of one tenant to reach the next', () => {
    addEvents('a', 1, 5, now - keep)
    addEvents('a', 6, 3 * stretch, now)
    addEvents('b', 1, 5, now - keep)
    expect([run(), run()]).toEqual([5, 5])
    addEvents('a', 1, 3, now - keep)
    expect(run() + run()).toBe(3)
  })

  test('reaches every row of a table in which any may be over, a stretch at a time', () => {
    addBudgets('a', 2 * stretch, now + 1)
    addBudgets('b', 5, now)
    expect([run(), run(), run()]).toEqual([0, 0, 5])
    expect(count('budgets')).toBe(2 * stretch)
  })

  test('begins again in the same round when the table ends', () => {
    addBudgets('a', stretch, now + 1)
    addBudgets('b', 1, now)
    expect(run()).toBe(0)
    addBudgets('A', 1, now)
    expect(run()).toBe(2)
  })
})
