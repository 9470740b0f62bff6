import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { moveInstallation } from 'postern/kit'
import { postgres } from 'postern/postgres'
import { sqlite } from 'postern/sqlite'
import { afterAll, afterEach, expect, test } from 'vitest'
import { ask } from '../../../tools/postgres-admin.ts'
import { type FreshDatabase, freshDatabase } from '../../../tools/postgres-database.ts'
import { movesTable } from '../../postern/src/adapters/sql/move/ends.ts'
import { movedTables } from '../../postern/src/adapters/sql/move/tables.ts'
import { openBrowser } from '../../postern/test/support/browser.ts'
import { closeWorlds, createWorld } from '../../postern/test/support/world.ts'
import { fillInstallation, type Installation, rowsOfFile, verifyChain } from './installation.ts'
import { oneProcess } from './one-process.ts'
import { cleanUp, newFolder, settings } from './process.ts'

const fresh: FreshDatabase[] = []

const { run, end } = oneProcess()

afterAll(end)
afterEach(async () => {
  await closeWorlds()
  await cleanUp()
  for (const { drop } of fresh.splice(0)) await drop()
})

async function emptyDatabase(): Promise<string> {
  const database = await freshDatabase()
  fresh.push(database)
  return database.url
}

interface Filled {
  readonly folder: string
  readonly path: string
  readonly filled: Installation
}

async function fill(): Promise<Filled> {
  const folder = newFolder()
  const path = join(folder, 'app.db')
  return { folder, path, filled: await fillInstallation(sqlite(path)) }
}

async function rowsOfDatabase(url: string): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {}
  for (const { name } of movedTables) {
    const [row] = await ask(url, `SELECT count(*)::int AS rows FROM postern_${name}`)
    counts[`postern_${name}`] = Number(row?.['rows'])
  }
  return counts
}

async function primaryKey(url: string, table: string): Promise<readonly string[]> {
  const rows = await ask(
    url,
    `SELECT a.attname AS name FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
    WHERE i.indisprimary AND i.indrelid = $1::regclass ORDER BY array_position(i.indkey::smallint[], a.attnum)`,
    [table],
  )
  return rows.map(({ name }) => String(name))
}

test('the tables of a move are all tables of both stores, with all their columns and keys', async () => {
  const folder = newFolder()
  const url = await emptyDatabase()
  await sqlite(join(folder, 'app.db')).migrate()
  await postgres(url).migrate()
  const file = new DatabaseSync(join(folder, 'app.db'), { readOnly: true })
  const own = ['postern_meta', 'postern_migrations']
  const names = file.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`).all()
  expect(movedTables.map(({ name }) => `postern_${name}`).sort()).toEqual(
    names.map(({ name }) => String(name)).filter((name) => !own.includes(name)),
  )
  for (const { name, key, sqliteKey, columns } of movedTables) {
    const inFile = file.prepare(`PRAGMA table_info(postern_${name})`).all()
    expect(columns.map((column) => column.name).sort()).toEqual(inFile.map((column) => String(column['name'])).sort())
    const keyed = inFile
      .filter(({ pk }) => Number(pk) > 0)
      .sort((one, other) => Number(one['pk']) - Number(other['pk']))
    expect(sqliteKey).toEqual(keyed.map((column) => String(column['name'])))
    expect(await primaryKey(url, `postern_${name}`)).toEqual(key)
    const there = await ask(
      url,
      'SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = $1',
      [`postern_${name}`],
    )
    const stored = columns.flatMap((column) => (column.kind === 'hits' ? ['times', 'counts'] : [column.name]))
    expect(there.map((row) => String(row['column_name'])).sort()).toEqual(stored.sort())
  }
  file.close()
})

test('postern migrate --from --to moves everything, says so by table, and has nothing to do after that', async () => {
  const { folder, path } = await fill()
  const before = rowsOfFile(path)
  for (const table of Object.keys(before)) expect([table, before[table]]).not.toEqual([table, 0])
  const url = await emptyDatabase()
  const { code, stdout, stderr } = await run(['migrate', '--from', 'sqlite:./app.db', '--to', url], { folder })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  for (const { name } of movedTables) {
    const rows = before[`postern_${name}`]
    expect(stdout).toMatch(new RegExp(`^${name} +${rows} +${rows} +[0-9a-f]{16}… +same$`, 'm'))
  }
  expect(stdout).toMatch(/holds all of \S+app\.db, row by row\.\n/)
  expect(await rowsOfDatabase(url)).toEqual(before)
  expect(rowsOfFile(path)).toEqual(before)
  const again = await run(['migrate', '--from', 'sqlite:./app.db'], { folder, env: { DATABASE_URL: url } })
  expect(again).toMatchObject({ code: 0, stdout: expect.stringMatching(/this move was finished earlier\.\n$/) })
})

test('a move by an older version than that of either end is refused, and says so', async () => {
  const { path } = await fill()
  const url = await emptyDatabase()
  await postgres(url).migrate()
  const later = `INSERT INTO postern_migrations VALUES (1000, 'later', 'unknown here')`
  const newer = { code: 'server-error', detail: expect.stringMatching(/schema of a newer version.*with that version/) }
  const move = () => moveInstallation({ kind: 'sqlite', path }, { kind: 'postgres', url }, { now: Date.now })
  await ask(url, later)
  await expect(move()).rejects.toMatchObject(newer)
  await ask(url, 'DELETE FROM postern_migrations WHERE number = 1000')
  const file = new DatabaseSync(path)
  file.exec(later)
  file.close()
  await expect(move()).rejects.toMatchObject(newer)
})

test('after a move sessions are valid, links work, tries and budgets are counted, and the chain of seals holds', async () => {
  const { path, filled } = await fill()
  const url = await emptyDatabase()
  const report = await moveInstallation({ kind: 'sqlite', path }, { kind: 'postgres', url }, { now: Date.now })
  expect(report.kind).toBe('moved')
  const world = await createWorld({ store: postgres(url), clock: filled.clock })
  expect(await openBrowser(world, { jar: filled.ann }).who()).toBe('ann@example.com')
  expect(await openBrowser(world, { jar: filled.bob }).who()).toBeUndefined()
  const { token } = filled.carol
  const carol = openBrowser(world, { jar: filled.carol.jar })
  expect((await carol.call('/magic-link/verify', { token })).json.status).toBe('signed-in')
  expect((await openBrowser(world).call('/magic-link/verify', { token })).json.code).toBe('link-used')
  const dave = openBrowser(world, { jar: filled.dave.jar })
  expect((await dave.call(`/attempts/${filled.dave.attemptId}/claim`)).json.status).toBe('signed-in')
  const eve = openBrowser(world, { jar: filled.eve.jar })
  const { attemptId, code, triesLeft } = filled.eve
  const wrong = await eve.call('/code/verify', { attemptId, code: code === '000000' ? '000001' : '000000' })
  expect(wrong.json.triesLeft).toBe(triesLeft - 1)
  expect(await verifyChain(world)).toBeGreaterThan(0)
  const sequences = (await world.events()).map(({ sequence }) => sequence)
  expect(sequences).toEqual([...new Set(sequences)].sort((one, other) => one - other))
  const unsealed = await verifyChain(world)
  await world.runtime.runChores()
  expect(await verifyChain(world)).toBeGreaterThan(unsealed)
})

test('what was moved to PostgreSQL moves back, and both ways have the same hashes', async () => {
  const { folder, path } = await fill()
  const url = await emptyDatabase()
  const back = join(folder, 'back.db')
  const there = await moveInstallation({ kind: 'sqlite', path }, { kind: 'postgres', url }, { now: Date.now, batch: 4 })
  const again = await moveInstallation(
    { kind: 'postgres', url },
    { kind: 'sqlite', path: back },
    { now: Date.now, batch: 5 },
  )
  expect([there.kind, again.kind]).toEqual(['moved', 'moved'])
  expect(again.tables.map(({ to }) => to.hash)).toEqual(there.tables.map(({ from }) => from.hash))
  expect(rowsOfFile(back)).toEqual(rowsOfFile(path))
})

test('killed at any moment, the same move goes on where it stopped', async () => {
  const { path } = await fill()
  const url = await emptyDatabase()
  const before = rowsOfFile(path)
  const all = Object.values(before).reduce((sum, rows) => sum + rows, 0)
  const deaths = [
    ['move:sent', 1],
    ['move:written', 5],
    ['move:sent', 6],
    ['move:compared', 1],
  ] as const
  for (const [dieAt, times] of deaths) {
    const life = await live(path, url, dieAt, times)
    expect(life).toEqual({ signal: 'SIGKILL', stdout: '' })
    const begun = Object.values(await rowsOfDatabase(url)).reduce((sum, rows) => sum + rows, 0)
    const noted = await ask(url, 'SELECT sum(rows)::int AS rows FROM postern_moves')
    // Nobody has told the server yet that its last caller is gone: what it was sent may still be written.
    expect(Number(noted[0]?.['rows'])).toBeGreaterThanOrEqual(begun)
    expect(begun).toBeGreaterThan(0)
  }
  const { stdout } = await live(path, url, '', 0)
  expect(JSON.parse(stdout)).toEqual({ kind: 'moved', moved: 0 })
  expect(await rowsOfDatabase(url)).toEqual(before)
  expect(all).toBeGreaterThan(40)
}, 240_000)

test('a row that changes in the source between two lives of a move is noticed', async () => {
  const { folder, path } = await fill()
  const url = await emptyDatabase()
  await live(path, url, 'move:written', 9)
  const file = new DatabaseSync(path)
  file.exec(`UPDATE postern_users SET locale = 'fr' WHERE email = 'ann@example.com'`)
  file.close()
  const { code, stdout } = await run(['migrate', '--from', 'sqlite:./app.db', '--to', url], { folder })
  expect(code).toBe(1)
  expect(stdout).toMatch(/^users .* DIFFERENT: [0-9a-f]{16}…$/m)
  expect(stdout).toMatch(/is NOT the same as \S+: users\.\nOne of them was written to since the move began\./)
})

test('a target with rows of its own, or of another move, is refused', async () => {
  const { folder, path } = await fill()
  const own = await emptyDatabase()
  const world = await createWorld({ store: postgres(own) })
  await openBrowser(world).signIn('owner@example.com')
  await closeWorlds()
  const to = (url: string, from = 'app.db') => run(['migrate', '--from', `sqlite:./${from}`, '--to', url], { folder })
  const before = await rowsOfDatabase(own)
  expect(await to(own)).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(
      /has rows in postern_users that did not come from this move\. Name an empty database\.\n$/,
    ),
  })
  expect(await rowsOfDatabase(own)).toEqual(before)
  const other = await emptyDatabase()
  await live(path, other, 'move:written', 2)
  copyFileSync(path, join(folder, 'copy.db'))
  expect((await to(other, 'copy.db')).stderr).toMatch(/has been filled from \S+app\.db, and not from \S+copy\.db\./)
  await ask(other, `INSERT INTO postern_suppressions VALUES ('default', 'x@example.com', 1, NULL, 2)`)
  expect((await to(other)).stderr).toMatch(/has rows in postern_suppressions that did not come from this move/)
})

test('what a move has filled in part is opened by nobody before it has ended', async () => {
  const { folder, path } = await fill()
  const url = await emptyDatabase()
  await live(path, url, 'move:written', 2)
  const partly = /It holds a part of \S+app\.db: a move from there has not ended\. Run postern migrate --from again/
  await expect(postgres(url).open()).rejects.toThrow(partly)
  const { stderr } = await run(['user', 'list'], { folder, env: { ...settings, DATABASE_URL: url } })
  expect(stderr).toMatch(partly)
  expect((await run(['migrate', '--from', 'sqlite:./app.db', '--to', url], { folder })).code).toBe(0)
  await (await postgres(url).open()).close()
  const back = new DatabaseSync(path)
  back.exec(movesTable)
  back.exec(`INSERT INTO postern_moves (name, source, rows) VALUES ('users', '/there/app.db', 0)`)
  back.close()
  await expect(sqlite(path).open()).rejects.toThrow(partly)
})

test('a source or a target that a server has open is refused, and untouched', async () => {
  const { folder, path } = await fill()
  const url = await emptyDatabase()
  const move = () => run(['migrate', '--from', 'sqlite:./app.db', '--to', url], { folder })
  const there = await sqlite(path).open()
  expect(await move()).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^Somebody has \S+app\.db open: stop every server that uses it first\.\n$/),
  })
  await there.close()
  const here = await postgres(url).open()
  await here.ready()
  expect((await move()).stderr).toMatch(/^Somebody has postgres:\/\/\S+ open: stop every server/)
  await here.close()
  expect((await move()).code).toBe(0)
  const back = () => run(['migrate', '--from', url, '--to', 'sqlite:./back.db'], { folder })
  const writer = await postgres(url).open()
  await writer.ready()
  expect((await back()).stderr).toMatch(/^Somebody has postgres:\/\/\S+ open: stop every server/)
  await writer.close()
})

test('a PostgreSQL source that somebody is writing to is refused', async () => {
  const { folder } = await fill()
  const url = await emptyDatabase()
  expect((await run(['migrate', '--from', 'sqlite:./app.db', '--to', url], { folder })).code).toBe(0)
  const writer = new pg.Client({ connectionString: url })
  await writer.connect()
  await writer.query(`BEGIN; UPDATE postern_users SET locale = 'fr'`)
  const { code, stderr } = await run(['migrate', '--from', url, '--to', 'sqlite:./back.db'], { folder })
  await writer.end()
  expect(code).toBe(1)
  expect(stderr).toMatch(/^Somebody has postgres:\/\/\S+ open: stop every server that uses it first\.\n$/)
})

test('a batch that the target does not take stops the move without showing a row, and it goes on afterwards', async () => {
  const { folder } = await fill()
  const url = await emptyDatabase()
  await postgres(url).migrate()
  await ask(url, `ALTER TABLE postern_sessions ADD CONSTRAINT none CHECK (methods = 'never')`)
  const move = () => run(['migrate', '--from', 'sqlite:./app.db', '--to', url], { folder })
  expect(await move()).toEqual({
    code: 1,
    stdout: '',
    stderr: 'The move stopped (23514). What was moved is kept: the same command goes on where it stopped.\n',
  })
  await ask(url, 'ALTER TABLE postern_sessions DROP CONSTRAINT none')
  const done = await move()
  expect(done.code).toBe(0)
  expect(done.stdout).toMatch(/^sessions .* same$/m)
})

test('while a move runs, nobody can write to its source', async () => {
  const { path } = await fill()
  const url = await emptyDatabase()
  const tries: string[] = []
  const report = await moveInstallation(
    { kind: 'sqlite', path },
    { kind: 'postgres', url },
    {
      now: Date.now,
      batch: 20,
      checkpoint() {
        const file = new DatabaseSync(path)
        try {
          file.exec(`UPDATE postern_users SET locale = 'fr'`)
          tries.push('written')
        } catch (fault) {
          tries.push((fault as Error).message)
        }
        file.close()
      },
    },
  )
  expect(report.kind).toBe('moved')
  expect(new Set(tries)).toEqual(new Set(['database is locked']))
})

const canary = 'postgres://ann:canary-pw@127.0.0.1:9/postern'

test.each([
  [['--to', canary], /^--from is missing: it wants sqlite: and a path, or postgres:/],
  [['--from', 'sqlite:./app.db'], /^--to is missing, and DATABASE_URL is not set: it wants /],
  [
    ['--from', 'app.db', '--to', canary],
    /^--from must be sqlite: and a path, or postgres:.*; what it got is not shown\.\n$/,
  ],
  [['--from', 'sqlite:./none.db', '--to', canary], /none\.db cannot be used: There is no such file\.\n$/],
  [
    ['--from', 'sqlite:./app.db', '--to', 'sqlite:./other.db'],
    /To copy a SQLite file, take a backup of it: postern backup/,
  ],
  [
    ['--from', 'sqlite:./app.db', '--to', canary],
    /postgres:\/\/127\.0\.0\.1:9\/postern cannot be used: nobody answers there/,
  ],
  [['--from', 'sqlite:./app.db', '--to', canary, '--dry-run'], /^--dry-run is for the schema\./],
  [['--from', 'sqlite:./app.db', canary], /^postern migrate takes flags only, and got a URL\.\n$/],
])('postern migrate %j is refused in a sentence, without its password', async (args, words) => {
  const folder = newFolder()
  await sqlite(join(folder, 'app.db')).migrate()
  const { code, stdout, stderr } = await run(['migrate', ...args], { folder })
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(stderr).toMatch(words)
  expect(stderr).not.toContain('canary-pw')
})

test('a source without an installation is refused, and left as it is', async () => {
  const folder = newFolder()
  new DatabaseSync(join(folder, 'app.db')).exec('CREATE TABLE mine (a)')
  const { stderr } = await run(['migrate', '--from', 'sqlite:./app.db', '--to', await emptyDatabase()], { folder })
  expect(stderr).toMatch(/app\.db cannot be used: It holds no installation of Postern\.\n$/)
  expect(rowsOfFile(join(folder, 'app.db'))).toEqual({})
})

interface Life {
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
}

async function live(path: string, url: string, dieAt: string, times: number): Promise<Life> {
  const program = fileURLToPath(new URL('./move-life.ts', import.meta.url))
  const args = ['--conditions=@postern/source', program, path, url, dieAt, String(times)]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  let stdout = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk))
  const [, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null]
  return { signal, stdout }
}
