/** Sets of routines that versions of the code leave behind: how long they stay, and what becomes of who comes back. */
import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { routines } from '../../src/adapters/postgres/routines.ts'
import { request } from '../../src/ports/conformance/world.ts'
import { type AnotherVersion, changedRoutines, openVersion } from './another-version.ts'
import { createGround, type Ground } from './ground.ts'

const day = 86_400_000
let ground: Ground

beforeEach(async () => {
  ground = await createGround('own')
})

afterEach(() => ground.close())

const same = (text: string): string => text
const start = (mark: string): Promise<AnotherVersion> => openVersion(ground.url, changedRoutines(mark, same))
const startAndEnd = async (mark: string): Promise<void> => (await start(mark)).close()

/** The marks of the sets that are there, each with all of its routines. */
async function sets(): Promise<readonly string[]> {
  const rows = await ground.query(`SELECT substr(proname, 9, 8) AS mark, count(*)::int AS routines FROM pg_proc
WHERE proname ~ '^postern_[0-9a-f]{8}_' GROUP BY 1 ORDER BY 1`)
  expect(new Set(rows.map((row) => row['routines']))).toEqual(new Set([routines.definitions.length]))
  return rows.map(({ mark }) => String(mark))
}

const sorted = (...marks: string[]): readonly string[] => marks.sort()

/** How long ago this set was used, in days. */
async function usedAgo(mark: string): Promise<number | undefined> {
  const ago = `SELECT (extract(epoch FROM clock_timestamp()) * 1000 - value)::float8 AS ago FROM postern_meta WHERE key = $1`
  const [row] = await ground.query(ago, [`postern_${mark}_mark`])
  return row && Number(row['ago']) / day
}

const setUsed = (mark: string, days: number): Promise<unknown> =>
  ground.query(
    `INSERT INTO postern_meta VALUES ($1, extract(epoch FROM clock_timestamp()) * 1000 - $2)
ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
    [`postern_${mark}_mark`, days * day],
  )

test('a new version drops the sets that nobody has used for thirty days, and no others', async () => {
  await startAndEnd('0000000a')
  await startAndEnd('0000000b')
  await setUsed('0000000a', 30.1)
  await setUsed('0000000b', 29.9)
  await ground.query(`CREATE SCHEMA other;
CREATE FUNCTION other.postern_0000000a_mark() RETURNS integer LANGUAGE sql AS 'SELECT 1'`)
  await startAndEnd('0000000c')
  const left = `SELECT pronamespace::regnamespace::text AS home FROM pg_proc WHERE proname LIKE 'postern_0000000a_%'`
  expect(await ground.query(left)).toEqual([{ home: 'other' }])
  await ground.query('DROP SCHEMA other CASCADE')
  expect(await sets()).toEqual(sorted('0000000b', '0000000c', routines.mark))
  expect(await usedAgo('0000000a')).toBeUndefined()
})

test('one of which nobody knows when it was used counts from then on', async () => {
  await ground.query('DELETE FROM postern_meta')
  await startAndEnd('0000000a')
  expect(await usedAgo(routines.mark)).toBeLessThan(0.1)
  await startAndEnd('0000000b')
  expect(await usedAgo('0000000a')).toBeLessThan(0.1)
  expect(await sets()).toEqual(sorted('0000000a', '0000000b', routines.mark))
})

test('whoever writes notes its set as used, once a day', async () => {
  const { world } = ground
  await request(world)
  expect(await usedAgo(routines.mark)).toBeLessThan(0.1)
  await setUsed(routines.mark, 0.9)
  world.clock.advance(5000)
  await request(world)
  expect(await usedAgo(routines.mark)).toBeGreaterThan(0.89)
  await setUsed(routines.mark, 25)
  world.clock.advance(5000)
  await request(world)
  expect(await usedAgo(routines.mark)).toBeLessThan(0.1)
})

test('a node that slept until its set was dropped makes it again, and its calls are done once', async () => {
  const { world } = ground
  await request(world)
  await setUsed(routines.mark, 31)
  await startAndEnd('0000000a')
  expect(await sets()).toEqual(['0000000a'])
  const put = (id: string) => world.store.documents.put(world.at({ kind: 'n', id, version: 0, json: '{}' }))
  const find = (id: string) => world.store.documents.find(world.at({ kind: 'n', id }))
  const ids = Array.from({ length: 100 }, (_, at) => `${at}`)
  const [done, found] = await Promise.all([Promise.all(ids.map(put)), find('none'), request(world)])
  expect([new Set(done.map(({ kind }) => kind)), found]).toEqual([new Set(['done']), undefined])
  expect((await ground.query('SELECT max(version) AS version, count(*)::int FROM postern_documents'))[0]).toEqual({
    version: 1,
    count: 100,
  })
  expect(await sets()).toEqual(sorted('0000000a', routines.mark))
})

test('the guide lists the sets that are there, and when each was used', async () => {
  await startAndEnd('0000000a')
  await setUsed('0000000a', 3)
  await request(ground.world)
  const guide = readFileSync(new URL('../../../../docs/guides/operate.md', import.meta.url), 'utf8')
  const listed = await ground.query(/```sql sets\n([^]*?)```/.exec(guide)?.[1] ?? '')
  const daysAgo = (at: unknown): number => Math.round((Date.now() - (at as Date).getTime()) / day)
  expect(listed.map(({ mark, used }) => [mark, daysAgo(used)])).toEqual([
    ['0000000a', 3],
    [routines.mark, 0],
  ])
})

test('ten that start at once drop what is unused once, and all of them work', async () => {
  await startAndEnd('0000000a')
  await setUsed('0000000a', 31)
  await setUsed(routines.mark, 31)
  const nodes = await Promise.all(Array.from({ length: 10 }, () => start('0000000b')))
  try {
    expect(nodes.flatMap(({ applied }) => applied)).toEqual(['routines 0000000b'])
    expect(await sets()).toEqual(['0000000b'])
    const kind = 'n'
    const { world } = ground
    const puts = nodes.map(({ store }, at) =>
      store.documents.put(world.at({ kind, id: `${at}`, version: 0, json: '{}' })),
    )
    expect(await Promise.all(puts)).toEqual(nodes.map(() => ({ kind: 'done' })))
  } finally {
    for (const node of nodes) await node.close()
  }
})
