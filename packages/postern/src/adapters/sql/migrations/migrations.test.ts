import { describe, expect, test } from 'vitest'
import type { Migration } from './migration.ts'
import { checksumOf, migrations, pendingMigrations } from './migrations.ts'

const first: Migration = { number: 1, name: 'first', sqlite: 'CREATE TABLE a (x);', postgres: '' }
const second: Migration = { number: 2, name: 'second', sqlite: 'CREATE TABLE b (x);', postgres: '' }
const applied = (migration: Migration) => ({ number: migration.number, checksum: checksumOf(migration, 'sqlite') })

describe('migrations', () => {
  test('are numbered from 1 without a gap', () => {
    expect(migrations.map(({ number }) => number)).toEqual(migrations.map((_, index) => index + 1))
  })

  test('that are missing are pending, in order', () => {
    expect(pendingMigrations([first, second], [], 'sqlite')).toEqual([first, second])
    expect(pendingMigrations([first, second], [applied(first)], 'sqlite')).toEqual([second])
    expect(pendingMigrations([first], [applied(first)], 'sqlite')).toEqual([])
  })

  test('of a newer version are refused, with what to do', () => {
    expect(() => pendingMigrations([first], [applied(first), applied(second)], 'sqlite')).toThrow(
      /schema 2.*knows only 1.*newer/s,
    )
  })

  test('that were applied in another form are refused', () => {
    const edited = { ...first, sqlite: 'CREATE TABLE a (x, y);' }
    expect(() => pendingMigrations([edited, second], [applied(first)], 'sqlite')).toThrow(/Migration 1 \(first\)/)
  })
})
