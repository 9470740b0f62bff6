import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { cleanUp, newFolder, run, settings, start } from './process.ts'
import { databaseSetting, onPostgres } from './store.ts'

afterEach(cleanUp)

const place = onPostgres ? /^postgres:\/\/127\.0\.0\.1:\d+\/postern_test_\w+ / : /^\S+\/postern\.db /

test('postern migrate brings the schema up to date, says what it did, and has nothing to do after that', async () => {
  const folder = newFolder()
  const env = { DATABASE_URL: 'sqlite:./postern.db', ...(await databaseSetting(folder)) }
  const dry = await run(['migrate', '--dry-run'], { folder, env })
  expect(dry).toMatchObject({ code: 0, stderr: '' })
  expect(dry.stdout).toMatch(place)
  expect(dry.stdout).toMatch(/ wants:\n {2}001-sign-in\n/)
  expect(existsSync(join(folder, 'postern.db'))).toBe(false)
  const done = await run(['migrate'], { folder, env })
  expect(done).toEqual({ ...dry, stdout: dry.stdout.replace(' wants:', ' has got:') })
  for (const args of [['migrate'], ['migrate', '--dry-run']]) {
    const { code, stdout } = await run(args, { folder, env })
    expect(code).toBe(0)
    expect(stdout).toMatch(/ is up to date\.\n$/)
  }
})

test('what a start has brought up to date, postern migrate finds so', async () => {
  const { folder } = await start({ env: { SMTP_URL: 'smtp://127.0.0.1:9' } })
  const { stdout } = await run(['migrate'], { folder, env: { ...settings, ...(await databaseSetting(folder)) } })
  expect(stdout).toMatch(/ is up to date\.\n$/)
})

test('a database that cannot be had is told in a sentence, without its password', async () => {
  const env = onPostgres
    ? { DATABASE_URL: 'postgres://ann:canary-pw@127.0.0.1:9/postern' }
    : { DATABASE_URL: 'sqlite:./nowhere/postern.db' }
  for (const args of [['migrate'], ['dev', '--port', '0']]) {
    const { code, stdout, stderr } = await run(args, { env })
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(
      onPostgres
        ? 'The database postgres://127.0.0.1:9/postern cannot be used: nobody answers there (ECONNREFUSED).\n'
        : /^The database \S+\/nowhere\/postern\.db cannot be used: Cannot open the database \S+: .+\n$/,
    )
  }
})
