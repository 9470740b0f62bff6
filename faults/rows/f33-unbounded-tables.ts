import { setTimeout as pause } from 'node:timers/promises'
import type { Database } from '../databases.ts'
import { judgedByTime } from '../judged-by-time.ts'
import { idOf, multiply, numbersTo } from '../multiply.ts'
import { operationsOf } from '../operations.ts'
import type { Row } from '../row.ts'
import type { Scene } from '../scene.ts'

const longestCheck = 10
const unwritten = ['artifacts', 'budgets']
const tables = ['attempts', 'messages', 'events', ...unwritten]

export const unboundedTables: Row = {
  name: 'F33',
  about: 'a million rows of what people began and never finished, of limits and of the trail: the sweeper under load',
  engines: ['sqlite', 'postgres'],
  async run(scene) {
    const database = await scene.database()
    await beginOne(scene, database)
    const count = scene.pick(10_000, 1_000_000)
    await leaveBehind(database, count)
    const full = await sizeOf(database)
    scene.history.fault(`${5 * count} rows that are over`)
    const begun = scene.history.now()
    await scene.start()
    const load = scene.load({ workers: 2, breath: 20, checks: 5 })
    await scene.until('the sweeper', async () => (await leftIn(database)) === 0, scene.pick(60_000, 3_600_000))
    const took = scene.history.now() - begun
    await pause(200)
    await load.stop()
    if (scene.engine === 'postgres') for (const table of unwritten) await database.query(`VACUUM postern_${table}`)
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
      note: `${count} rows of each of ${tables.join(', ')}; recovery is the time until the last was swept; bytes in use from ${mb(full)} to ${mb(after)} MB; median check ${median.toFixed(1)} ms${judgedByTime(scene)}`,
    }
  },
}

/** Somebody asks for a mail and leaves it at that. What is written of it is sealed: copies of it are no news to anybody. */
async function beginOne(scene: Scene, database: Database): Promise<void> {
  const node = await scene.start()
  const { answer } = await scene.caller().request('left@example.com')
  await scene.sink.mailOf(answer?.attempt ?? '', 30_000)
  const sent = `SELECT count(*) AS n FROM postern_messages WHERE state = 'sent'`
  await scene.until('a mail that was sent', async () => (await countOf(database, sent)) === 1)
  const unsealed = `SELECT count(*) AS n FROM postern_events WHERE sequence > (SELECT max(last) FROM postern_seals)`
  const sealed = 'SELECT count(*) AS n FROM postern_seals'
  await scene.until(
    'its seal',
    async () => (await countOf(database, sealed)) > 0 && (await countOf(database, unsealed)) === 0,
  )
  await node.stop()
}

/** As long ago as the longest is kept: the trail, for 400 days. */
const age = 401 * 86_400_000

async function leaveBehind(database: Database, count: number): Promise<void> {
  const over = String(Date.now() - age)
  const [id, numbered] = [idOf(database), `'left-' || n`]
  const [hits, none] = database.engine === 'sqlite' ? ['hits', `'[]'`] : ['times, counts', `'{}', '{}'`]
  const attempt = { id, asker_id: id, address_key: numbered, created_at: over, expires_at: over }
  const message = { id, attempt: id, address_key: numbered, created_at: over, deadline: over }
  await multiply(database, { table: 'postern_attempts', count, own: attempt })
  await multiply(database, { table: 'postern_messages', count, own: message })
  await multiply(database, { table: 'postern_events', count, own: { id, sequence: 'n', attempt: id, at: over } })
  await database.query(
    `INSERT INTO postern_artifacts (tenant, kind, id, json, expires_at)
     ${numbersTo(database, count)} SELECT 'default', 'abandoned', 'a' || n, '{"left":"behind"}', ${over} FROM numbers`,
  )
  await database.query(
    `INSERT INTO postern_budgets (tenant, key, ${hits}, expires_at)
     ${numbersTo(database, count)} SELECT 'default', ${numbered}, ${none}, ${over} FROM numbers`,
  )
}

async function leftIn(database: Database): Promise<number> {
  const young = Date.now() - age / 2
  return countOf(
    database,
    `SELECT (SELECT count(*) FROM postern_attempts WHERE expires_at < ${young})
          + (SELECT count(*) FROM postern_messages WHERE deadline < ${young})
          + (SELECT count(*) FROM postern_events WHERE at < ${young})
          + (SELECT count(*) FROM postern_artifacts WHERE expires_at < ${young})
          + (SELECT count(*) FROM postern_budgets WHERE expires_at < ${young}) AS n`,
  )
}

async function countOf(database: Database, sql: string): Promise<number> {
  const [row] = await database.query(sql)
  return Number(row?.['n'])
}

/**
 * Pages in use: SQLite keeps freed ones for what comes next. Of PostgreSQL those tables count that the load does not write
 * to: a new row behind the old ones keeps a table long.
 */
async function sizeOf(database: Database): Promise<number> {
  if (database.engine === 'postgres')
    return countOf(database, `SELECT ${unwritten.map((table) => `pg_table_size('postern_${table}')`).join(' + ')} AS n`)
  const [pages] = await database.query('PRAGMA page_count')
  const [free] = await database.query('PRAGMA freelist_count')
  const [size] = await database.query('PRAGMA page_size')
  return (Number(pages?.['page_count']) - Number(free?.['freelist_count'])) * Number(size?.['page_size'])
}

const mb = (bytes: number): number => Math.round(bytes / 2 ** 20)
