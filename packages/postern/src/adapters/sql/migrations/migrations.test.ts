import { describe, expect, test } from 'vitest'
import type { Migration } from './migration.ts'
import { checksumOf, migrations, pendingMigrations } from './migrations.ts'

const first: Migration = { number: 1, name: 'first', sqlite: 'CREATE TABLE a (x);', postgres: '' }
const second: Migration = { number: 2, name: 'second', sqlite: 'CREATE TABLE b (x);', postgres: '' }
const applied = (migration: Migration) => ({
  number: migration.number,
  name: migration.name,
  checksum: checksumOf(migration, 'sqlite'),
})

describe('migrations', () => {
  test('are numbered from 1 without a gap', () => {
    expect(migrations.map(({ number }) => number)).toEqual(migrations.map((_, index) => index + 1))
  })

  test('that are missing are pending, in order', () => {
    expect(pendingMigrations([first, second], [], 'sqlite')).toEqual([first, second])
    expect(pendingMigrations([first, second], [applied(first)], 'sqlite')).toEqual([second])
    expect(pendingMigrations([first], [applied(first)], 'sqlite')).toEqual([])
  })

  test('of a newer version are its own matter: what is known is pending or not as ever', () => {
    expect(pendingMigrations([first], [applied(first), applied(second)], 'sqlite')).toEqual([])
  })

  test('of a newer version are refused where one takes away what this code needs, with what to do', () => {
    const third = { ...second, number: 3, name: 'drop-a-needs-2' }
    const all = [first, second, third].map(applied)
    expect(pendingMigrations([first, second], all, 'sqlite')).toEqual([])
    expect(() => pendingMigrations([first], all, 'sqlite')).toThrow(/schema 3 \(drop-a-needs-2\).*knows only 1.*newer/s)
  })

  test('that are known and differ are refused beside unknown ones as well', () => {
    const edited = { ...applied(first), checksum: 'edited' }
    expect(() => pendingMigrations([first], [edited, applied(second)], 'sqlite')).toThrow(/Migration 1 \(first\)/)
  })

  test('that were applied in another form are refused', () => {
    const edited = { ...first, sqlite: 'CREATE TABLE a (x, y);' }
    expect(() => pendingMigrations([edited, second], [applied(first)], 'sqlite')).toThrow(/Migration 1 \(first\)/)
  })
})
