/** One seed, from an empty store to a world at rest, with every promise checked on the way. */
import { hours, minutes } from '../../src/domain/instant.ts'
import { type Action, actions } from './actions.ts'
import { auditAll } from './audit.ts'
import { createDevice, createPerson, scopes } from './people.ts'
import { settle } from './scheduler.ts'
import { createWorld, type World } from './world.ts'

export interface Report {
  readonly seed: number
  readonly signIns: number
  readonly commands: number
  readonly operations: number
  readonly crashes: number
  readonly forgotten: number
  /** A hash of everything that happened, in its order. */
  readonly trace: string
}

/** A promise was broken. The message is the one line that somebody needs to see it again. */
export class SimulationFailure extends Error {
  override readonly name = 'SimulationFailure'
}

const peopleAtFirst = 12
const strangers = 3
const mostAtOnce = 6
/** Steps without end are a fault of their own. */
const mostSteps = 1_500

export async function simulate(seed: number, signIns: number): Promise<Report> {
  const world = await createWorld(seed)
  let step = 0
  try {
    populate(world)
    step = await live(world, signIns)
    if (!world.broken) await comeToRest(world)
    if (!world.broken) world.broken = await auditAll(world.store, world.clock, world.model, world.rings.auditor)
  } finally {
    await world.store.close()
  }
  const { commands, operations, crashes, forgotten, trace, tail } = world.tally
  if (world.broken) throw new SimulationFailure(failureLine(world.broken, seed, step || operations, tail))
  const made = world.model.counts.sessions
  return { seed, signIns: made, commands, operations, crashes, forgotten, trace: trace.digest('hex') }
}

function failureLine(promise: string, seed: number, steps: number, tail: readonly string[]): string {
  const again = `npm run test:simulation -- --seed ${seed}`
  return `BROKEN ${promise} | seed ${seed}, step ${steps}, last ${tail.join(', ')} | again: ${again}`
}

function populate(world: World): void {
  for (const scope of scopes) {
    for (let number = 1; number <= peopleAtFirst; number++) {
      const { person, devices } = createPerson(world.random, scope, number)
      world.people.push(person)
      world.devices.push(...devices)
    }
    for (let number = 1; number <= strangers; number++) {
      const kind = number === 1 ? 'program' : 'browser'
      world.devices.push(createDevice(world.random, scope, `stranger-${number}`, kind))
    }
  }
}

/** Things happen at once, and every so often much time passes. Answers the number of steps. */
async function live(world: World, signIns: number): Promise<number> {
  const { random, scheduler, model, clock } = world
  const running = new Set<Promise<unknown>>()
  let width = mostAtOnce
  for (let step = 1; ; step++) {
    if (world.broken) return step
    if (model.counts.sessions >= signIns) {
      await drain(world, running)
      return step
    }
    if (step > signIns * mostSteps) {
      world.broken = 'promise: people get in'
      return step
    }
    if (running.size < width && (scheduler.waiting === 0 || random.chance(0.45))) launch(world, running)
    else scheduler.release()
    await settle()
    if (!random.chance(0.002)) continue
    await drain(world, running)
    clock.advance(random.chance(0.1) ? hours(1 + random.below(20)) : minutes(1 + random.below(20)))
    width = 1 + random.below(mostAtOnce)
  }
}

function launch(world: World, running: Set<Promise<unknown>>): void {
  const action: Action = world.random.weighted(actions)
  const work = action.act(world)
  if (!work) return
  const done = work.finally(() => running.delete(done))
  running.add(done)
}

/** Lets everything that is under way come to its end. */
async function drain(world: World, running: ReadonlySet<Promise<unknown>>): Promise<void> {
  await settle()
  while ((running.size > 0 || world.scheduler.waiting > 0) && !world.broken) {
    world.scheduler.release()
    await settle()
  }
}

/** The storm is over: whatever still waits must now come to an end by itself. */
async function comeToRest(world: World): Promise<void> {
  world.stormy = false
  const running = new Set<Promise<unknown>>()
  for (let round = 0; round < 12 && !world.broken; round++) {
    for (const node of world.nodes) {
      const work = node.chores.run().finally(() => running.delete(work))
      running.add(work)
      await drain(world, running)
    }
    world.clock.advance(minutes(2))
  }
}
