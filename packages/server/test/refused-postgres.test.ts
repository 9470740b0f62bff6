import { afterEach, expect, test } from 'vitest'
import { ask } from '../../../tools/postgres-admin.ts'
import { freshDatabase } from '../../../tools/postgres-database.ts'
import { cleanUp, run, settings } from './process.ts'

afterEach(cleanUp)

async function refusalOf(change: (url: URL) => void): Promise<string> {
  const { url, drop } = await freshDatabase()
  const wrong = new URL(url)
  change(wrong)
  const { code, stdout, stderr } = await run(['migrate'], { env: { DATABASE_URL: wrong.href } })
  await drop()
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(stderr).not.toContain('canary')
  return stderr.replace(/^The database \S+ cannot be used: /, '')
}

test.each<readonly [what: string, change: (url: URL) => unknown, words: RegExp]>([
  [
    'a database that is not there',
    (url) => (url.pathname = '/nowhere'),
    /^the server has no database of this name\.\n$/,
  ],
  [
    'a user it does not know',
    (url) => (url.username = 'canary'),
    /^it does not (?:let this user in|take this user and password)\.\n$/,
  ],
  [
    'encryption that it does not have',
    (url) => url.searchParams.set('sslmode', 'require'),
    /^it takes no encrypted connections: |^its certificate is not trusted \(\w+\): /,
  ],
])('%s is told in a sentence', async (_what, change, words) => {
  expect(await refusalOf((url) => void change(url))).toMatch(words)
})

test('a user who may make no tables is told so', async () => {
  const { url, drop } = await freshDatabase()
  const name = `reader_${new URL(url).pathname.slice(-8)}`
  await ask(url, `CREATE ROLE ${name} LOGIN PASSWORD 'reader'; REVOKE CREATE ON SCHEMA public FROM PUBLIC`)
  const reader = new URL(url)
  reader.username = name
  reader.password = 'reader'
  const { stderr } = await run(['migrate'], { env: { DATABASE_URL: reader.href } })
  await drop()
  await ask(url.replace(/\/[^/]*$/, '/postgres'), `DROP ROLE ${name}`)
  expect(stderr).toMatch(/^The database \S+ cannot be used: its user may not make tables there\.\n$/)
})

test('the doctor finds a database that answers and cannot be written', async () => {
  const { url, drop } = await freshDatabase()
  const env = { ...settings, DATABASE_URL: url }
  expect((await run(['migrate'], { env })).code).toBe(0)
  await ask(url, `ALTER DATABASE ${new URL(url).pathname.slice(1)} SET default_transaction_read_only = on`)
  const { code, stdout } = await run(['doctor', '--offline'], { env })
  await drop()
  expect(code).toBe(1)
  expect(stdout).toMatch(/^fail {2}database +\S+ answers, and cannot be written\.\n +A standby, a setting/m)
})
