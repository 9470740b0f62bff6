import { createServer, type Server } from 'node:net'
import pg from 'pg'
import { afterEach, expect, test } from 'vitest'
import { freshDatabase } from '../../../tools/postgres-database.ts'
import { cleanUp, launch, settings, until } from './process.ts'

const ending: (() => unknown)[] = []

afterEach(async () => {
  await cleanUp()
  for (const end of ending.splice(0)) await end()
})

async function database(): Promise<string> {
  const { url, drop } = await freshDatabase()
  ending.push(drop)
  return url
}

async function takenPort(): Promise<number> {
  const server: Server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  ending.unshift(() => server.close())
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

test('a start that finds the port of its metrics taken says so and ends', async () => {
  const port = String(await takenPort())
  const env = {
    ...settings,
    DATABASE_URL: await database(),
    SMTP_URL: 'smtp://127.0.0.1:9',
    POSTERN_METRICS_PORT: port,
  }
  const { code, stderr } = await launch({ args: ['start'], env }).ended
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: `Cannot listen for metrics on 127.0.0.1, port ${port}: EADDRINUSE.\n`,
  })
})

/** The lock under which nodes bring the schema up to date, one after the other. */
const migrating = 1_886_352_240

test('a start that is told to stop while it waits for its schema ends at once and well', async () => {
  const url = await database()
  const other = new pg.Client({ connectionString: url })
  await other.connect()
  ending.unshift(() => other.end())
  await other.query(`SELECT pg_advisory_lock(${migrating})`)
  const env = { ...settings, DATABASE_URL: url, SMTP_URL: 'smtp://127.0.0.1:9' }
  const { stop } = launch({ args: ['start'], env })
  await until(
    async () => {
      const { rows } = await other.query(
        `SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND objid = ${migrating}`,
      )
      return rows[0]
    },
    'a start that waits',
    30_000,
  )
  const { code, stdout, stderr } = await stop()
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toMatch(/"signal":"SIGTERM","msg":"stopping"\}\n.+"msg":"stopped"\}\n$/)
})
