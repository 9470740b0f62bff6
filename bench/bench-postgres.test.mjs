// The harness on PostgreSQL, with the two contestants that need nothing installed.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { ask } from '../tools/postgres-admin.ts'
import { contestants } from './contestants.ts'
import { emailOf } from './load/people.ts'
import { clusters } from './load/postgres-cluster.ts'
import { probe } from './load/probe.ts'
import { runLoad } from './load/run-load.ts'
import { startServer } from './load/running-server.ts'
import { askOnce } from './load/wire.ts'

const [limit, postern] = ['limit', 'postern'].map((wanted) => contestants.find(({ name }) => name === wanted))
const both = [
  { contestant: limit, prefix: '' },
  { contestant: postern, prefix: 'postern_' },
]
const short = { users: 8, seconds: 30, operations: 40 }
const tables = ['users', 'addresses', 'registrations', 'known_browsers', 'attempts', 'sessions', 'messages', 'events']
let folder
let postgres
let running = []

beforeAll(async () => {
  vi.stubEnv('NODE_OPTIONS', '--conditions=@postern/source --disable-warning=ExperimentalWarning')
  folder = mkdtempSync(join(tmpdir(), 'bench-'))
  postgres = await clusters()
})

afterEach(async () => {
  await Promise.all(running.map((server) => server.stop()))
  running = []
})

afterAll(async () => {
  await postgres?.remove()
  rmSync(folder, { recursive: true, force: true })
})

async function start(contestant, more = {}) {
  const place = { folder: join(folder, contestant.name), core: undefined, clusters: postgres, ...more }
  const server = await startServer(contestant, place)
  running.push(server)
  return server
}

async function rowsOf(contestant, sql) {
  return ask((await postgres.at(join(folder, contestant.name))).url, sql)
}

async function countRows(contestant, table) {
  const [row] = await rowsOf(contestant, `SELECT count(*)::integer AS count FROM ${table}`)
  return row.count
}

async function shapeOf({ contestant, prefix }) {
  const names = tables.map((table) => `'${prefix}${table}'`).join(', ')
  const columns = await rowsOf(
    contestant,
    `SELECT c.relname, c.reloptions, a.attname, format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull,
      a.attcollation::regcollation::text AS collation
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
    WHERE c.relname IN (${names}) ORDER BY c.relname, a.attnum`,
  )
  const indexes = await rowsOf(contestant, `SELECT indexdef FROM pg_indexes WHERE tablename IN (${names}) ORDER BY 1`)
  return JSON.parse(JSON.stringify({ columns, indexes }).replaceAll(prefix || 'nothing', ''))
}

it.each(both)(
  'signs in at $contestant.name, and every counted sign-in left its rows',
  async ({ contestant, prefix }) => {
    const server = await start(contestant)
    await probe(server)
    const tables = ['sessions', 'known_browsers', 'attempts', 'messages']
    const counts = () => Promise.all(tables.map((table) => countRows(contestant, `${prefix}${table}`)))
    const before = await counts()
    const measure = await runLoad(server, 's1', short)
    expect(measure.operations).toBe(short.operations)
    expect(measure.databaseCpuSecondsPerThousand).toBeGreaterThan(0)
    for (const [at, count] of (await counts()).entries()) {
      const added = count - before[at]
      expect(added).toBeGreaterThanOrEqual(measure.operations)
      expect(added).toBeLessThanOrEqual(measure.operations + short.users)
    }
    expect(await countRows(contestant, `${prefix}users`)).toBe(await countRows(contestant, `${prefix}addresses`))
    expect((await runLoad(server, 's2', short)).operations).toBe(short.operations)
  },
)

it('gives the limit program the columns and indexes that Postern has', async () => {
  for (const { contestant } of both) await start(contestant)
  const [least, ours] = await Promise.all(both.map(shapeOf))
  expect(least.columns.length).toBeGreaterThan(80)
  expect(least).toEqual(ours)
})

it('asks at one process of several, redeems at the next, and counts them as one server', async () => {
  const [one, several] = [await start(limit), await start(limit, { nodes: 2 })]
  expect(new Set([...one.ports, ...several.ports]).size).toBe(3)
  const already = await countRows(limit, 'sessions')
  const { operations } = await runLoad(several, 's1', short)
  expect((await countRows(limit, 'sessions')) - already).toBeGreaterThanOrEqual(operations)
  expect((await several.sample()).rssBytes).toBeGreaterThan(1.5 * (await one.sample()).rssBytes)
})

it.each(both)('fills the tables of $contestant.name so that the people in them can come back', async (one) => {
  const { contestant, prefix } = one
  const place = { folder: mkdtempSync(join(folder, 'full-')) }
  const { url } = await postgres.at(place.folder)
  const first = await start(contestant, place)
  await askOnce(first.ports[0], contestant.protocol.check(''))
  await first.stop()
  await contestant.preload.postgres(url, { users: 2_000, sessions: 500 }, () => {})
  const counts = `SELECT (SELECT count(*)::integer FROM ${prefix}users) AS users,
    (SELECT count(*)::integer FROM ${prefix}sessions) AS sessions`
  expect(await ask(url, counts)).toEqual([{ users: 2_000, sessions: 500 }])
  const asNumbered = `SELECT key FROM ${prefix}addresses ORDER BY user_id`
  expect((await ask(url, asNumbered)).map(({ key }) => key)).toEqual(
    Array.from({ length: 2_000 }, (_, at) => emailOf(at)),
  )
  const server = await start(contestant, { ...place, known: 2_000 })
  const { operations } = await runLoad(server, 's1', short)
  const [after] = await ask(url, counts)
  expect(after.users - 2_000).toBeLessThanOrEqual((operations + short.users) / 4 + 1)
  expect(after.sessions).toBeGreaterThanOrEqual(500 + operations)
})
