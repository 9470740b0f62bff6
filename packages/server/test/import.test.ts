import { existsSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type ImportOptions, type ImportSystem, importUsers } from 'postern/kit'
import { sqlite } from 'postern/sqlite'
import { createTestAuth } from 'postern/testing'
import { afterAll, afterEach, expect, test } from 'vitest'
import { labelOf, readGuide, runInOrder } from './import-guide.ts'
import { oneProcess } from './one-process.ts'
import { cleanUp, newFolder } from './process.ts'

const { run, end } = oneProcess()

afterEach(cleanUp)
afterAll(end)

interface Place {
  readonly folder: string
  readonly source: string
  readonly target: string
}

function fill(...statements: readonly string[]): Place {
  const folder = newFolder()
  const source = join(folder, 'old.db')
  const file = new DatabaseSync(source)
  for (const sql of statements) file.exec(sql)
  file.close()
  return { folder, source, target: join(folder, 'postern.db') }
}

function bring(system: ImportSystem, { source, target }: Place, options?: ImportOptions) {
  return importUsers({ system, place: { kind: 'sqlite', path: source } }, sqlite(target), options)
}

function usersIn(path: string): readonly object[] {
  const file = new DatabaseSync(path, { readOnly: true })
  const rows = file
    .prepare(
      `SELECT u.id, u.email, u.name, u.status, u.locale, u.data, u.created_at, d.proved_at, r.roles FROM postern_users u
JOIN postern_addresses d ON d.user_id = u.id LEFT JOIN postern_registrations r ON r.user_id = u.id ORDER BY u.id`,
    )
    .all()
  file.close()
  return rows.map((row) => ({ ...row }))
}

/** As Better Auth's own migrations make it with the admin and anonymous plugins, where the columns matter here. */
const betterAuth = `CREATE TABLE "user" ("id" text not null primary key, "name" text not null, "email" text not null unique,
  "emailVerified" integer not null, "image" text, "createdAt" date not null, "updatedAt" date not null, "role" text,
  "banned" integer, "banReason" text, "banExpires" date, "isAnonymous" integer);
CREATE TABLE "account" ("id" text not null primary key, "accountId" text not null, "providerId" text not null,
  "userId" text not null references "user" ("id"), "password" text)`

const at = '2025-02-03T04:05:06.789Z'
const person = (id: string, email: string, more: Readonly<Record<string, string | number>> = {}): string => {
  const row = { id, email, name: 'Somebody', emailVerified: 1, createdAt: at, updatedAt: at, ...more }
  const values = Object.values(row).map((value) => (typeof value === 'number' ? value : `'${value}'`))
  return `INSERT INTO "user" (${Object.keys(row).join(', ')}) VALUES (${values.join(', ')})`
}

test('better-auth: ids, names, images, times, bans and roles come over; the rest is counted by its reason', async () => {
  const place = fill(
    betterAuth,
    person('4JDub5H04NmQfAjtsMiB6RmdW4N2WwLe', 'Ann@example.com', {
      name: 'Ann  Ähnlich',
      image: 'https://example.com/a.png',
      role: 'admin,editor',
    }),
    person('a1', 'banned@example.com', { banned: 1, banReason: 'spam', role: 'user' }),
    person('a2', 'banned-once@example.com', { banned: 1, banExpires: '2025-03-01T00:00:00.000Z' }),
    person('a3', 'banned-long@example.com', { banned: 1, banExpires: '2999-03-01T00:00:00.000Z' }),
    person('b1', 'unproved@example.com', { emailVerified: 0 }),
    person('b2', 'no such address'),
    person('b3', 'x@anonymous.example', { isAnonymous: 1 }),
    person('b 4', 'spaced@example.com'),
    `INSERT INTO account VALUES ('1', '1', 'credential', 'a1', 'hash'), ('2', '2', 'google', 'a1', NULL), ('3', '3', 'github', 'a2', NULL)`,
  )
  expect(await bring('better-auth', place, { batch: 3 })).toEqual({
    people: 8,
    imported: 4,
    present: 0,
    leftOut: { 'address-unproved': 1, 'address-invalid': 1, anonymous: 1, 'id-unfit': 1 },
    conflicts: [],
    leftBehind: [
      { what: 'passwords', rows: 1 },
      { what: 'provider accounts', rows: 2 },
    ],
    verified: true,
  })
  const time = Date.parse(at)
  const base = {
    status: 'active',
    locale: null,
    data: null,
    name: 'Somebody',
    created_at: time,
    proved_at: time,
    roles: '',
  }
  expect(usersIn(place.target)).toEqual([
    {
      ...base,
      id: '4JDub5H04NmQfAjtsMiB6RmdW4N2WwLe',
      email: 'Ann@example.com',
      name: 'Ann  Ähnlich',
      data: '{"image":"https://example.com/a.png"}',
      roles: 'admin,editor',
    },
    { ...base, id: 'a1', email: 'banned@example.com', status: 'banned' },
    { ...base, id: 'a2', email: 'banned-once@example.com' },
    { ...base, id: 'a3', email: 'banned-long@example.com', status: 'banned' },
  ])
})

test('better-auth: tables of other layers are read as well, with plural names, underscores and counts of seconds', async () => {
  const place = fill(
    `CREATE TABLE users (id TEXT PRIMARY KEY, name TEXT, email TEXT, email_verified INTEGER, image TEXT, created_at INTEGER)`,
    `INSERT INTO users VALUES ('u1', 'Ann', 'ann@example.com', 1, NULL, 1738555506), ('u2', 'Bob', 'bob@example.com', 1, NULL, 1738555506789)`,
  )
  expect(await bring('better-auth', place)).toMatchObject({ imported: 2, verified: true })
  expect(usersIn(place.target)).toMatchObject([
    { id: 'u1', created_at: 1_738_555_506_000 },
    { id: 'u2', created_at: 1_738_555_506_789 },
  ])
})

/** The users of Auth.js's adapters for D1, for Drizzle and for Prisma on SQLite. */
const authjs = {
  d1: `CREATE TABLE users (id text NOT NULL PRIMARY KEY, name text, email text, emailVerified datetime, image text);
INSERT INTO users VALUES ('7f1c0b1e-5a51-4c1b-9d9b-6a1f0f4c2a10', 'Ann', 'ann@example.com', '${at}', 'https://example.com/a.png'),
  ('9', NULL, 'google@example.com', NULL, NULL), ('8', NULL, NULL, NULL, NULL);
CREATE TABLE accounts (id text, userId text, type text, provider text, providerAccountId text);
INSERT INTO accounts VALUES ('1', '9', 'oauth', 'google', '1')`,
  drizzle: `CREATE TABLE user (id text PRIMARY KEY, name text, email text UNIQUE, emailVerified integer, image text);
INSERT INTO user VALUES ('7f1c0b1e-5a51-4c1b-9d9b-6a1f0f4c2a10', 'Ann', 'ann@example.com', ${Date.parse(at)}, 'https://example.com/a.png'),
  ('9', NULL, 'google@example.com', NULL, NULL), ('8', NULL, NULL, NULL, NULL);
CREATE TABLE account (userId text, type text, provider text, providerAccountId text);
INSERT INTO account VALUES ('9', 'oauth', 'google', '1')`,
  prisma: `CREATE TABLE User (id TEXT PRIMARY KEY, name TEXT, email TEXT, email_verified DATETIME, image TEXT);
INSERT INTO User VALUES ('7f1c0b1e-5a51-4c1b-9d9b-6a1f0f4c2a10', 'Ann', 'ann@example.com', '2025-02-03 04:05:06.789', 'https://example.com/a.png'),
  ('9', NULL, 'google@example.com', NULL, NULL), ('8', NULL, NULL, NULL, NULL);
CREATE TABLE Account (userId TEXT, type TEXT, provider TEXT, providerAccountId TEXT);
INSERT INTO Account VALUES ('9', 'oauth', 'google', '1')`,
}

test.each(Object.entries(authjs))('authjs: people of the schema of %s come over', async (_, schema) => {
  const place = fill(schema)
  expect(await bring('authjs', place)).toEqual({
    people: 3,
    imported: 1,
    present: 0,
    leftOut: { 'address-unproved': 1, 'no-address': 1 },
    conflicts: [],
    leftBehind: [{ what: 'provider accounts', rows: 1 }],
    verified: true,
  })
  expect(usersIn(place.target)).toMatchObject([
    {
      id: '7f1c0b1e-5a51-4c1b-9d9b-6a1f0f4c2a10',
      name: 'Ann',
      data: '{"image":"https://example.com/a.png"}',
      proved_at: Date.parse(at),
      created_at: Date.parse(at),
    },
  ])
})

test('addresses that differ in case alone are a conflict, told by ids, and nobody is merged', async () => {
  const place = fill(
    betterAuth,
    person('a', 'ann@example.com'),
    person('b', 'ANN@example.com'),
    person('c', 'carl@example.com'),
  )
  const conflicts = [{ kind: 'address-taken', id: 'b', by: 'a' }]
  expect(await bring('better-auth', place, { dryRun: true })).toMatchObject({ imported: 2, conflicts })
  expect(await bring('better-auth', place)).toMatchObject({ imported: 2, conflicts, verified: true })
  expect(usersIn(place.target)).toMatchObject([{ id: 'a' }, { id: 'c' }])
  expect(await bring('better-auth', place)).toMatchObject({ imported: 0, present: 2, conflicts, verified: true })
})

test('a dry run makes no file and writes nothing into one that is there', async () => {
  const place = fill(betterAuth, person('a', 'ann@example.com'))
  const dry = await bring('better-auth', place, { dryRun: true })
  expect(dry).toMatchObject({ imported: 1, present: 0 })
  expect(dry).not.toHaveProperty('verified')
  expect(existsSync(place.target)).toBe(false)
  await sqlite(place.target).migrate()
  expect(await bring('better-auth', place, { dryRun: true })).toMatchObject({ imported: 1 })
  const file = new DatabaseSync(place.target, { readOnly: true })
  for (const table of ['users', 'addresses', 'registrations', 'events']) {
    expect(file.prepare(`SELECT * FROM postern_${table}`).all()).toEqual([])
  }
  file.close()
})

test('a run that was ended half-way is finished by the next one, and what people changed since stays', async () => {
  const people = Array.from({ length: 50 }, (_, at) => person(`u${at}`, `person-${at}@example.com`))
  const place = fill(betterAuth, ...people)
  const stop = new Error('ended')
  const ended = bring('better-auth', place, {
    batch: 10,
    onProgress({ done }) {
      if (done === 30) throw stop
    },
  })
  await expect(ended).rejects.toBe(stop)
  expect(usersIn(place.target)).toHaveLength(30)
  const file = new DatabaseSync(place.target)
  file.exec(`UPDATE postern_users SET name = 'Her new name' WHERE id = 'u0'`)
  file.close()
  expect(await bring('better-auth', place)).toMatchObject({ people: 50, imported: 20, present: 30, verified: true })
  expect(usersIn(place.target)).toHaveLength(50)
  expect(usersIn(place.target)).toMatchObject([{ id: 'u0', name: 'Her new name' }, ...Array(49).fill({})])
})

test('who was taken over signs in as the same user, also where sign-up is closed', async () => {
  const place = fill(betterAuth, person('cm3x-Old_Id', 'ann@example.com'))
  await bring('better-auth', place)
  const { auth, signInAs, close } = createTestAuth({ store: sqlite(place.target), signUp: 'closed' })
  const { user, headers } = await signInAs('ann@example.com')
  expect(user).toMatchObject({ id: 'cm3x-Old_Id', name: 'Somebody' })
  expect(await auth.getUser(new Headers(headers))).toMatchObject({ id: 'cm3x-Old_Id' })
  await close()
})

test.each(['better-auth', 'authjs', 'supabase'])(
  'who was left out keeps her id by the hook in the guide of %s, as printed',
  async (system) => {
    const guide = readFileSync(new URL(`../../../docs/guides/moving-from-${system}.md`, import.meta.url), 'utf8')
    const hook = /^```ts\n([^]*?)^```$/m.exec(guide)?.[1] ?? ''
    const { auth, signInAs, close } = createTestAuth()
    const old = {
      findByEmail: async (email: string) => (email === 'ann@example.com' ? { id: 'cm3x', name: 'Ann' } : undefined),
    }
    const script = `export const apply = (auth, old) => {${hook}}`
    const { apply } = await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(script)}`)
    apply(auth, old)
    expect((await signInAs('ann@example.com')).user).toMatchObject({ id: 'cm3x', name: 'Ann' })
    expect((await signInAs('bob@example.com')).user).toMatchObject({ name: null })
    await close()
  },
)

test('what becomes of the profile may be decided by the caller', async () => {
  const place = fill(betterAuth, person('a', 'ann@example.com', { image: 'https://example.com/a.png' }))
  await bring('better-auth', place, { dataOf: ({ image, name }) => ({ avatar: image, called: name }) })
  expect(usersIn(place.target)).toMatchObject([{ data: '{"avatar":"https://example.com/a.png","called":"Somebody"}' }])
})

test('postern import says what it did, and the second time that there was nothing to do', async () => {
  const place = fill(betterAuth, person('a', 'ann@example.com'), person('b', 'bob@example.com', { emailVerified: 0 }))
  const { folder } = place
  const env = { DATABASE_URL: 'sqlite:./postern.db' }
  const args = ['import', '--from', 'better-auth', '--source', 'sqlite:./old.db']
  expect(await run([...args, '--dry-run'], { folder, env })).toEqual({
    code: 0,
    stderr: '',
    stdout: `people there                                   2
would be taken over                            1
here already                                   0
left out: address not proved there             1

Nothing was written: this was a dry run.
`,
  })
  expect(existsSync(place.target)).toBe(false)
  const done = await run(args, { folder, env })
  expect(done).toMatchObject({ code: 0, stderr: '' })
  expect(done.stdout).toMatch(
    /^taken over now +1\n[^]*Read again: everybody who was taken over is in \S+postern\.db\.\n$/m,
  )
  expect((await run(args, { folder, env })).stdout).toMatch(/^taken over now +0\nhere already +1\n/m)
})

test('postern import ends with 1 where somebody is in conflict, and names ids, not addresses', async () => {
  const { folder } = fill(betterAuth, person('a', 'ann@example.com'), person('b', 'ANN@example.com'))
  const env = { DATABASE_URL: 'sqlite:./postern.db' }
  const { code, stdout } = await run(['import', '--from', 'better-auth', '--source', 'sqlite:./old.db'], {
    folder,
    env,
  })
  expect(code).toBe(1)
  expect(stdout).toMatch(/^in conflict +1\n {2}b: a has the same address$/m)
  expect(stdout).not.toContain('@')
})

test('the commands of the guide to moving from Better Auth do what it says, as printed', async () => {
  const { folder } = fill(
    betterAuth,
    person('a', 'ann@example.com'),
    person('b', 'ANN@example.com'),
    person('c', 'carol@example.com', { emailVerified: 0 }),
  )
  renameSync(join(folder, 'old.db'), join(folder, 'auth.db'))
  const { commands, labels } = readGuide('better-auth')
  const [dry, real] = await runInOrder(commands, folder)
  for (const label of labels) expect(dry?.stdout.split('\n').map(labelOf)).toContain(label)
  expect(dry?.stdout).toMatch(/^would be taken over +1$/m)
  expect(real?.stdout).toMatch(/^taken over now +1$/m)
  expect(commands).toHaveLength(2)
})

const canary = 'postgres://ann:canary-pw@127.0.0.1:9/old'

test.each([
  [[], /^--from is missing: it must name the system that people come from: better-auth, authjs, supabase\.\n$/],
  [['--from', 'auth0'], /^--from must name the system that people come from: better-auth, authjs, supabase\.\n$/],
  [['--from', 'authjs'], /^--source is missing: it wants sqlite: and a path, or postgres:/],
  [
    ['--from', 'authjs', '--source', 'old.db'],
    /^--source must be sqlite: and a path, .*; what it got is not shown\.\n$/,
  ],
  [['--from', 'authjs', '--source', 'sqlite:./none.db'], /none\.db cannot be used: There is no such file\.\n$/],
  [['--from', 'authjs', '--source', 'sqlite:./old.db'], /old\.db cannot be used: It has no table of people: none of /],
  [['--from', 'supabase', '--source', canary], /127\.0\.0\.1:9\/old cannot be used: nobody answers there/],
])('postern import %j is refused in a sentence, without its password', async (args, words) => {
  const { folder } = fill('CREATE TABLE users (id, login)')
  const env = { DATABASE_URL: 'sqlite:./postern.db' }
  const { code, stdout, stderr } = await run(['import', ...args], { folder, env })
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(stderr).toMatch(words)
  expect(stderr).not.toContain('canary-pw')
  expect(existsSync(join(folder, 'postern.db'))).toBe(false)
})
