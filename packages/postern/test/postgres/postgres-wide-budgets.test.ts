import { afterEach, beforeEach, expect, test } from 'vitest'
import { minutes } from '../../src/domain/instant.ts'
import {
  budget,
  completed,
  effectFor,
  look,
  nothing,
  prepare,
  redeemFound,
  request,
  tally,
  type World,
} from '../../src/ports/conformance/world.ts'
import type { Charge } from '../../src/ports/written.ts'
import { createGround, type Ground, until, waits } from './ground.ts'

const grain = minutes(3)
const wide = (key: string, max: number): Charge => ({ key, windows: [{ length: minutes(60), max }], grain })
const failures = wide('failures', Number.MAX_SAFE_INTEGER)

let ground: Ground
let worlds: World[]

beforeEach(async () => {
  ground = await createGround()
  worlds = await Promise.all([1, 2, 3].map(() => ground.node({ poolSize: 6 })))
})

afterEach(() => ground.close())

async function issue(world: World, charge: Charge): Promise<string> {
  const attempt = world.draw.attempt(world.now)
  return (await world.store.attempts.issue(world.at({ attempt, charges: [charge], also: nothing }))).kind
}

/** Calls spread over the nodes, so many at once. */
async function spread(count: number, atOnce: number, call: (world: World, at: number) => Promise<string>) {
  const answers: string[] = []
  for (let from = 0; from < count; from += atOnce) {
    const size = Math.min(atOnce, count - from)
    const wave = Array.from({ length: size }, (_, at) => call(worlds[(from + at) % worlds.length] as World, from + at))
    answers.push(...(await Promise.all(wave)))
  }
  return tally(answers)
}

/** The rows that hold a budget, and their hits. */
async function stripesOf(key: string): Promise<readonly number[]> {
  const rows = await ground.query(
    `SELECT coalesce((SELECT sum(n) FROM unnest(b.counts) AS n), 0)::int AS hits FROM postern_budgets b
WHERE b.key = $1 OR starts_with(b.key, $1 || '#')`,
    [key],
  )
  return rows.map(({ hits }) => Number(hits))
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)

async function failuresSeen(world: World): Promise<number> {
  return (await prepare(world, world.draw.address())).failures
}

/** A counted try of an attempt of its own. */
async function tried(world: World): Promise<ReturnType<typeof request>> {
  const attempt = await request(world)
  const taken = await world.store.attempts.takeTry(world.at({ id: attempt.id, charges: [failures] }))
  expect(taken.kind).toBe('taken')
  return attempt
}

async function succeed(world: World, { id }: Awaited<ReturnType<typeof request>>): Promise<string> {
  const found = await look(world, id)
  const effect = effectFor(world, found, { giveBack: [failures] })
  return (await redeemFound(world, found, effect, completed(world, id, effect))).kind
}

test('a wide budget lies in several rows that add up to what was spent', async () => {
  expect(await spread(300, 100, (world) => issue(world, wide('shared', 100_000)))).toEqual({ issued: 300 })
  const stripes = await stripesOf('shared')
  expect(sum(stripes)).toBe(300)
  expect(stripes.length).toBeGreaterThan(1)
  expect(stripes.length).toBeLessThanOrEqual(8)
})

test('a narrow budget lies in one row', async () => {
  await spread(60, 20, (world) => issue(world, { ...budget('narrow', 999), grain }))
  await spread(60, 20, (world) => issue(world, budget('fine', 100_000)))
  expect([await stripesOf('narrow'), await stripesOf('fine')]).toEqual([[60], [60]])
})

test('a wide limit is kept but for what is under way beside it', async () => {
  const most = 1000
  const before = 800
  await ground.query(
    `INSERT INTO postern_budgets (tenant, key, times, counts, expires_at)
VALUES ($1, 'shared#0', ARRAY[$2::bigint], ARRAY[$3::integer], $2::bigint + 3600000)`,
    ['default', ground.world.now - (ground.world.now % grain), before],
  )
  const { issued = 0, limited = 0 } = await spread(450, 150, (world) => issue(world, wide('shared', most)))
  expect(issued + limited).toBe(450)
  expect(issued + before).toBeGreaterThanOrEqual(most)
  // No more than were under way at once.
  expect(issued + before).toBeLessThan(most + 150)
  expect(sum(await stripesOf('shared'))).toBe(issued + before)
  expect(await spread(30, 1, (world) => issue(world, wide('shared', most)))).toEqual({ limited: 30 })
})

test('every node sees the failures that any connection has counted', async () => {
  await Promise.all(Array.from({ length: 90 }, (_, at) => tried(worlds[at % 3] as World)))
  expect((await stripesOf('failures')).length).toBeGreaterThan(1)
  expect(await Promise.all(worlds.map(failuresSeen))).toEqual([90, 90, 90])
})

test('a hit is given back by whichever connection the success comes on', async () => {
  const attempts = await Promise.all(Array.from({ length: 60 }, (_, at) => tried(worlds[at % 3] as World)))
  const others = attempts.map((attempt, at) => succeed(worlds[(at + 1) % 3] as World, attempt))
  expect(tally(await Promise.all(others))).toEqual({ done: 60 })
  expect(await Promise.all(worlds.map(failuresSeen))).toEqual([0, 0, 0])
  expect(sum(await stripesOf('failures'))).toBe(0)
})

test('a connection gives back what only others have counted', async () => {
  const nodes = await Promise.all([1, 2, 3, 4].map(() => ground.node({ poolSize: 1, listen: false })))
  const attempts: Awaited<ReturnType<typeof request>>[] = []
  for (const node of nodes) attempts.push(await tried(node))
  expect((await stripesOf('failures')).length).toBeGreaterThan(1)
  for (const attempt of attempts) expect(await succeed(nodes[0] as World, attempt)).toBe('done')
  expect(await failuresSeen(nodes[1] as World)).toBe(0)
})

test('what is given back is the newest hit, and older ones leave when their time is over', async () => {
  const [world] = worlds as [World]
  for (let at = 0; at < 6; at++) await tried(world)
  world.pass(minutes(30))
  const later = await Promise.all(Array.from({ length: 9 }, (_, at) => tried(worlds[at % 3] as World)))
  await Promise.all(later.slice(0, 5).map((attempt, at) => succeed(worlds[at % 3] as World, attempt)))
  expect(await failuresSeen(world)).toBe(10)
  world.pass(minutes(31))
  expect(await failuresSeen(world)).toBe(4)
})

test('nothing that was not spent can be given back', async () => {
  const [world] = worlds as [World]
  const attempts = await Promise.all(Array.from({ length: 3 }, () => request(world)))
  for (const attempt of attempts) expect(await succeed(world, attempt)).toBe('done')
  expect(await failuresSeen(world)).toBe(0)
  await tried(world)
  expect(await failuresSeen(world)).toBe(1)
})

test('a budget that is swept away while it is waited for loses no hit', async () => {
  const world = worlds[0] as World
  const charges = [budget('first', 5, minutes(1)), budget('second', 5, minutes(1))]
  const ask = async (): Promise<string> => {
    const attempt = world.draw.attempt(world.now)
    return (await world.store.attempts.issue(world.at({ attempt, charges, also: nothing }))).kind
  }
  expect(await ask()).toBe('issued')
  world.pass(minutes(2))
  const [holder, sweeper] = [await ground.session(), await ground.session()]
  await holder.query('BEGIN')
  await holder.query(`SELECT 1 FROM postern_budgets WHERE key = 'first' FOR UPDATE`)
  const asking = ask()
  await until(() => waits(ground), 'the first budget')
  await sweeper.query(`DELETE FROM postern_budgets WHERE key = 'second'`)
  await holder.query('COMMIT')
  expect(await asking).toBe('issued')
  expect([await stripesOf('first'), await stripesOf('second')]).toEqual([[1], [1]])
})
