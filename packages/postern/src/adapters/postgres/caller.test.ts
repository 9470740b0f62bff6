import { type AddressInfo, createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase } from '../../../../../tools/postgres-database.ts'
import type { Duration, Instant } from '../../domain/instant.ts'
import { Caller } from './caller.ts'
import { act, type Command, read } from './command.ts'
import { type Connections, openPool } from './pool.ts'
import { routineSet } from './routine.ts'
import { markRoutine } from './store-time.ts'
import { readTarget } from './target.ts'

interface Call {
  readonly now: Instant
  readonly n: number
}

const refused = new Error('an answer that cannot be read')

/** Halves a number; has no row for odd ones. */
const half: Command<Call, number | undefined> = read({
  name: 'half',
  fields: 'n integer',
  value: 'to_json(c.n / 2)',
  from: 'WHERE c.n % 2 = 0',
  decode(answer: number | undefined) {
    if (answer === 21) throw refused
    return answer
  },
})

/** Writes a number down, in the order of the numbers. */
const write: Command<Call, number> = act({
  name: 'write',
  fields: 'n integer',
  order: 'n',
  body: 'INSERT INTO written (n) VALUES (100 / c.n) RETURNING to_jsonb(place) INTO answer;',
  decode: (place: number) => place,
})

const set = routineSet([markRoutine, half.routine, write.routine])

let database: Awaited<ReturnType<typeof freshDatabase>>
let connections: Connections

beforeAll(async () => {
  database = await freshDatabase()
  connections = await openPool(readTarget(database.url), { size: 3, timeout: 2000 as Duration, pooled: false })
  await connections.ask({ text: 'CREATE TABLE written (place serial, n integer)' })
  await connections.ask({ text: 'CREATE TABLE postern_meta (key text PRIMARY KEY, value bigint)' })
  for (const text of set.definitions) await connections.ask({ text })
})

afterAll(async () => {
  await connections.close()
  await database.drop()
})

function callerOf(maxBatch = 64): Caller {
  return new Caller(connections, { nameOf: set.nameOf, maxBatch, maxWaiting: 1000, patience: 1000 as Duration })
}

const at = (n: number, now = 1000): Call => ({ now: now as Instant, n })
const marked = async (): Promise<unknown> =>
  (await connections.ask({ text: `SELECT to_json(value) FROM postern_meta WHERE key = 'time'` }))[0]?.[0]

test('each call gets the answer of its place, or none where the routine had no row for it', async () => {
  const caller = callerOf(7)
  const numbers = Array.from({ length: 40 }, (_, n) => n)
  const answers = await Promise.all(numbers.map((n) => caller.call(half, at(n))))
  expect(answers).toEqual(numbers.map((n) => (n % 2 ? undefined : n / 2)))
})

test('an answer that cannot be read is the trouble of its caller alone', async () => {
  const caller = callerOf()
  const ends = await Promise.allSettled([40, 42, 44].map((n) => caller.call(half, at(n))))
  expect(ends).toEqual([
    { status: 'fulfilled', value: 20 },
    { status: 'rejected', reason: refused },
    { status: 'fulfilled', value: 22 },
  ])
})

test('a call that cannot be written down is the trouble of its caller alone, who is told it', async () => {
  const caller = callerOf()
  const fault = new TypeError('No number')
  const picky = { ...half, encode: (input: Call) => (input.n === 2 ? raise(fault) : input) }
  const ends = await Promise.allSettled([0, 2, 4].map((n) => caller.call(picky, at(n))))
  expect(ends).toEqual([
    { status: 'fulfilled', value: 0 },
    { status: 'rejected', reason: fault },
    { status: 'fulfilled', value: 2 },
  ])
  await expect(caller.call(picky, at(2))).rejects.toBe(fault)
})

function raise(fault: Error): never {
  throw fault
}

test('calls of a batch are run in the order that the command wants', async () => {
  const caller = callerOf()
  const [five, two, four] = await Promise.all([5, 2, 4].map((n) => caller.call(write, at(n))))
  expect([(two as number) < (four as number), (four as number) < (five as number)]).toEqual([true, true])
})

test('where one call of a batch fails, the others are run again alone and done once', async () => {
  const caller = callerOf()
  await connections.ask({ text: 'DELETE FROM written' })
  const ends = await Promise.allSettled([10, 0, 20].map((n) => caller.call(write, at(n))))
  expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(ends[1]).toMatchObject({ reason: { code: 'server-error' } })
  expect(await connections.ask({ text: 'SELECT n FROM written ORDER BY n' })).toEqual([[5], [10]])
})

test('a call that waited behind a locked one is refused at the end of its patience, and never sent', async () => {
  const caller = callerOf()
  await connections.ask({ text: 'DELETE FROM written' })
  const begun = performance.now()
  await connections.hold(async (ask) => {
    await ask({ text: 'BEGIN' })
    await ask({ text: 'LOCK TABLE written' })
    const first = caller.call(write, at(1)).catch((fault: unknown) => fault)
    await pause(100)
    const second = caller.call(write, at(2)).catch((fault: unknown) => fault)
    expect([await first, await second]).toMatchObject([{ code: 'busy' }, { code: 'busy' }])
    await ask({ text: 'ROLLBACK' })
  })
  // The server's own time-out is two seconds, and would be waited for twice.
  expect(performance.now() - begun).toBeLessThan(1900)
  await caller.call(write, at(4))
  expect(await connections.ask({ text: 'SELECT n FROM written WHERE n < 100' })).toEqual([[25]])
})

test('a read that nobody answers is refused at the end of its patience, however often it is asked', async () => {
  const hole = createServer(() => undefined)
  await new Promise<void>((resolve) => hole.listen(0, '127.0.0.1', resolve))
  const { port } = hole.address() as AddressInfo
  const target = readTarget(`postgres://nobody@127.0.0.1:${port}/none`)
  const silent = await openPool(target, { size: 3, timeout: 1500 as Duration, pooled: false })
  const options = { nameOf: set.nameOf, maxBatch: 64, maxWaiting: 1000, patience: 2000 as Duration }
  const begun = performance.now()
  await expect(new Caller(silent, options).call(half, at(2))).rejects.toMatchObject({ code: 'busy' })
  // Two whole time-outs would be three seconds.
  expect(performance.now() - begun).toBeLessThan(2700)
  await silent.close()
  hole.close()
})

test('the latest moment named by a change is marked, once in a second of it, and never goes back', async () => {
  const caller = callerOf()
  await connections.ask({ text: 'DELETE FROM postern_meta' })
  await caller.call(half, at(2, 90_000))
  await caller.call(write, at(1, 50_000))
  expect([caller.time, await marked()]).toEqual([50_000, 50_000])
  await caller.call(write, at(1, 50_999))
  expect([caller.time, await marked()]).toEqual([50_999, 50_000])
  await caller.call(write, at(1, 51_000))
  await caller.call(write, at(1, 20_000))
  await callerOf().call(write, at(1, 30_000))
  expect([caller.time, await marked()]).toEqual([51_000, 51_000])
})

test('closing waits for those under way and takes nobody else', async () => {
  const caller = callerOf()
  const under = caller.call(half, at(8))
  const closing = caller.close()
  await expect(caller.call(half, at(8))).rejects.toMatchObject({ code: 'busy', detail: 'The store is closed.' })
  await closing
  expect(await under).toBe(4)
})
