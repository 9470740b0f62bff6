import { existsSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Id } from '../../domain/id.ts'
import { instant } from '../../domain/instant.ts'
import type { Store } from '../../ports/store.ts'
import { openDriver } from './driver.ts'
import { openDatabase } from './open-database.ts'
import { sqlite } from './sqlite.ts'

const tenant = 'default' as Id<'tenant'>
const busy = expect.objectContaining({ code: 'busy' })

let folder: string
let path: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postern-sqlite-'))
  path = join(folder, 'store.db')
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

const put = (store: Store, now: number): Promise<unknown> =>
  store.documents.put({ tenant, now: instant(now), kind: 'note', id: `at-${now}`, version: 0, json: '{}' })
const find = (store: Store): Promise<unknown> =>
  store.documents.find({ tenant, now: instant(0), kind: 'note', id: 'at-1000' })

describe('sqlite', () => {
  test('opens nothing until it is told to', async () => {
    const source = sqlite(path)
    expect([source.kind, source.location, existsSync(path)]).toEqual(['sqlite', path, false])
    await (await source.open()).close()
    expect(existsSync(path)).toBe(true)
  })

  test('makes the file for its owner alone', async () => {
    await (await sqlite(path).open()).close()
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  test('logs ahead and syncs every commit to the disk', async () => {
    const driver = await openDatabase(path)
    expect(driver.prepare('PRAGMA journal_mode').first()).toEqual(['wal'])
    expect(driver.prepare('PRAGMA synchronous').first()).toEqual([2])
    driver.close()
  })

  test('refuses a path that is none, where it is written', () => {
    expect(() => sqlite('')).toThrow(TypeError)
  })

  test('says which file it cannot open, and why', async () => {
    const lost = join(folder, 'missing', 'store.db')
    await expect(sqlite(lost).open()).rejects.toThrow(`Cannot open the database ${lost}`)
  })

  test('refuses a file that is no database', async () => {
    writeFileSync(path, 'a letter to a friend, longer than any header of a database would be'.repeat(20))
    await expect(sqlite(path).open()).rejects.toThrow(expect.objectContaining({ code: 'server-error' }))
  })

  test('keeps the time it has seen, exactly after closing and nearly after a crash', async () => {
    const store = await sqlite(path).open()
    await put(store, 5000)
    await put(store, 5400)
    expect(await store.time()).toBe(5400)
    const afterCrash = await sqlite(path).open()
    expect(await afterCrash.time()).toBe(5000)
    await afterCrash.close()
    await store.close()
    const reopened = await sqlite(path).open()
    expect(await reopened.time()).toBe(5400)
    await put(reopened, 1000)
    expect(await reopened.time()).toBe(5400)
    await reopened.close()
  })

  test('is ready while it can be written, and says so when it cannot', async () => {
    const store = await sqlite(path, { waitForLock: 30 }).open()
    expect(await store.ready()).toBe(true)
    const other = openDriver(path)
    other.execute('BEGIN IMMEDIATE')
    expect(await store.ready()).toBe(false)
    other.execute('ROLLBACK')
    other.close()
    expect(await store.ready()).toBe(true)
    await store.close()
  })

  test('reads while another process holds the lock', async () => {
    const store = await sqlite(path).open()
    await put(store, 1000)
    const other = openDriver(path)
    other.execute('BEGIN IMMEDIATE')
    expect(await find(store)).toMatchObject({ json: '{}' })
    other.close()
    await store.close()
  })

  test('refuses everything after closing, and closes once', async () => {
    const store = await sqlite(path).open()
    await Promise.all([store.close(), store.close()])
    await expect(put(store, 1000)).rejects.toEqual(busy)
    await expect(find(store)).rejects.toEqual(busy)
    expect(await store.ready()).toBe(false)
  })

  test('says so when another process holds its file for itself, and nobody can look what it is', async () => {
    await sqlite(path).migrate()
    const other = openDriver(path)
    other.execute('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
    await expect(sqlite(path).migrate({ dryRun: true })).rejects.toThrow(
      `Cannot open the database ${path}: another process holds it for itself, such as a move to another database.`,
    )
    other.close()
  })

  test('is not ready when its file was removed, or another one lies in its place', async () => {
    const store = await sqlite(path).open()
    expect(await store.ready()).toBe(true)
    renameSync(path, join(folder, 'away.db'))
    expect(await store.ready()).toBe(false)
    writeFileSync(path, '')
    expect(await store.ready()).toBe(false)
    renameSync(join(folder, 'away.db'), path)
    expect(await store.ready()).toBe(true)
    await store.close()
  })

  test('calls the named points around a commit', async () => {
    const points: string[] = []
    const store = await sqlite(path, { checkpoint: (name) => points.push(name) }).open()
    await put(store, 1000)
    await store.close()
    expect(points).toEqual(['writer:begun', 'writer:before-commit', 'writer:after-commit', 'writer:answered'])
  })

  test('leaves tables of the same file that are not its own alone', async () => {
    const own = openDriver(path)
    own.execute(`CREATE TABLE users (name TEXT); INSERT INTO users VALUES ('mine')`)
    const store = await sqlite(path).open()
    await store.close()
    expect(own.prepare('SELECT name FROM users').all()).toEqual([['mine']])
    own.close()
  })
})
