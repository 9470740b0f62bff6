import { expect, test } from 'vitest'
import type { Id } from '../../../domain/id.ts'
import type { Instant } from '../../../domain/instant.ts'
import type { UserSearch } from '../../../ports/people.ts'
import type { Row, Value } from '../../sql/row.ts'
import { Connection } from '../connection.ts'
import { openDatabase } from '../open-database.ts'
import { list } from './list.ts'

const shop = 'shop' as Id<'application'>
const searches: readonly (UserSearch | undefined)[] = [
  undefined,
  { what: 'registered', application: shop },
  { what: 'address', prefix: 'a' },
  { what: 'address', prefix: 'a', among: 500 },
  { what: 'name', text: 'a', exact: false },
  { what: 'name', text: 'a', exact: true },
  { what: 'name', text: 'a', exact: false, among: 500 },
]

/** The plans of what a page is read by, one line each. */
async function plansOf(by: UserSearch | undefined, after: string): Promise<readonly string[]> {
  const connection = new Connection(await openDatabase(':memory:'))
  const plans: string[] = []
  const note = (sql: string, values: readonly Value[]): readonly Row[] => {
    plans.push(...connection.all(`EXPLAIN QUERY PLAN ${sql}`, ...values).map((row) => String(row[3])))
    return connection.all(sql, ...values)
  }
  const reader = { all: (sql: string, ...values: Value[]) => note(sql, values) }
  const first = (sql: string, ...values: Value[]): Row | undefined => note(sql, values)[0]
  const place = { tenant: 'default' as Id<'tenant'>, now: 1 as Instant, application: shop }
  list({ ...reader, first }, { ...place, limit: 50, after, ...(by && { by }) })
  connection.driver.close()
  return plans
}

test.each(searches)('a page of users begins at its place in a key or an index, and sorts nothing: %o', async (by) => {
  const plans = await plansOf(by, by?.what === 'name' ? '0001/ada' : 'ada')
  const walked = plans.filter((plan) => /(?:\b(?:id|key|user_id)|<expr>)[<>]\?/.test(plan))
  expect(walked.length).toBeGreaterThan(0)
  const looked = /=\?\)(?: LEFT-JOIN)?$|^CORRELATED SCALAR SUBQUERY /
  expect(plans.filter((plan) => !walked.includes(plan) && !looked.test(plan))).toEqual([])
})
