import { createServer } from 'node:net'
import { inspect } from 'node:util'
import { afterEach, describe, expect, test } from 'vitest'
import { migrate } from '../../src/adapters/postgres/migrate.ts'
import { type Connections, openPool } from '../../src/adapters/postgres/pool.ts'
import { postgres } from '../../src/adapters/postgres/postgres.ts'
import { routineSet } from '../../src/adapters/postgres/routine.ts'
import { routines } from '../../src/adapters/postgres/routines.ts'
import { readTarget } from '../../src/adapters/postgres/target.ts'
import type { Migration } from '../../src/adapters/sql/migrations/migration.ts'
import { migrations, titleOf } from '../../src/adapters/sql/migrations/migrations.ts'
import { PosternError } from '../../src/domain/errors.ts'
import type { Duration } from '../../src/domain/instant.ts'
import { countingPool } from './counting-pool.ts'
import { createGround, type Ground, until, waits } from './ground.ts'
import { inChild } from './in-child.ts'

const first: Migration = { number: 1, name: 'first', sqlite: '', postgres: 'CREATE TABLE a (x integer);\n' }
const broken: Migration = {
  number: 2,
  name: 'broken',
  sqlite: '',
  postgres: 'CREATE TABLE b (x integer);\nINSERT INTO nowhere VALUES (1);\n',
}

/** A routine that needs no table. */
const small = routineSet([{ name: 'sweep', text: '() RETURNS integer LANGUAGE sql AS $$ SELECT 1 $$' }])

const grounds: Ground[] = []

async function ground(kind: 'own' | 'empty' = 'empty'): Promise<Ground> {
  const made = await createGround(kind)
  grounds.push(made)
  return made
}

afterEach(async () => {
  for (const made of grounds.splice(0)) await made.close()
})

/** All that a migration makes, by name. */
async function madeIn({ query }: Ground): Promise<readonly string[]> {
  const rows = await query(`SELECT relname AS name FROM pg_class WHERE relnamespace = current_schema()::regnamespace
UNION ALL SELECT proname FROM pg_proc WHERE pronamespace = current_schema()::regnamespace ORDER BY 1`)
  return rows.map(({ name }) => String(name))
}

async function works({ url }: Ground): Promise<void> {
  const store = await postgres(url).open()
  expect(await store.ready()).toBe(true)
  expect(await store.sweep({ now: 1 as never, limit: 1, keepAttempts: 1, keepEvents: 1 })).toEqual({ removed: 0 })
  await store.close()
}

async function withConnections<T>({ url }: Ground, use: (connections: Connections) => Promise<T>): Promise<T> {
  const connections = await openPool(readTarget(url), { size: 2, timeout: 2000 as Duration, pooled: false })
  try {
    return await use(connections)
  } finally {
    await connections.close()
  }
}

describe('migrating', () => {
  test('takes each step once, and a store opens on what it made', async () => {
    const made = await ground()
    const steps = [...migrations.map(titleOf), `routines ${routines.mark}`]
    expect(await postgres(made.url).migrate({ dryRun: true })).toEqual({ applied: steps })
    expect(await madeIn(made)).toEqual([])
    expect(await postgres(made.url).migrate()).toEqual({ applied: steps })
    const after = await madeIn(made)
    expect(await postgres(made.url).migrate({ dryRun: true })).toEqual({ applied: [] })
    expect(await postgres(made.url).migrate()).toEqual({ applied: [] })
    expect(await madeIn(made)).toEqual(after)
    await works(made)
  })

  test('is whole or not at all', async () => {
    const made = await ground()
    await withConnections(made, async (connections) => {
      await expect(migrate(connections, [first, broken], small)).rejects.toThrow(/nowhere/)
      expect(await madeIn(made)).toEqual([])
      expect(await migrate(connections, [first], small)).toEqual(['001-first', `routines ${small.mark}`])
    })
    expect(await made.query('SELECT number, name FROM postern_migrations')).toEqual([{ number: 1, name: 'first' }])
  })

  test('is safe when ten processes start at once', async () => {
    const made = await ground()
    const program = `
      const { postgres } = await load('src/adapters/postgres/postgres.ts')
      const store = await postgres(${JSON.stringify(made.url)}, { poolSize: 2 }).open()
      if (!(await store.ready())) throw new Error('not ready')
      await store.close()`
    const ends = await Promise.all(Array.from({ length: 10 }, () => inChild(program)))
    expect(ends).toEqual(ends.map(() => ({ code: 0, signal: null, said: '', complained: '' })))
    expect(await made.query('SELECT number FROM postern_migrations ORDER BY number')).toEqual(
      migrations.map(({ number }) => ({ number })),
    )
    await works(made)
  })

  test('that is killed at any statement leaves nothing, and is complete when it runs again', async () => {
    const kinds = (await statementsOfMigration()).map((text) => text.split(/[\s(]/, 3).join(' '))
    const last = kinds.length - 1
    expect(kinds[last]).toBe('COMMIT')
    const moments = [
      kinds.indexOf('SELECT 1 FROM', kinds.indexOf('BEGIN')),
      kinds.indexOf('CREATE TABLE postern_users'),
      kinds.indexOf('INSERT INTO postern_migrations'),
      last - 1,
      last,
    ]
    expect(Math.min(...moments)).toBeGreaterThan(2)
    const made = await ground()
    for (const moment of moments) {
      expect(await killedAt(made.url, moment)).toMatchObject({ signal: 'SIGKILL', complained: '' })
      await until(async () => (await made.query(others)).length === 0, 'the connection of the killed process ends')
      expect([kinds[moment], await madeIn(made)]).toEqual([kinds[moment], []])
    }
    expect((await postgres(made.url).migrate()).applied).toHaveLength(migrations.length + 1)
    await works(made)
  })

  test('waits for another process that is at it, longer than a statement may take', async () => {
    const made = await ground()
    const other = await made.session()
    await other.query('BEGIN')
    await other.query('SELECT pg_advisory_xact_lock(1886352240)')
    const migrating = postgres(made.url, { timeout: 200 as Duration }).migrate()
    await until(() => waits(made, 'advisory'), 'the lock')
    await new Promise((resolve) => setTimeout(resolve, 1000))
    await other.query('COMMIT')
    expect((await migrating).applied).toHaveLength(migrations.length + 1)
  })

  test('leaves a database as it is that is newer than the code, which opens on it', async () => {
    const made = await ground('own')
    const later = migrations.length + 1
    await made.query(`INSERT INTO postern_migrations VALUES (${later}, 'later', 'unknown here')`)
    await works(made)
    expect(await postgres(made.url).migrate({ dryRun: true })).toEqual({ applied: [] })
    await made.query(`INSERT INTO postern_migrations VALUES (${later + 1}, 'less-needs-${later}', 'unknown here')`)
    const refused = { code: 'server-error', message: expect.stringMatching(/schema \d+.*knows only \d+.*newer/s) }
    await expect(postgres(made.url).open()).rejects.toMatchObject(refused)
    await expect(postgres(made.url).migrate()).rejects.toMatchObject(refused)
    await expect(postgres(made.url).migrate({ dryRun: true })).rejects.toMatchObject(refused)
  })

  test('refuses a database whose steps were others', async () => {
    const made = await ground('own')
    await made.query(`UPDATE postern_migrations SET checksum = 'edited'`)
    await made.query(`INSERT INTO postern_migrations VALUES (${migrations.length + 1}, 'later', 'unknown here')`)
    const refused = { code: 'server-error', message: expect.stringContaining('Migration 1 (sign-in)') }
    await expect(postgres(made.url).open()).rejects.toMatchObject(refused)
    await expect(postgres(made.url).migrate({ dryRun: true })).rejects.toMatchObject(refused)
  })

  test('leaves tables of the same database that are not its own alone', async () => {
    const made = await ground()
    await made.query('CREATE TABLE users (name text)')
    await made.query(`INSERT INTO users VALUES ('mine')`)
    await works(made)
    expect(await made.query('SELECT * FROM users')).toEqual([{ name: 'mine' }])
  })
})

describe('a database that cannot be opened', () => {
  const password = 'k3y-0f-the-house'

  test('is named with the reason, and never with the password', async () => {
    const silent = createServer((socket) => socket.on('error', () => undefined).end()).listen(0, '127.0.0.1')
    const { host, port, username, password: own } = new URL((await ground()).url)
    const closing = (silent.address() as { port: number }).port
    const targets: readonly (readonly [string, RegExp])[] = [
      [`127.0.0.1:1/accounts`, /ECONNREFUSED/],
      [`localhost:1/accounts`, /ECONNREFUSED/],
      [`${host}/there-is-none`, /database "there-is-none" does not exist/],
      [`${host}/postgres?sslmode=require`, /does not support SSL/],
      [`127.0.0.1:${closing}/accounts`, /terminated/],
      [`nowhere.invalid:${port}/accounts?sslmode=disable`, /nowhere\.invalid/],
    ]
    for (const [rest, reason] of targets) {
      const who = rest.includes('none') ? `${username}:${own || password}` : `anna:${password}`
      const source = postgres(`postgres://${who}@${rest}`, { timeout: 2000 as Duration })
      for (const act of [() => source.open(), () => source.migrate(), () => source.migrate({ dryRun: true })]) {
        const fault = await act().then(
          () => undefined,
          (thrown: unknown) => thrown,
        )
        expect(fault).toBeInstanceOf(PosternError)
        const { message } = fault as PosternError
        expect(message).toContain(`Cannot open the database ${source.location}: `)
        expect(message).toMatch(reason)
        expect(inspect(fault, { depth: 10, showHidden: true })).not.toContain(password)
      }
    }
    silent.close()
  })
})

const others = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`

/** What a migration of an empty database sends, in order. */
async function statementsOfMigration(): Promise<readonly string[]> {
  const { url } = await ground()
  const pool = countingPool({ connectionString: url })
  await postgres(pool).migrate()
  await pool.end()
  return pool.statements.map(({ text }) => text.trim())
}

/** A process that migrates and is killed just before this statement leaves. */
function killedAt(url: string, moment: number) {
  return inChild(`
    const { countingPool } = await load('test/postgres/counting-pool.ts')
    const { postgres } = await load('src/adapters/postgres/postgres.ts')
    let sent = 0
    const pool = countingPool({ connectionString: ${JSON.stringify(url)} }, () => {
      if (sent++ === ${moment}) process.kill(process.pid, 'SIGKILL')
    })
    await postgres(pool).migrate()`)
}
