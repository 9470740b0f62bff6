import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { routines } from '../../src/adapters/postgres/routines.ts'
import { migrations } from '../../src/adapters/sql/migrations/migrations.ts'
import { sqlite } from '../../src/adapters/sqlite/sqlite.ts'
import { storeScenarios } from '../../src/ports/conformance/suite.ts'
import { virtualClock } from '../../src/ports/conformance/virtual-clock.ts'
import { findUnbound, statementsOf, type Unbound } from './tenant-in-statements.ts'

interface Exception {
  readonly part: RegExp
  readonly because: string
}

/** Chores of the whole installation: all that may leave a table's tenant open. */
const exceptions: readonly Exception[] = [
  {
    part: /^SELECT (?=[^()]*\btenant, ).* AS ends_at FROM postern_\w+ (t )?WHERE \([^()]*\btenant\b[^()]*\) > /,
    because: 'a sweep walks each table by its key, which names the tenant, and removes by the whole key',
  },
  {
    part: /^(SELECT [\w, ]+ FROM postern_\w+|UPDATE postern_(attempts|messages INDEXED BY \w+|artifacts) SET [^()]*|DELETE FROM postern_(sessions|known_browsers)) WHERE \((id|attempt|user_id, browser)\) > \([?, ]+\) (ORDER BY|AND \()/,
    because: 'in SQLite everything of all tenants is ended at once, a stretch of each table at a time',
  },
  {
    part: /^SELECT min\((\w\.)?tenant\)( AS tenant)? FROM postern_\w+ (e )?WHERE (e\.)?tenant > [\w.?']+$/,
    because: 'the next tenant is looked for, and nothing of it',
  },
  {
    part: /^SELECT (m\.)?tenant, (m\.)?id FROM postern_messages (m )?WHERE (m\.)?state = '' AND (m\.)?channel = '' AND (m\.)?due_at <= [\w.?]+ ORDER BY/,
    because: 'due mails are taken for the whole installation, each with its tenant',
  },
  {
    part: /^(SELECT min\(m\.address_key\) FROM postern_messages m WHERE m\.state = '' AND m\.channel = ''( AND m\.address_key > webhooks\.id)?$|SELECT (m\.tenant, m\.id|m\.id, m\.tenant)(, m\.due_at)? FROM postern_messages m (INDEXED BY \w+ )?WHERE m\.state = '' AND m\.channel = '' AND m\.address_key = webhooks\.id AND m\.due_at <= [\w.?]+ ORDER BY|WITH RECURSIVE webhooks \(id\) AS +query +SELECT c\.tenant, c\.id FROM webhooks)/,
    because: 'due calls are taken for the whole installation, each with its tenant and by its webhook',
  },
  {
    part: /^SELECT (o\.)?tenant, (o\.)?id FROM postern_messages (o |INDEXED BY postern_messages_held )?WHERE (o\.)?state = '' AND (o\.)?deadline <= [\w.?]+ LIMIT/,
    because: 'held messages expire for the whole installation, each with its tenant',
  },
  {
    part: /^SELECT m\.due_at FROM postern_messages m WHERE m\.state = '' AND m\.channel = '' ORDER BY m\.due_at LIMIT/,
    because: 'the outbox is counted for the whole installation, and nothing of anybody is read',
  },
  {
    part: /^SELECT (o\.)?tenant, (o\.)?id FROM postern_messages (o|INDEXED BY \w+) WHERE (o\.)?state = '' AND (o\.)?lease_owner = [\w.?]+( FOR UPDATE SKIP LOCKED)?$/,
    because: 'a node that ends hands back its leases, whoever they are for',
  },
]

/** The tables whose rows belong to a tenant. */
const tables = new Set<string>()
const others: string[] = []
for (const [, table = '', column] of migrations
  .map(({ postgres }) => postgres)
  .join()
  .matchAll(/CREATE TABLE (\w+) \(\s*(\w+)/g)) {
  if (column === 'tenant') tables.add(table)
  else others.push(table)
}

const touching = (texts: Iterable<string>): readonly string[] =>
  [...new Set([...texts].flatMap(statementsOf))].filter((statement) =>
    [...tables].some((table) => statement.includes(table)),
  )
const openIn = (statement: string): readonly Unbound[] =>
  findUnbound(statement, tables).filter(({ part }) => !exceptions.some((exception) => exception.part.test(part)))

/** What SQLite was given to run while the store was held to its promises. */
const ran = new Set<string>()

beforeAll(async () => {
  for (const name of ['prepare', 'exec'] as const) {
    const real = DatabaseSync.prototype[name] as (sql: string) => never
    vi.spyOn(DatabaseSync.prototype, name).mockImplementation(function (this: DatabaseSync, sql: string) {
      if (!/CREATE (?:TABLE|INDEX)/.test(sql)) ran.add(sql)
      return real.call(this, sql)
    } as never)
  }
  for (const { name, needs, run } of storeScenarios) {
    if (needs || /parallel redeems|long schedule/.test(name)) continue
    await run({ open: () => sqlite(':memory:').open(), clock: virtualClock() })
  }
  vi.restoreAllMocks()
}, 120_000)

afterAll(() => ran.clear())

test('every table but that of the store’s own facts belongs to tenants', () => {
  expect(others).toEqual(['postern_meta'])
  expect(tables.size).toBeGreaterThan(10)
})

describe.each([
  ['PostgreSQL runs', () => touching(routines.definitions)],
  ['SQLite ran', () => touching(ran)],
] as const)('every statement that %s', (_, statements) => {
  test('names the tenant in each table it touches', () => {
    expect(statements().flatMap(openIn)).toEqual([])
    expect(statements().length).toBeGreaterThan(60)
    const untouched = [...tables].filter((table) => !statements().some((statement) => statement.includes(table)))
    expect(untouched).toEqual([])
  })

  test('would be caught without it, wherever it stands', () => {
    let mutants = 0
    for (const statement of statements()) {
      for (const { index, 0: named } of statement.matchAll(/(?:\b\w+\.)?\btenant = /g)) {
        const without = `${statement.slice(0, index)}${named.replace('=', '<>')}${statement.slice(index + named.length)}`
        expect(openIn(without), without).not.toEqual([])
        mutants++
      }
    }
    expect(mutants).toBeGreaterThan(60)
  })
})

test('no exception is made that is not needed', () => {
  const open = [...touching(routines.definitions), ...touching(ran)].flatMap((statement) =>
    findUnbound(statement, tables),
  )
  for (const { part, because } of exceptions)
    expect(
      open.some((each) => part.test(each.part)),
      because,
    ).toBe(true)
})

describe('the check', () => {
  const open = (statement: string): readonly string[] =>
    statementsOf(statement)
      .flatMap((each) => openIn(each))
      .map(({ table }) => table)

  test.each([
    'SELECT id FROM postern_users WHERE id = $1',
    'SELECT id, tenant FROM postern_users',
    `SELECT id FROM postern_users WHERE name = 'tenant = 1'`,
    'SELECT id FROM postern_users WHERE id = $1 -- tenant = $2',
    'DELETE FROM postern_users WHERE tenant > $1',
    'UPDATE postern_users SET tenant = $1 WHERE id = $2',
    'INSERT INTO postern_users (id, email) VALUES ($1, $2)',
    'INSERT INTO postern_users (id) SELECT $1 WHERE tenant = 1',
    'SELECT 1 WHERE EXISTS (SELECT 1 FROM postern_users u WHERE u.id = $1)',
    'SELECT 1 FROM other o WHERE o.tenant = $1 AND o.id IN (SELECT id FROM postern_users)',
    'IF a THEN DELETE FROM postern_users; END IF; DELETE FROM other WHERE tenant = $1',
  ])('finds the open table in: %s', (statement) => {
    expect(open(statement)).toEqual(['postern_users'])
  })

  test('is not content with tables that are bound to each other alone', () => {
    const joined = 'SELECT 1 FROM postern_sessions s JOIN postern_users u ON u.tenant = s.tenant AND u.id = s.user_id'
    expect(open(joined)).toEqual(['postern_sessions', 'postern_users'])
    expect(open(`${joined} WHERE s.tenant = $1`)).toEqual([])
    expect(open(`${joined} WHERE $1 = u.tenant`)).toEqual([])
    expect(open(joined.replace('u.tenant = s.tenant AND ', '').concat(' WHERE s.tenant = $1'))).toEqual([
      'postern_users',
    ])
  })

  test('refuses what it does not understand', () => {
    expect(() => open('TRUNCATE postern_users')).toThrow('Not understood')
  })
})
