import { copyFileSync, existsSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { sqlite } from 'postern/sqlite'
import { afterEach, expect, test } from 'vitest'
import { type MailServer, mailServer } from './mail-server.ts'
import { cleanUp, newFolder, run, settings } from './process.ts'
import { backUpAndRestore } from './restored.ts'

let mails: MailServer | undefined

afterEach(async () => {
  await cleanUp()
  await mails?.close()
  mails = undefined
})

test('F40: postern backup copies a SQLite database while people sign in; a restored copy revives what revoke-all ends', async () => {
  const folder = newFolder()
  let copy = join(folder, 'copy.db')
  mails = await mailServer()
  await backUpAndRestore(
    {
      folder,
      env: { DATABASE_URL: 'sqlite:./postern.db' },
      async take() {
        const { code, stdout, stderr } = await run(['backup', './copy.db'], { folder, env: settings })
        expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
        expect(stdout).toMatch(/copy\.db holds everything \(\d+\.\d [kM]B\)\. Keep POSTERN_SECRET apart from it\.\n$/)
      },
      async restore(place) {
        copyFileSync(copy, join(place, 'restored.db'))
        copy = join(place, 'restored.db')
        return { DATABASE_URL: 'sqlite:./restored.db' }
      },
      async count(sql) {
        const database = new DatabaseSync(copy, { readOnly: true })
        const row = database.prepare(sql).get()
        database.close()
        return Number(row?.['found'])
      },
    },
    mails,
  )
}, 180_000)

test('a backup is sound, for its owner alone, and overwrites nothing', async () => {
  const folder = newFolder()
  const env = { DATABASE_URL: 'sqlite:./app.db' }
  await sqlite(join(folder, 'app.db')).migrate()
  expect((await run(['backup', 'copy.db'], { folder, env })).code).toBe(0)
  expect(statSync(join(folder, 'copy.db')).mode & 0o777).toBe(0o600)
  const copy = new DatabaseSync(join(folder, 'copy.db'))
  expect(copy.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' })
  copy.close()
  const again = await run(['backup', 'copy.db'], { folder, env })
  expect(again).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/copy\.db is there already: a backup overwrites/),
  })
  writeFileSync(join(folder, 'other.db.making'), 'of a backup that was killed')
  expect((await run(['backup', 'other.db'], { folder, env })).code).toBe(0)
  expect(readdirSync(folder).sort()).toEqual(['app.db', 'copy.db', 'other.db'])
})

test.each([
  [['backup'], {}, /^It is: postern backup <file>\. It got none\.\n$/],
  [['backup', 'a.db', 'b.db'], {}, /^It is: postern backup <file>\. It got a\.db b\.db\.\n$/],
  [['backup', 'a.db'], {}, /^DATABASE_URL is missing: /],
  [['backup', 'a.db'], { DATABASE_URL: 'sqlite:./none.db' }, /^There is no database \S+none\.db\.\n$/],
  [['backup', 'no/a.db'], { DATABASE_URL: 'sqlite:./app.db' }, /^No backup could be written to \S+no\/a\.db: ENOENT/],
  [['backup', 'a.db'], { DATABASE_URL: 'sqlite::memory:' }, /^DATABASE_URL must be a file: memory cannot be backed up/],
  [['backup', 'a.db'], { DATABASE_URL: 'postgres://ann:canary-pw@127.0.0.1:9/app' }, /^postern backup is for SQLite\./],
  [
    ['revoke-all'],
    { DATABASE_URL: 'sqlite:./app.db' },
    /^This signs everybody out of \S+app\.db\. If that is meant, add --yes\.\n$/,
  ],
  [['migrate', '--yes'], { DATABASE_URL: 'sqlite:./app.db' }, /^postern migrate takes no --yes\.\n$/],
])('postern %j with %j is refused in a sentence', async (args, env, words) => {
  const folder = newFolder()
  await sqlite(join(folder, 'app.db')).migrate()
  const { code, stdout, stderr } = await run(args, { folder, env })
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(stderr).toMatch(words)
  expect(stderr).not.toContain('canary-pw')
  expect(existsSync(join(folder, 'a.db'))).toBe(false)
})

test('revoke-all forgets known browsers when it is told to', async () => {
  const folder = newFolder()
  const env = { DATABASE_URL: 'sqlite:./app.db' }
  await sqlite(join(folder, 'app.db')).migrate()
  const kept = await run(['revoke-all', '--yes'], { folder, env })
  expect(kept.stdout).toMatch(/no known browsers: --forget-browsers forgets them as well\n$/)
  const forgotten = await run(['revoke-all', '--yes', '--forget-browsers'], { folder, env })
  expect(forgotten.stdout).toMatch(/ 0 known browsers\n$/)
})
