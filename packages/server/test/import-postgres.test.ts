import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { importUsers } from 'postern/kit'
import { postgres } from 'postern/postgres'
import { sqlite } from 'postern/sqlite'
import { afterEach, expect, test } from 'vitest'
import { ask } from '../../../tools/postgres-admin.ts'
import { freshDatabase } from '../../../tools/postgres-database.ts'
import { labelOf, readGuide, runInOrder } from './import-guide.ts'
import { cleanUp, newFolder, run } from './process.ts'

const dropped: (() => Promise<void>)[] = []
afterEach(async () => {
  await cleanUp()
  for (const drop of dropped.splice(0)) await drop()
})

async function database(...statements: readonly string[]): Promise<string> {
  const { url, drop } = await freshDatabase()
  dropped.push(drop)
  for (const sql of statements) await ask(url, sql)
  return url
}

/** The columns that Supabase's published migrations leave `auth.users` and `auth.identities` with. */
const supabase = [
  'CREATE SCHEMA auth',
  `CREATE TABLE auth.users (
  instance_id uuid, id uuid PRIMARY KEY, aud varchar(255), role varchar(255), email varchar(255),
  encrypted_password varchar(255), email_confirmed_at timestamptz, invited_at timestamptz,
  confirmation_token varchar(255), last_sign_in_at timestamptz, raw_app_meta_data jsonb, raw_user_meta_data jsonb,
  is_super_admin boolean, created_at timestamptz, updated_at timestamptz, phone text, phone_confirmed_at timestamptz,
  confirmed_at timestamptz GENERATED ALWAYS AS (LEAST(email_confirmed_at, phone_confirmed_at)) STORED,
  banned_until timestamptz, is_sso_user boolean NOT NULL DEFAULT false, deleted_at timestamptz,
  is_anonymous boolean NOT NULL DEFAULT false)`,
  `CREATE TABLE auth.identities (
  provider_id text NOT NULL, user_id uuid NOT NULL REFERENCES auth.users (id), identity_data jsonb NOT NULL,
  provider text NOT NULL, last_sign_in_at timestamptz, created_at timestamptz, updated_at timestamptz,
  email text GENERATED ALWAYS AS (lower(identity_data->>'email')) STORED, id uuid PRIMARY KEY DEFAULT gen_random_uuid())`,
  // Most projects have one of their own, and it is not this one.
  'CREATE TABLE users (id bigint, email text)',
]

const ids = Array.from({ length: 8 }, (_, at) => `0${at}c0a8a0-5a51-4c1b-9d9b-6a1f0f4c2a10`)
const confirmed = '2025-02-03 04:05:06.789+02'

function supabasePeople(): string {
  const rows = [
    [
      ids[0],
      `'Ann@example.com', '', '${confirmed}', '{"full_name": "Ann Ähnlich", "avatar_url": "https://example.com/a.png", "locale": "de_AT", "role": "admin"}', NULL, false, NULL, false`,
    ],
    [ids[1], `'banned@example.com', '$2a$10$hash', '${confirmed}', '{}', '2999-01-01', false, NULL, false`],
    [ids[2], `'free-again@example.com', '', '${confirmed}', NULL, '2020-01-01', false, NULL, false`],
    [ids[3], `'unproved@example.com', '$2a$10$hash', NULL, '{}', NULL, false, NULL, false`],
    [ids[4], `NULL, '', NULL, '{}', NULL, false, NULL, true`],
    [ids[5], `'gone@example.com', '', '${confirmed}', '{}', NULL, false, now(), false`],
    [ids[6], `'ann@example.com', '', '${confirmed}', '{}', NULL, true, NULL, false`],
    [ids[7], `NULL, '', NULL, '{}', NULL, false, NULL, false`],
  ]
  const values = rows.map(([id, rest]) => `('${id}', '2024-01-01T00:00:00Z', ${rest})`)
  return `INSERT INTO auth.users (id, created_at, email, encrypted_password, email_confirmed_at, raw_user_meta_data,
  banned_until, is_sso_user, deleted_at, is_anonymous) VALUES ${values.join(', ')}`
}

const identities = `INSERT INTO auth.identities (provider_id, user_id, identity_data, provider)
VALUES ('1', '${ids[0]}', '{"email": "ann@example.com"}', 'email'), ('2', '${ids[1]}', '{}', 'google')`

const wanted = {
  people: 8,
  imported: 3,
  present: 0,
  leftOut: { 'address-unproved': 1, anonymous: 1, deleted: 1, 'single-sign-on': 1, 'no-address': 1 },
  conflicts: [],
  leftBehind: [
    { what: 'passwords', rows: 2 },
    { what: 'provider accounts', rows: 1 },
  ],
  verified: true,
}

test('supabase: people of auth.users come over to PostgreSQL with ids, names, locales and bans', async () => {
  const source = await database(...supabase, supabasePeople(), identities)
  const target = await database()
  const from = { system: 'supabase', place: { kind: 'postgres', url: source } } as const
  expect(await importUsers(from, postgres(target), { batch: 3 })).toEqual(wanted)
  const users = await ask(
    target,
    `SELECT u.id, u.email, u.name, u.status, u.locale, u.data, u.created_at, d.proved_at FROM postern_users u
JOIN postern_addresses d ON d.user_id = u.id ORDER BY u.id`,
  )
  const times = { created_at: String(Date.UTC(2024, 0, 1)), proved_at: String(Date.parse('2025-02-03T02:05:06.789Z')) }
  const base = { ...times, name: null, locale: null, data: null, status: 'active' }
  expect(
    users.map((user) => ({ ...user, created_at: String(user['created_at']), proved_at: String(user['proved_at']) })),
  ).toEqual([
    {
      ...base,
      id: ids[0],
      email: 'Ann@example.com',
      name: 'Ann Ähnlich',
      locale: 'de-AT',
      data: '{"image":"https://example.com/a.png"}',
    },
    { ...base, id: ids[1], email: 'banned@example.com', status: 'banned' },
    { ...base, id: ids[2], email: 'free-again@example.com' },
  ])
  expect(await ask(target, `SELECT type, reason, count(*)::int AS rows FROM postern_events GROUP BY 1, 2`)).toEqual([
    { type: 'user.created', reason: 'imported', rows: 3 },
  ])
  expect(await importUsers(from, postgres(target))).toEqual({ ...wanted, imported: 0, present: 3 })
})

test('supabase: nothing is written to the source, and a dry run writes nothing anywhere', async () => {
  const source = await database(...supabase, supabasePeople(), identities)
  const target = await database()
  const from = { system: 'supabase', place: { kind: 'postgres', url: source } } as const
  const { verified: _, ...dry } = wanted
  expect(await importUsers(from, postgres(target), { dryRun: true })).toEqual(dry)
  expect(await ask(target, 'SELECT tablename FROM pg_tables WHERE schemaname = current_schema()')).toEqual([])
  const before = await ask(source, 'SELECT * FROM auth.users ORDER BY id')
  await importUsers(from, postgres(target))
  expect(await ask(source, 'SELECT * FROM auth.users ORDER BY id')).toEqual(before)
})

test('authjs: the adapter for PostgreSQL counts its ids, and people of both letter cases are a conflict', async () => {
  const source = await database(
    'CREATE TABLE users (id SERIAL PRIMARY KEY, name VARCHAR(255), email VARCHAR(255), "emailVerified" TIMESTAMPTZ, image TEXT)',
    'CREATE TABLE accounts (id SERIAL PRIMARY KEY, "userId" INTEGER NOT NULL, type TEXT, provider TEXT, "providerAccountId" TEXT)',
    `INSERT INTO users (name, email, "emailVerified") SELECT 'Person ' || n, 'person-' || n || '@example.com', '${confirmed}' FROM generate_series(1, 25) n`,
    `INSERT INTO users (email, "emailVerified") VALUES ('PERSON-7@example.com', now()), ('google@example.com', NULL)`,
    `INSERT INTO accounts ("userId", provider) VALUES (27, 'google')`,
  )
  const folder = newFolder()
  const place = { kind: 'postgres', url: source } as const
  const report = await importUsers({ system: 'authjs', place }, sqlite(join(folder, 'postern.db')), { batch: 10 })
  expect(report).toEqual({
    people: 27,
    imported: 25,
    present: 0,
    leftOut: { 'address-unproved': 1 },
    conflicts: [{ kind: 'address-taken', id: '26', by: '7' }],
    leftBehind: [{ what: 'provider accounts', rows: 1 }],
    verified: true,
  })
  const file = new DatabaseSync(join(folder, 'postern.db'), { readOnly: true })
  expect(file.prepare(`SELECT name FROM postern_users WHERE id = '25'`).get()).toMatchObject({ name: 'Person 25' })
  file.close()
})

test('authjs: the schema next_auth goes before the tables of the application', async () => {
  const source = await database(
    'CREATE SCHEMA next_auth',
    'CREATE TABLE next_auth.users (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), name text, email text, "emailVerified" timestamptz, image text)',
    `INSERT INTO next_auth.users (email, "emailVerified") VALUES ('ann@example.com', now())`,
    'CREATE TABLE users (id uuid PRIMARY KEY, email text, "emailVerified" timestamptz)',
  )
  const place = { kind: 'postgres', url: source } as const
  const target = sqlite(join(newFolder(), 'postern.db'))
  expect(await importUsers({ system: 'authjs', place }, target)).toMatchObject({ people: 1, imported: 1 })
})

test('better-auth: on PostgreSQL, into the same database', async () => {
  const url = await database(
    `CREATE TABLE "user" (id text PRIMARY KEY, name text NOT NULL, email text NOT NULL UNIQUE, "emailVerified" boolean NOT NULL,
  image text, "createdAt" timestamptz NOT NULL, "updatedAt" timestamptz NOT NULL)`,
    `INSERT INTO "user" SELECT 'id' || n, 'Person', 'person-' || n || '@example.com', n % 2 = 0, NULL, now(), now() FROM generate_series(1, 30) n`,
  )
  const source = { system: 'better-auth', place: { kind: 'postgres', url } } as const
  expect(await importUsers(source, postgres(url), { batch: 4 })).toMatchObject({
    people: 30,
    imported: 15,
    leftOut: { 'address-unproved': 15 },
    verified: true,
  })
})

test('postern import reads Supabase and tells its counts', async () => {
  const source = await database(...supabase, supabasePeople(), identities)
  const args = ['import', '--from', 'supabase', '--source', source]
  const { code, stdout, stderr } = await run(args, { folder: newFolder(), env: { DATABASE_URL: await database() } })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toMatch(/^left out: single sign-on +1$/m)
  expect(stdout).toContain('Left behind, since nobody has them here: 2 passwords, 1 provider accounts.')
})

test.each([
  ['authjs', 'postgres://app@db.acme.example:5432/app', 'sqlite:./postern.db'],
  ['supabase', 'postgres://postgres@db.acme.supabase.co:5432/postgres', 'postgres://postern@db.acme.example/acme'],
])('the commands of the guide to moving from %s do what it says, as printed', async (system, there, here) => {
  const isSupabase = system === 'supabase'
  const twins = `INSERT INTO next_auth.users VALUES ('1', 'ann@example.com', now()), ('2', 'ANN@example.com', now()), ('3', 'bob@example.com', NULL)`
  const source = isSupabase
    ? await database(
        ...supabase,
        supabasePeople(),
        `INSERT INTO auth.users (id, email, email_confirmed_at) VALUES (gen_random_uuid(), 'ann@example.com', now())`,
      )
    : await database(
        'CREATE SCHEMA next_auth',
        'CREATE TABLE next_auth.users (id text, email text, "emailVerified" timestamptz)',
        twins,
      )
  const target = here.startsWith('sqlite:') ? here : await database()
  const { commands, labels } = readGuide(system, { [there]: source, [here]: target })
  expect(commands.map(({ args }) => args.includes(source))).toEqual([true, true])
  const [dry, real] = await runInOrder(commands, newFolder())
  for (const label of labels) expect(dry?.stdout.split('\n').map(labelOf)).toContain(label)
  expect(dry?.stdout).toMatch(/^would be taken over +[13]$/m)
  expect(real?.stdout).toMatch(/^taken over now +[13]$/m)
  expect(real?.stdout).toContain('Read again: everybody who was taken over is in ')
})
