import { setTimeout as pause } from 'node:timers/promises'
import type { Database, Engine } from '../databases.ts'
import { judgedByTime } from '../judged-by-time.ts'
import { operationsOf } from '../operations.ts'
import type { Row } from '../row.ts'

const longestCheck = 10

export const unboundedTables: Row = {
  name: 'F33',
  about: 'a million rows of what people began and never finished, and of limits: the sweeper under load',
  engines: ['sqlite', 'postgres'],
  async run(scene) {
    const database = await scene.database()
    const first = await scene.start()
    await first.stop()
    const count = scene.pick(10_000, 1_000_000)
    for (const sql of leftBehind(scene.engine, count)) await database.query(sql)
    const full = await sizeOf(database)
    scene.history.fault(`${2 * count} rows that are over`)
    const begun = scene.history.now()
    await scene.start()
    const load = scene.load({ workers: 2, breath: 20, checks: 5 })
    await scene.until('the sweeper', async () => (await leftIn(database)) === 0, scene.pick(60_000, 3_600_000))
    const took = scene.history.now() - begun
    await pause(200)
    await load.stop()
    if (scene.engine === 'postgres')
      for (const table of ['artifacts', 'budgets']) await database.query(`VACUUM postern_${table}`)
    const after = await sizeOf(database)
    const checks = operationsOf(scene.history.lines)
      .filter(({ act, answer }) => act.kind === 'check' && answer)
      .map(({ invokedAt, endedAt = invokedAt }) => endedAt - invokedAt)
      .toSorted((a, b) => a - b)
    const median = checks[Math.floor(checks.length / 2)] ?? 0
    return {
      maxRecovery: took,
      wrong: [
        ...(scene.isAlone && median > longestCheck ? [`the median session check took ${median} ms`] : []),
        ...(after > full / 2 ? [`the tables have ${after} bytes in use, and had ${full}`] : []),
      ],
      note: `${2 * count} rows; recovery is the time until the last was swept; bytes in use from ${mb(full)} to ${mb(after)} MB; median check ${median.toFixed(1)} ms${judgedByTime(scene)}`,
    }
  },
}

function leftBehind(engine: Engine, count: number): readonly string[] {
  const over = Date.now() - 86_400_000
  const isFile = engine === 'sqlite'
  const numbers = isFile
    ? `WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${count})`
    : `WITH numbers (n) AS (SELECT generate_series(1, ${count}))`
  const [hits, none] = isFile ? ['hits', `'[]'`] : ['times, counts', `'{}', '{}'`]
  return [
    `INSERT INTO postern_artifacts (tenant, kind, id, json, expires_at)
     ${numbers} SELECT 'default', 'abandoned', 'a' || n, '{"left":"behind"}', ${over} FROM numbers`,
    `INSERT INTO postern_budgets (tenant, key, ${hits}, expires_at)
     ${numbers} SELECT 'default', 'left/' || n, ${none}, ${over} FROM numbers`,
  ]
}

async function leftIn(database: Database): Promise<number> {
  const [row] = await database.query(
    `SELECT (SELECT count(*) FROM postern_artifacts WHERE kind = 'abandoned')
          + (SELECT count(*) FROM postern_budgets WHERE key LIKE 'left/%') AS n`,
  )
  return Number(row?.['n'])
}

/** Pages in use: SQLite keeps freed ones for what comes next. */
async function sizeOf(database: Database): Promise<number> {
  if (database.engine === 'postgres') {
    const [row] = await database.query(
      `SELECT pg_table_size('postern_artifacts') + pg_table_size('postern_budgets') AS n`,
    )
    return Number(row?.['n'])
  }
  const [pages] = await database.query('PRAGMA page_count')
  const [free] = await database.query('PRAGMA freelist_count')
  const [size] = await database.query('PRAGMA page_size')
  return (Number(pages?.['page_count']) - Number(free?.['freelist_count'])) * Number(size?.['page_size'])
}

const mb = (bytes: number): number => Math.round(bytes / 2 ** 20)
