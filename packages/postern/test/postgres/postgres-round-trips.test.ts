import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { postgres } from '../../src/adapters/postgres/postgres.ts'
import { request, tally, type World } from '../../src/ports/conformance/world.ts'
import type { Store } from '../../src/ports/store.ts'
import { type CountingPool, countingPool } from './counting-pool.ts'
import { everyCommand } from './every-command.ts'
import { createGround, type Ground } from './ground.ts'

let ground: Ground
let pool: CountingPool
let store: Store
let world: World

beforeEach(async () => {
  ground = await createGround()
  pool = countingPool({ connectionString: ground.url, max: 4 })
  store = await postgres(pool).open()
  world = ground.over(store)
})

afterEach(async () => {
  await store.close()
  await pool.end()
  await ground.close()
})

/** Statements that were sent while the work was done. */
async function countOf(work: () => Promise<unknown>): Promise<number> {
  const before = pool.statements.length
  await work()
  return pool.statements.length - before
}

/** The names of all that a store can do, `close` and the hints aside. */
function namesOf(of: Store): string[] {
  return Object.entries(of).flatMap(([name, part]) =>
    typeof part === 'function' ? [name] : Object.keys(part).map((command) => `${name}.${command}`),
  )
}

describe('over an application’s own pool', () => {
  test('every command is one round trip', async () => {
    const calls = await everyCommand(world)
    const apart = ['close', 'connections', 'relay.tell', 'relay.hear', 'relay.close']
    expect(Object.keys(calls).sort()).toEqual(
      namesOf(store)
        .filter((name) => !apart.includes(name))
        .sort(),
    )
    const trips: Record<string, number> = {}
    for (const [name, call] of Object.entries(calls)) trips[name] = await countOf(call)
    expect(trips).toEqual(Object.fromEntries(Object.keys(calls).map((name) => [name, 1])))
  })

  test('no statement has a name, and none opens a transaction', async () => {
    for (const call of Object.values(await everyCommand(world))) await call()
    expect(pool.statements.filter(({ name }) => name !== undefined)).toEqual([])
    expect(pool.statements.filter(({ text }) => /^\s*(BEGIN|SET|COMMIT)/i.test(text))).toEqual([])
  })

  test('a hundred calls of one kind at once travel in few batches', async () => {
    const { id } = await request(world)
    expect(await countOf(() => all(100, () => store.attempts.find(world.at({ id }))))).toBeLessThanOrEqual(4)
    const put = (at: number) => store.documents.put(world.at({ kind: 'note', id: `${at}`, version: 0, json: '{}' }))
    expect(await countOf(() => all(100, put))).toBeLessThanOrEqual(4)
  })

  test('each of a batch gets its own answer', async () => {
    const put = (at: number) =>
      store.documents.put(world.at({ kind: 'note', id: `${at % 50}`, version: 0, json: `${at}` }))
    expect(tally((await all(100, put)).map(({ kind }) => kind))).toEqual({ done: 50, changed: 50 })
    const found = await all(100, (at) => store.documents.find(world.at({ kind: 'note', id: `${at}` })))
    expect(found.map((document) => document?.id)).toEqual(
      Array.from({ length: 100 }, (_, at) => (at < 50 ? `${at}` : undefined)),
    )
  })

  test('a call that fails does not fail its neighbours', async () => {
    // No version is as high: the whole batch is refused, and so is this call alone.
    const version = (at: number) => (at === 13 ? 2 ** 40 : 0)
    const ends = await Promise.allSettled(
      Array.from({ length: 30 }, (_, at) =>
        store.documents.put(world.at({ kind: 'note', id: `${at}`, version: version(at), json: '{}' })),
      ),
    )
    const refused = ends.flatMap((end, at) => (end.status === 'rejected' ? [[at, end.reason.code]] : []))
    expect(refused).toEqual([[13, 'server-error']])
    const page = await store.documents.list(world.at({ kind: 'note', limit: 100 }))
    expect(page.items.map(({ version }) => version)).toEqual(Array.from({ length: 29 }, () => 1))
  })

  test('the pool stays open when the store is closed, and is as it was', async () => {
    await store.close()
    const { rows } = await pool.own.query(`SELECT 1 AS one, current_setting('statement_timeout') AS limit`)
    expect(rows).toEqual([{ one: 1, limit: '0' }])
    expect(pool.own.idleCount).toBe(pool.own.totalCount)
    // Nobody of the store listens to it any more.
    const client = await pool.own.connect()
    expect(client.listenerCount('error')).toBe(0)
    client.release()
  })

  test('what the application has taught pg about types changes nothing', async () => {
    const taught = countingPool({
      connectionString: ground.url,
      types: { getTypeParser: () => () => 'taught' } as never,
    })
    const other = await postgres(taught).open()
    try {
      const { id } = await request(world)
      expect((await other.attempts.find(world.at({ id })))?.attempt.id).toBe(id)
    } finally {
      await other.close()
      await taught.end()
    }
  })
})

function all<T>(count: number, call: (at: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, (_, at) => call(at)))
}
