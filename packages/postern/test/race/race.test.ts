import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sqlite } from '../../src/adapters/sqlite/sqlite.ts'
import { leaseLength } from '../../src/ports/conformance/drafts.ts'
import { virtualClock } from '../../src/ports/conformance/virtual-clock.ts'
import { createWorld, eventsOf, look, request, tally } from '../../src/ports/conformance/world.ts'
import type { RaceOrders, RaceResult } from './racer.ts'

const program = fileURLToPath(new URL('./racer.ts', import.meta.url))
const processes = 3

let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postern-race-'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('processes that race on one file redeem each attempt once, count every try and share the messages', async () => {
  const file = join(folder, 'store.db')
  const store = await sqlite(file, { waitForLock: 30_000 }).open()
  const world = createWorld(store, virtualClock())
  const toRedeem = await Promise.all(Array.from({ length: 60 }, async () => (await request(world)).id))
  const toTry = await Promise.all(Array.from({ length: 30 }, async () => (await request(world)).id))
  world.pass(leaseLength)
  const results = await race({ file, now: world.now, toRedeem, toTry })

  expect(results.flatMap(({ redeemed }) => redeemed).toSorted()).toEqual(toRedeem.toSorted())
  const taken = tally(results.flatMap((result) => result.taken))
  expect(Object.keys(taken).toSorted()).toEqual(toTry.toSorted())
  expect(new Set(Object.values(taken))).toEqual(new Set([5]))
  for (const id of toTry) expect((await look(world, id)).attempt.tries).toBe(5)
  const claimed = results.flatMap((result) => result.claimed)
  expect([claimed.length, new Set(claimed).size]).toEqual([90, 90])
  expect(tally((await eventsOf(world)).map(({ type }) => type))).toEqual({
    'link.requested': 90,
    'user.created': 60,
    'sign-in.completed': 60,
  })
  await store.close()
}, 90_000)

/** Starts every process, and lets them go when all are ready. */
async function race(orders: Omit<RaceOrders, 'seed'>): Promise<readonly RaceResult[]> {
  const racers = Array.from({ length: processes }, (_, at) => {
    const child = spawn(process.execPath, ['--no-warnings', program, JSON.stringify({ ...orders, seed: at + 1 })], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    return { child, lines: createInterface({ input: child.stdout })[Symbol.asyncIterator]() }
  })
  for (const { lines } of racers) expect((await lines.next()).value).toBe('ready')
  for (const { child } of racers) child.stdin.write('go\n')
  return Promise.all(racers.map(async ({ lines }) => JSON.parse((await lines.next()).value ?? '') as RaceResult))
}
