// Better Auth itself makes the database that its users are brought from: its migrations, its sign-ups, its bans.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { importUsers } from 'postern/kit'
import { sqlite } from 'postern/sqlite'
import { afterEach, beforeAll, expect, it } from 'vitest'
import { installPeer } from './install-peer.mjs'

let folder
beforeAll(installPeer, 300_000)
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function better(path) {
  // Found when it is installed, which is after this file was loaded.
  const [{ betterAuth }, { getMigrations }, { admin, anonymous, magicLink }] = await Promise.all(
    ['better-auth', 'better-auth/db/migration', 'better-auth/plugins'].map((name) => import(/* @vite-ignore */ name)),
  )
  const database = new DatabaseSync(path)
  let token
  const options = {
    baseURL: 'http://localhost:3000',
    secret: 'a secret of a test, at least 32 letters long',
    database,
    emailAndPassword: { enabled: true },
    rateLimit: { enabled: false },
    logger: { disabled: true },
    telemetry: { enabled: false },
    plugins: [
      admin(),
      anonymous(),
      magicLink({
        sendMagicLink: async (mail) => {
          token = mail.token
        },
      }),
    ],
  }
  await (await getMigrations(options)).runMigrations()
  const { api } = betterAuth(options)
  const headers = new Headers()
  const signIn = async (email, name) => {
    await api.signInMagicLink({ body: { email, name }, headers })
    return (await api.magicLinkVerify({ query: { token }, headers })).user
  }
  return { api, database, headers, signIn }
}

it('people of a real Better Auth come over with ids, names, roles and bans; who proved nothing stays', async () => {
  folder = mkdtempSync(join(tmpdir(), 'moving-'))
  const path = join(folder, 'better-auth.db')
  const { api, database, headers, signIn } = await better(path)
  const ann = await signIn('Ann@Example.com', 'Ann Admin')
  const bob = await signIn('bob@example.com', 'Bob')
  await api.signUpEmail({ body: { email: 'carol@example.com', password: 'a long password', name: 'Carol' } })
  await api.signInAnonymous({ headers })
  database.prepare(`UPDATE user SET role = 'admin', image = 'https://example.com/ann.png' WHERE id = ?`).run(ann.id)
  database.prepare('UPDATE user SET banned = 1 WHERE id = ?').run(bob.id)
  database.close()

  const source = { system: 'better-auth', place: { kind: 'sqlite', path } }
  const target = sqlite(join(folder, 'postern.db'))
  const report = await importUsers(source, target)
  expect(report).toEqual({
    people: 4,
    imported: 2,
    present: 0,
    leftOut: { 'address-unproved': 1, anonymous: 1 },
    conflicts: [],
    leftBehind: [
      { what: 'passwords', rows: 1 },
      { what: 'provider accounts', rows: expect.any(Number) },
    ],
    verified: true,
  })
  const file = new DatabaseSync(join(folder, 'postern.db'), { readOnly: true })
  const users = file.prepare('SELECT id, email, name, status, data, created_at FROM postern_users ORDER BY email').all()
  expect(users.map((user) => ({ ...user }))).toEqual([
    {
      id: ann.id,
      email: 'ann@example.com',
      name: 'Ann Admin',
      status: 'active',
      data: '{"image":"https://example.com/ann.png"}',
      created_at: ann.createdAt.getTime(),
    },
    {
      id: bob.id,
      email: 'bob@example.com',
      name: 'Bob',
      status: 'banned',
      data: null,
      created_at: bob.createdAt.getTime(),
    },
  ])
  expect(file.prepare('SELECT roles FROM postern_registrations WHERE user_id = ?').get(ann.id)).toMatchObject({
    roles: 'admin',
  })
  file.close()
  expect(await importUsers(source, target)).toMatchObject({ imported: 0, present: 2, verified: true })
}, 60_000)
