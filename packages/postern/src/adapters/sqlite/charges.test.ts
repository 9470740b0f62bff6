import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Id } from '../../domain/id.ts'
import { type Instant, instant, minutes } from '../../domain/instant.ts'
import type { Charge } from '../../ports/written.ts'
import { chargeAll, findRefusal, giveBack } from './charges.ts'
import { Connection } from './connection.ts'
import type { Driver } from './driver.ts'
import { openDatabase } from './open-database.ts'
import { Transaction } from './transaction.ts'

const tenant = 'default' as Id<'tenant'>
const now = instant(1_795_305_600_000)
const one: Charge = { key: 'one', windows: [{ length: minutes(1), max: 1 }], grain: 0 }
const many: Charge = { key: 'many', windows: [{ length: minutes(1), max: 100 }], grain: 0 }

let driver: Driver
let tx: Transaction

beforeEach(async () => {
  driver = await openDatabase(':memory:')
  tx = new Transaction(new Connection(driver), 0)
})

afterEach(() => driver.close())

/** As commands do: look, and charge only when nothing refuses. */
function spend(charges: readonly Charge[], at: Instant = now): string {
  const refusal = findRefusal(tx, { tenant, now: at, charges })
  if (!refusal) chargeAll(tx, { tenant, now: at, charges })
  return refusal?.kind ?? 'charged'
}

const rows = (): unknown => driver.prepare('SELECT key, hits, expires_at FROM postern_budgets ORDER BY key').all()

test('commands of one transaction see each other’s charges before any of them is written', () => {
  tx.begin()
  expect([spend([one]), spend([one])]).toEqual(['charged', 'limited'])
  expect(rows()).toEqual([])
  tx.commit()
  expect(rows()).toEqual([['one', String(now), now + minutes(1)]])
})

test('a budget is written once per transaction, however often it was charged', () => {
  tx.begin()
  for (let count = 0; count < 50; count++) spend([many])
  tx.commit()
  expect(rows()).toEqual([['many', `${now}*50`, now + minutes(1)]])
})

test('a roll-back takes its charges along', () => {
  tx.begin()
  spend([one])
  tx.rollBack()
  tx.begin()
  expect(spend([one])).toBe('charged')
  tx.commit()
})

test('a later transaction goes on where the one before ended', () => {
  tx.begin()
  spend([one])
  tx.commit()
  tx.begin()
  expect(spend([one], instant(now + minutes(1) - 1))).toBe('limited')
  expect(spend([one], instant(now + minutes(1)))).toBe('charged')
  tx.commit()
})

test('a refusal names the first spent budget and waits for all of them', () => {
  const two: Charge = { key: 'two', windows: [{ length: minutes(5), max: 1 }], grain: 0 }
  tx.begin()
  chargeAll(tx, { tenant, now, charges: [one, two] })
  const refusal = findRefusal(tx, { tenant, now, charges: [many, one, two] })
  expect(refusal).toEqual({ kind: 'limited', key: 'one', retryAt: now + minutes(5) })
  tx.rollBack()
})

test('what is given back can be spent again', () => {
  tx.begin()
  chargeAll(tx, { tenant, now, charges: [one] })
  giveBack(tx, { tenant, now, charges: [one] })
  expect(spend([one])).toBe('charged')
  tx.rollBack()
})

test('a tenant’s budgets are its own', () => {
  tx.begin()
  chargeAll(tx, { tenant: 'other' as Id<'tenant'>, now, charges: [one] })
  expect(spend([one])).toBe('charged')
  tx.rollBack()
})
