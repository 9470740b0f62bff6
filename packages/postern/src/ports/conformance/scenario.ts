/**
 * What every store is held to. A scenario is a plain object that any test runner can call; it knows the port and the
 * words of the domain, and nothing of databases, frameworks or the machine it runs on.
 */
import type { Store } from '../store.ts'
import type { VirtualClock } from './virtual-clock.ts'
import { createWorld, type World } from './world.ts'

export interface ScenarioContext {
  /** A store over a fresh, empty database. */
  open(): Promise<Store>
  /**
   * One more store over the database of the last `open`, which may still be open: another node, or the same one after
   * a restart. Left out where a database dies with its store.
   */
  reopen?(): Promise<Store>
  readonly clock: VirtualClock
}

export interface Scenario {
  readonly name: string
  /** Set where the scenario is about a second store over the same database. */
  readonly needs?: 'reopen'
  run(context: ScenarioContext): Promise<void>
}

/** A scenario over one fresh store, closed at the end, as are all that it opened besides. */
export function scenario(name: string, play: (world: World) => Promise<void>): Scenario {
  return { name, run: (context) => inWorld(context, play) }
}

/** A scenario about two stores over one database. */
export function scenarioOfTwo(
  name: string,
  play: (world: World, another: () => Promise<Store>) => Promise<void>,
): Scenario {
  return {
    name,
    needs: 'reopen',
    run: (context) =>
      inWorld(context, async (world) => {
        const opened: Store[] = []
        const another = async (): Promise<Store> => {
          if (!context.reopen) throw new TypeError('This scenario needs a context with reopen')
          const store = await context.reopen()
          opened.push(store)
          return store
        }
        try {
          await play(world, another)
        } finally {
          for (const store of opened) await store.close()
        }
      }),
  }
}

async function inWorld(context: ScenarioContext, play: (world: World) => Promise<void>): Promise<void> {
  const store = await context.open()
  try {
    await play(createWorld(store, context.clock))
  } finally {
    await store.close()
  }
}
