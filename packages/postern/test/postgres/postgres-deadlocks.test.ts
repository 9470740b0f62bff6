import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Asker } from '../../src/domain/attempt.ts'
import type { EmailAddress } from '../../src/domain/email-address.ts'
import { after, minutes } from '../../src/domain/instant.ts'
import type { MessageDraft } from '../../src/domain/message.ts'
import { completed, effectFor, look, redeemFound, type World } from '../../src/ports/conformance/world.ts'
import type { AttemptDraft, Charge } from '../../src/ports/store.ts'
import { createGround, type Ground, until } from './ground.ts'

const nodes = 4
const playedFor = 4000

/** Four narrow budgets and two wide ones, none of which ever ends. */
const budgets: readonly Charge[] = Array.from({ length: 6 }, (_, at) => ({
  key: `budget/${'dbfaec'[at]}`,
  windows: [{ length: minutes(60), max: 1_000_000 }],
  grain: at < 4 ? 0 : minutes(3),
}))

let ground: Ground
let worlds: World[]

beforeAll(async () => {
  ground = await createGround('own')
  worlds = await Promise.all(Array.from({ length: nodes }, (_, at) => ground.node(100 + at, { poolSize: 6 })))
})

afterAll(() => ground.close())

/** How much was charged to each budget by calls that were answered with yes, and given back. */
const spent = new Map<string, number>(budgets.map(({ key }) => [key, 0]))
function note(charges: readonly Charge[], by: 1 | -1): void {
  for (const { key } of charges) spent.set(key, (spent.get(key) ?? 0) + by)
}

interface People {
  readonly askers: readonly Asker[]
  readonly addresses: readonly EmailAddress[]
}

/** Asks and signs in while the mail is settled; each time with other budgets, in another order. */
async function play(world: World, { askers, addresses }: People): Promise<void> {
  const { draw, store } = world
  const asker = askers[draw.below(askers.length)] as Asker
  const address = addresses[draw.below(addresses.length)] as EmailAddress
  const attempt = draw.attempt(world.now, { asker, address })
  const message = draw.message(world.now, attempt)
  const charges = some(world)
  const issued = await store.attempts.issue(world.at({ attempt, charges, also: { events: [], messages: [message] } }))
  expect(issued).toEqual({ kind: 'issued' })
  note(charges, 1)
  await Promise.all([settle(world, message), signIn(world, attempt)])
  if (draw.below(10) === 0) await store.attempts.endAll(world.at({ asker: asker.id as never, hash: asker.hash }))
}

const some = ({ draw }: World): Charge[] => draw.shuffled(budgets).slice(0, 1 + draw.below(budgets.length))

function settle({ store, at, now }: World, { id, lease }: MessageDraft): Promise<unknown> {
  const outcome = { kind: 'sent', transport: 'wire', worksUntil: after(now, minutes(10)) } as const
  return store.messages.settle(at({ settlements: [{ id, owner: lease.owner, outcome }] }))
}

/** By a counted try. Every other browser gets a new binding, which its open attempts follow. */
async function signIn(world: World, attempt: AttemptDraft): Promise<void> {
  const { draw, store } = world
  const tries = some(world)
  const taken = await store.attempts.takeTry(world.at({ id: attempt.id, charges: tries }))
  if (taken.kind === 'exhausted') return
  note(tries, 1)
  const found = await look(world, attempt.id)
  const to = draw.asker(world.now)
  const from = { from: attempt.asker.id as never, fromHash: attempt.asker.hash }
  const rebind = { ...from, to: to.id as never, toHash: to.hash }
  const effect = effectFor(world, found, { giveBack: tries, ...(draw.below(2) ? { rebind } : {}) })
  const { kind } = await redeemFound(world, found, effect, completed(world, attempt.id, effect))
  if (kind === 'done') note(tries, -1)
}

test('nodes that share budgets, askers and addresses never lock each other out, and every hit is counted', async () => {
  const { draw, now } = ground.world
  const people: People = {
    askers: Array.from({ length: 6 }, () => draw.asker(now)),
    addresses: Array.from({ length: 12 }, () => draw.address()),
  }
  const giveUpAt = performance.now() + playedFor
  let played = 0
  const player = async (world: World): Promise<void> => {
    while (performance.now() < giveUpAt) {
      await play(world, people)
      played++
    }
  }
  await Promise.all(worlds.flatMap((world) => Array.from({ length: 12 }, () => player(world))))
  expect(played).toBeGreaterThan(100)
  const rows = await ground.query(`SELECT split_part(b.key, '#', 1) AS key, sum(n)::int AS hits
FROM postern_budgets b, unnest(b.counts) AS n GROUP BY 1`)
  expect(Object.fromEntries(rows.map(({ key, hits }) => [key, hits]))).toEqual(Object.fromEntries(spent))
  expect(await deadlocksOnRecord()).toBe(0)
})

/** Once the server has counted what its connections report when they are idle. */
async function deadlocksOnRecord(): Promise<number> {
  let last: unknown
  await until(async () => {
    const [row] = await ground.query(
      `SELECT deadlocks, xact_commit FROM pg_stat_database WHERE datname = current_database()`,
    )
    const settled = Number(row?.['xact_commit']) > 100
    last = row?.['deadlocks']
    return settled
  }, 'statistics')
  return Number(last)
}
