/** An application whose pool has one connection, as is usual where a process serves one request at a time. */
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type PgPool, type PostgresOptions, postgres } from '../../src/adapters/postgres/postgres.ts'
import type { Duration } from '../../src/domain/instant.ts'
import { type Postern, postern } from '../../src/index.ts'
import { createGround, type Ground, throughPort } from './ground.ts'
import { startProxy } from './proxy.ts'

let ground: Ground
let faults: unknown[]

beforeEach(async () => {
  ground = await createGround()
  faults = []
})

afterEach(() => ground.close())

const mount = (pool: pg.Pool, options?: PostgresOptions): Postern =>
  postern({
    baseUrl: 'https://app.example.com',
    secret: 'a secret for tests, of thirty-two bytes and more',
    store: postgres(pool as PgPool, options),
    mail: { from: 'Acme <no-reply@acme.example>', deliver: async () => {} },
    onFault: (fault) => void faults.push(fault),
  })

const request = (auth: Postern, email: string): Promise<Response> =>
  auth.handler(
    new Request('https://app.example.com/auth/magic-link', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email }),
    }),
  )

test('signs people in, chores and all, and gives the connection back', async () => {
  const pool = new pg.Pool({ connectionString: ground.url, max: 1 })
  const auth = mount(pool)
  await auth.start()
  await pause(300)
  const answers = await Promise.all(['ada', 'bea', 'cleo'].map((name) => request(auth, `${name}@example.com`)))
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
  const made = await auth.createMagicLink('dora@example.com')
  if (made.status !== 'created') throw new Error(made.status)
  expect((await auth.verifyMagicLink(made.token)).status).toBe('signed-in')
  await auth.close()
  expect([pool.totalCount, pool.idleCount, faults]).toEqual([1, 1, []])
  await pool.end()
})

test('is closed without a fault of its own when the database is out of reach, and told of the leases that stay', async () => {
  const { hostname, port } = new URL(ground.url)
  const proxy = await startProxy({ host: hostname, port: Number(port) })
  const pool = new pg.Pool({ connectionString: throughPort(ground.url, proxy.port), max: 1 })
  pool.on('error', () => undefined)
  const auth = mount(pool, { patience: 1500 as Duration, timeout: 500 as Duration })
  expect((await request(auth, 'ada@example.com')).status).toBe(200)
  await proxy.shut()
  await auth.close()
  expect(faults.at(-1)).toMatchObject({ code: 'busy', detail: 'The database cannot be reached.' })
  expect(pool.totalCount - pool.idleCount).toBe(0)
  await pool.end()
})
