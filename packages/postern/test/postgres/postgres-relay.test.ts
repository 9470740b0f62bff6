import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { postgres } from '../../src/adapters/postgres/postgres.ts'
import type { Relay } from '../../src/ports/signals.ts'
import { countingPool } from './counting-pool.ts'
import { createGround, type Ground, until } from './ground.ts'
import { inChild } from './in-child.ts'

let ground: Ground

beforeAll(async () => {
  ground = await createGround()
})

const nodes: { close(): Promise<void> }[] = []

/** A connection goes some time after its node, and who counts listeners must not count those of the test before. */
afterEach(async () => {
  for (const node of nodes.splice(0)) await node.close()
  await until(async () => (await countListeners()) === 0, 'nobody listens any more')
})

afterAll(() => ground.close())

const listeners = `SELECT pid FROM pg_stat_activity
WHERE datname = current_database() AND query = 'LISTEN postern_wake' AND state = 'idle'`
const countListeners = async (): Promise<number> => (await ground.query(listeners)).length

async function relayOf(options?: Parameters<Ground['open']>[0]): Promise<Relay & { close(): Promise<void> }> {
  const store = await ground.open(options)
  nodes.push(store)
  if (!store.relay) throw new Error('This store has no relay')
  return { tell: store.relay.tell, hear: store.relay.hear, close: () => store.close() }
}

/** A node that hears, and what it heard. */
async function listening(): Promise<{ readonly heard: string[]; close(): Promise<void> }> {
  const before = await countListeners()
  const relay = await relayOf()
  const heard: string[] = []
  relay.hear((topic) => heard.push(topic))
  await until(async () => (await countListeners()) === before + 1, 'the node listens')
  return { heard, close: relay.close }
}

describe('a hint', () => {
  test('that is told on one node is heard on every other', async () => {
    const [one, other, teller] = [await listening(), await listening(), await relayOf()]
    teller.tell('attempt-a')
    await until(() => one.heard.length > 0 && other.heard.length > 0, 'both hear')
    expect([one.heard, other.heard]).toEqual([['attempt-a'], ['attempt-a']])
  })

  test('of many at once is heard, and each topic once', async () => {
    const [node, teller] = [await listening(), await relayOf()]
    const topics = Array.from({ length: 1000 }, (_, at) => `attempt-${String(at).padStart(26, '0')}`)
    for (const topic of [...topics, ...topics]) teller.tell(topic)
    await until(() => node.heard.length >= topics.length, 'all are heard')
    expect(new Set(node.heard)).toEqual(new Set(topics))
    // The first one had left before the second telling of it.
    expect(node.heard.length).toBeLessThan(topics.length + 200)
  })

  test('is heard again after the connection that listened was ended', async () => {
    const [node, teller] = [await listening(), await relayOf()]
    const [listener] = await ground.query(listeners)
    await ground.query('SELECT pg_terminate_backend($1)', [listener?.['pid']])
    await until(async () => (await countListeners()) === 0, 'it is gone')
    await until(async () => (await countListeners()) === 1, 'it listens again')
    teller.tell('attempt-b')
    await until(() => node.heard.includes('attempt-b'), 'it hears again')
  })

  test('is told but not heard where the store is told not to listen', async () => {
    const [node, deaf] = [await listening(), await relayOf({ listen: false })]
    const heard: string[] = []
    deaf.hear((topic) => heard.push(topic))
    deaf.tell('attempt-c')
    await until(() => node.heard.length > 0, 'the other hears')
    await pause(50)
    expect([heard, await countListeners()]).toEqual([[], 1])
  })

  test('on a closed store goes nowhere and harms nothing', async () => {
    const node = await listening()
    await node.close()
    await until(async () => (await countListeners()) === 0, 'the connection ends')
    const teller = await relayOf()
    await teller.close()
    teller.tell('attempt-d')
    await pause(50)
    expect(node.heard).toEqual([])
  })
})

test('an application’s pool gets the listener’s connection back at the end', async () => {
  const pool = countingPool({ connectionString: ground.url, max: 2 })
  const store = await postgres(pool).open()
  nodes.push(store)
  store.relay?.hear(() => undefined)
  await until(async () => (await countListeners()) === 1, 'it listens')
  await store.close()
  await until(async () => (await countListeners()) === 0, 'it is gone')
  expect(pool.own.totalCount - pool.own.idleCount).toBe(0)
  await pool.end()
})

test.each([
  ['at work', 'await store.ready()'],
  // The connection that was left open by starting is taken by the first: this one has to be made yet.
  ['about to listen', 'store.relay.hear(() => undefined); await new Promise((resolve) => setImmediate(resolve))'],
])('a process whose only store is closed ends by itself, when it was %s', async (_, meanwhile) => {
  const { code, said, complained } = await inChild(`
    const { postgres } = await load('src/adapters/postgres/postgres.ts')
    const store = await postgres(${JSON.stringify(ground.url)}).open()
    store.relay.hear(() => undefined)
    store.relay.tell('attempt-e')
    ${meanwhile}
    const closedAt = performance.now()
    await store.close()
    process.on('exit', () => console.log(Math.round(performance.now() - closedAt)))`)
  expect([code, complained]).toEqual([0, ''])
  expect(Number(said)).toBeLessThan(8000)
})
