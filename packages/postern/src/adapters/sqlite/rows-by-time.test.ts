import { afterEach, beforeEach, expect, test } from 'vitest'
import { migrations } from '../sql/migrations/migrations.ts'
import type { Value } from '../sql/row.ts'
import { type Driver, openDriver } from './driver.ts'
import { migrate } from './migrate.ts'

const moved = ['attempts', 'sessions', 'families', 'messages', 'artifacts', 'known_browsers']

let driver: Driver

beforeEach(() => {
  driver = openDriver(':memory:')
  driver.execute('PRAGMA foreign_keys = ON')
  migrate(driver, migrations.slice(0, 4))
})

afterEach(() => driver.close())

interface Column {
  readonly name: string
  readonly type: string
  readonly required: boolean
}

function columnsOf(table: string): readonly Column[] {
  const rows = driver.prepare(`SELECT name, type, "notnull" FROM pragma_table_info('postern_${table}')`).all()
  return rows.map(([name, type, required]) => ({ name: String(name), type: String(type), required: required === 1 }))
}

/** A row that says in each column which one it is. Of two rows, one leaves empty what may be. */
function add(table: string, tenant: string, number: number): void {
  const columns = columnsOf(table)
  const values = columns.map(({ name, type, required }): Value => {
    if (name === 'tenant') return tenant
    if (name === 'user_id') return `user-of-${tenant}`
    if (!required && number % 2 === 0) return null
    if (type === 'INTEGER') return name.length * 1000 + number
    return type === 'BLOB' ? new Uint8Array([number, 0, 255]) : `${name}-${number}`
  })
  const names = columns.map(({ name }) => name).join(', ')
  const marks = columns.map(() => '?').join(', ')
  driver.prepare(`INSERT INTO postern_${table} (${names}) VALUES (${marks})`).change(...values)
}

const rowsOf = (table: string): unknown => {
  const names = columnsOf(table).map(({ name }) => name)
  return driver.prepare(`SELECT ${names.toSorted().join(', ')} FROM postern_${table} ORDER BY 1, 2, 3, 4, 5, 6`).all()
}

const indexes = (): readonly string[] =>
  driver
    .prepare(`SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL`)
    .all()
    .map(([, sql]) => String(sql))

test('every row of before is there after its table was stored anew, with its indexes', () => {
  for (const tenant of ['b', 'a']) {
    driver.execute(`INSERT INTO postern_users (tenant, id, email, status, factors, created_at, version)
VALUES ('${tenant}', 'user-of-${tenant}', '', 'active', '', 1, 1)`)
    for (const table of moved)
      for (let number = 1; number <= 6; number++) add(table, tenant, number * 2 + (tenant === 'a' ? 1 : 0))
  }
  const before = moved.map(rowsOf)
  const named = indexes()
  migrate(driver, migrations.slice(0, 5))
  expect(moved.map(rowsOf)).toEqual(before)
  expect(before.every((rows) => (rows as unknown[]).length === 12)).toBe(true)
  const dropped = /known_browsers_of_user/
  const added = 'CREATE INDEX postern_messages_of_tenant ON postern_messages (tenant, id)'
  expect(indexes().toSorted()).toEqual([...named.filter((sql) => !dropped.test(sql)), added].toSorted())
  expect(driver.prepare('PRAGMA foreign_key_check').all()).toEqual([])
})

test('statements that were prepared before go on afterwards', () => {
  add('artifacts', 'a', 1)
  const find = driver.prepare('SELECT json FROM postern_artifacts WHERE tenant = ? AND kind = ? AND id = ?')
  const put =
    driver.prepare(`INSERT INTO postern_artifacts (tenant, kind, id, json, expires_at) VALUES ('a', ?, ?, 'new', 1)
ON CONFLICT (tenant, kind, id) DO UPDATE SET json = excluded.json`)
  expect(find.first('a', 'kind-1', 'id-1')).toEqual(['json-1'])
  migrate(driver, migrations)
  expect(put.change('kind-1', 'id-1')).toBe(1)
  expect(find.first('a', 'kind-1', 'id-1')).toEqual(['new'])
})
