import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Id } from '../../src/domain/id.ts'
import type { UserSearch } from '../../src/ports/people.ts'
import { createGround, type Ground, until } from './ground.ts'

const users = 20_000
const pages = 20
const limit = 50
const among = 500

let ground: Ground
let tenant: string

/** Half of them bear one name; every tenth is registered in the shop. */
beforeAll(async () => {
  ground = await createGround('own')
  tenant = ground.world.at({}).tenant
  await ground.query(
    `INSERT INTO postern_users (tenant, id, email, status, factors, created_at, version, name)
SELECT $1, lpad(n::text, 26, '0'), n || '@example.com', 'active', '', 1, 1,
  CASE n % 2 WHEN 0 THEN 'Same' ELSE 'name ' || lpad(n::text, 8, '0') END FROM generate_series(1, ${users}) n`,
    [tenant],
  )
  await ground.query(
    `INSERT INTO postern_addresses (tenant, key, address, user_id, proved_at)
SELECT tenant, 'a' || lpad(id, 26, '0') || '@example.com', email, id, 1 FROM postern_users WHERE tenant = $1`,
    [tenant],
  )
  await ground.query(
    `INSERT INTO postern_registrations (tenant, user_id, application, roles, created_at)
SELECT tenant, id, 'shop', '', 1 FROM postern_users WHERE tenant = $1 AND right(id, 1) = '0'`,
    [tenant],
  )
})

afterAll(() => ground.close())

const shop = 'shop' as Id<'application'>
const middle = String(users / 2).padStart(26, '0')

interface Kind {
  readonly by?: UserSearch
  readonly after?: string
}

const kinds: readonly Kind[] = [
  { after: middle },
  { by: { what: 'registered', application: shop }, after: middle },
  { by: { what: 'address', prefix: 'a' } },
  { by: { what: 'address', prefix: 'a' }, after: `a${middle}` },
  { by: { what: 'name', text: 'n', exact: false }, after: `${middle}/name 00005000` },
  { by: { what: 'name', text: 'SAME', exact: true }, after: `${middle}/same` },
  { by: { what: 'address', prefix: 'a', among }, after: `a${middle}` },
  { by: { what: 'name', text: 'n', exact: false, among }, after: `${middle}/name 00005000` },
  { by: { what: 'name', text: 'same', exact: true, among }, after: `${middle}/same` },
]

const counted = async (): Promise<{ scans: number; rows: number }> => {
  const [row] = await ground.query(`SELECT sum(idx_scan)::int AS scans,
  sum(idx_tup_read)::int + (SELECT sum(seq_tup_read)::int FROM pg_stat_user_tables) AS rows
FROM pg_stat_user_indexes WHERE relname IN ('postern_users', 'postern_addresses', 'postern_registrations')`)
  return { scans: Number(row?.['scans']), rows: Number(row?.['rows']) }
}

test.each(kinds)('a page of 50 reads what is on it, however many users there are: %o', async (kind) => {
  const before = await counted()
  const { store } = await ground.node()
  const input = { ...ground.world.at({ application: shop, limit }), ...kind }
  for (let page = 0; page < pages; page++) expect((await store.users.list(input)).next).toBeDefined()
  await store.close()
  await until(async () => (await counted()).scans >= before.scans + pages, 'the server has counted')
  const rows = ((await counted()).rows - before.rows) / pages
  // Of each: where she is found, herself, her registration. Among so many: all are looked at to know where the look ends.
  expect(rows).toBeLessThan(kind.by && 'among' in kind.by ? 3 * among + 3 * limit : 4 * limit)
})
