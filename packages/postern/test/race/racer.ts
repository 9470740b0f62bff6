/**
 * One of several processes over one database file. It waits for its word to go, then redeems every attempt, takes every
 * try and claims every message that it can, and says on its standard output what it got.
 */
import { once } from 'node:events'
import { sqlite } from '../../src/adapters/sqlite/sqlite.ts'
import type { Id } from '../../src/domain/id.ts'
import { after, instant, minutes } from '../../src/domain/instant.ts'
import { virtualClock } from '../../src/ports/conformance/virtual-clock.ts'
import { createWorld, effectFor, look, redeemFound, type World } from '../../src/ports/conformance/world.ts'

export interface RaceOrders {
  readonly file: string
  readonly seed: number
  readonly now: number
  readonly toRedeem: readonly string[]
  readonly toTry: readonly string[]
}

export interface RaceResult {
  readonly redeemed: readonly string[]
  readonly taken: readonly string[]
  readonly claimed: readonly string[]
}

const orders = JSON.parse(process.argv[2] ?? '{}') as RaceOrders
const store = await sqlite(orders.file, { waitForLock: 30_000 }).open()
const world = createWorld(store, virtualClock(instant(orders.now)), orders.seed)

process.stdout.write('ready\n')
await once(process.stdin, 'data')
const [redeemed, taken, claimed] = await Promise.all([redeemAll(world), tryAll(world), claimAll(world)])
await store.close()
process.stdout.write(`${JSON.stringify({ redeemed, taken, claimed } satisfies RaceResult)}\n`)
process.stdin.destroy()

async function redeemAll(node: World): Promise<string[]> {
  const won: string[] = []
  for (const id of node.draw.shuffled(orders.toRedeem) as Id<'attempt'>[]) {
    const found = await look(node, id)
    const answers = await Promise.all(Array.from({ length: 5 }, () => redeemFound(node, found, effectFor(node, found))))
    won.push(...answers.filter(({ kind }) => kind === 'done').map(() => id))
  }
  return won
}

async function tryAll(node: World): Promise<string[]> {
  const taken: string[] = []
  for (const id of node.draw.shuffled(orders.toTry) as Id<'attempt'>[]) {
    for (let time = 0; time < 5; time++) {
      const answer = await node.store.attempts.takeTry(node.at({ id, charges: [] }))
      if (answer.kind === 'taken') taken.push(id)
    }
  }
  return taken
}

async function claimAll(node: World): Promise<string[]> {
  const claimed: string[] = []
  const owner = `node-${orders.seed}`
  for (;;) {
    const until = after(node.now, minutes(1))
    const messages = await node.store.messages.claim({ owner, until, limit: 5, now: node.now })
    if (messages.length === 0) return claimed
    claimed.push(...messages.map(({ id }) => id))
  }
}
