import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Migration } from '../sql/migrations/migration.ts'
import { migrations } from '../sql/migrations/migrations.ts'
import { openDriver } from './driver.ts'
import { migrate } from './migrate.ts'
import { sqlite } from './sqlite.ts'

const first: Migration = { number: 1, name: 'first', sqlite: 'CREATE TABLE a (x);', postgres: '' }
const second: Migration = {
  number: 2,
  name: 'second',
  sqlite: 'CREATE TABLE b (x); INSERT INTO b VALUES (1);',
  postgres: '',
}
const broken: Migration = {
  number: 2,
  name: 'broken',
  sqlite: 'CREATE TABLE b (x); INSERT INTO nowhere VALUES (1);',
  postgres: '',
}

let folder: string
let path: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postern-migrate-'))
  path = join(folder, 'store.db')
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('migrating', () => {
  test('takes each step once', () => {
    const driver = openDriver(path)
    migrate(driver, [first])
    migrate(driver, [first, second])
    migrate(driver, [first, second])
    expect(driver.prepare('SELECT count(*) FROM b').first()).toEqual([1])
    expect(driver.prepare('SELECT number, name FROM postern_migrations').all()).toEqual([
      [1, 'first'],
      [2, 'second'],
    ])
    driver.close()
  })

  test('is whole or not at all', () => {
    const driver = openDriver(path)
    expect(() => migrate(driver, [first, broken])).toThrow(/nowhere/)
    expect(driver.prepare('SELECT name FROM sqlite_schema').all()).toEqual([])
    expect(driver.inTransaction()).toBe(false)
    migrate(driver, [first, second])
    driver.close()
  })

  test('leaves a database as it is that is newer than the code, which opens on it', async () => {
    await (await sqlite(path).open()).close()
    const driver = openDriver(path)
    const told = driver.prepare('INSERT INTO postern_migrations VALUES (?, ?, ?)')
    told.change(migrations.length + 1, 'later', 'unknown here')
    const store = await sqlite(path).open()
    expect(await store.ready()).toBe(true)
    await store.close()
    expect(await sqlite(path).migrate({ dryRun: true })).toEqual({ applied: [] })
    told.change(migrations.length + 2, `less-needs-${migrations.length + 1}`, 'unknown here')
    driver.close()
    await expect(sqlite(path).open()).rejects.toMatchObject({
      code: 'server-error',
      message: expect.stringContaining('Start a newer version'),
    })
  })

  test('refuses a database whose steps were others', async () => {
    await (await sqlite(path).open()).close()
    const driver = openDriver(path)
    driver.execute(`UPDATE postern_migrations SET checksum = 'edited' WHERE number = 2`)
    driver.execute(`INSERT INTO postern_migrations VALUES (${migrations.length + 1}, 'later', 'unknown here')`)
    driver.close()
    await expect(sqlite(path).open()).rejects.toThrow('Migration 2 (accounts)')
    await expect(sqlite(path).migrate({ dryRun: true })).rejects.toThrow('Migration 2 (accounts)')
  })

  test('is safe when ten processes start at once', async () => {
    const ends = await Promise.all(Array.from({ length: 10 }, () => openInChild(path)))
    expect(ends).toEqual(Array.from({ length: 10 }, () => 'exit 0: '))
    const driver = openDriver(path)
    expect(driver.prepare('SELECT count(*) FROM postern_migrations WHERE number = 1').first()).toEqual([1])
    expect(driver.prepare('PRAGMA journal_mode').first()).toEqual(['wal'])
    driver.close()
  }, 60_000)
})

/** A process of its own that opens the store, closes it, and says how it went. */
function openInChild(file: string): Promise<string> {
  const program = `
    const { sqlite } = await import(${JSON.stringify(new URL('./sqlite.ts', import.meta.url).href)})
    const store = await sqlite(${JSON.stringify(file)}).open()
    await store.close()`
  const flags = ['--no-warnings', '--input-type=module', '--eval', program]
  const child = spawn(process.execPath, flags, { stdio: ['ignore', 'ignore', 'pipe'] })
  let complaints = ''
  child.stderr.on('data', (chunk: Buffer) => {
    complaints += chunk.toString()
  })
  return new Promise((resolve) => child.on('close', (code) => resolve(`exit ${code}: ${complaints}`)))
}
