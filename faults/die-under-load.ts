/** Lives of one node after the other under a load that never stops: each ends at its own moment. */
import type { Deaths } from './deaths.ts'
import type { Orders } from './nodes/orders.ts'
import type { RunningNode } from './nodes/running-node.ts'
import type { Scene } from './scene.ts'

export interface Lives {
  /** Told to every node. */
  readonly orders?: () => Partial<Orders>
  /** The moment is passed so often at most before it ends the node. */
  readonly mostTimes?: number
}

/** A moment that nobody comes to within this time is given up: the node is ended at once. */
const longestLife = 6_000
/** The last chance of a moment that was never come to. */
const longestWait = 30_000

/** Ends a node at each of the moments, and writes down at which of them one died. */
export async function dieAtEach(scene: Scene, moments: readonly string[], lives: Lives = {}): Promise<Deaths> {
  const deaths = new Map<string, number>()
  const live = async (name: string, times: number, longest: number): Promise<void> => {
    const isReached = await liveUntil(scene, { ...lives.orders?.(), at: { name, times, act: 'die' } }, longest)
    deaths.set(name, (deaths.get(name) ?? 0) + Number(isReached))
  }
  for (const name of moments) await live(name, 1 + scene.random.below(lives.mostTimes ?? 10), longestLife)
  for (const [name, count] of deaths) if (count === 0) await live(name, 1, longestWait)
  return deaths
}

/** Whether the node died at its moment. */
async function liveUntil(scene: Scene, orders: Partial<Orders>, longest: number): Promise<boolean> {
  const node = await startDoomed(scene, orders)
  if (!node) return true
  const late = setTimeout(() => node.signal('SIGKILL'), longest)
  await node.ended
  clearTimeout(late)
  if (noteDeath(scene, node)) return true
  scene.history.fault(`SIGKILL, as nobody came to ${orders.at?.name}`)
  return false
}

/** A node whose moment comes before it listens is a node that has died as it should. */
async function startDoomed(scene: Scene, orders: Partial<Orders>): Promise<RunningNode | undefined> {
  try {
    return await scene.start(orders)
  } catch (fault) {
    const node = fault instanceof Error && 'node' in fault ? (fault.node as RunningNode) : undefined
    if (!node || !noteDeath(scene, node)) throw fault
    return undefined
  }
}

function noteDeath({ history }: Scene, node: Pick<RunningNode, 'said'>): boolean {
  const last = node.said.find((line) => line.kind === 'reached')
  if (!last) return false
  history.fault(`SIGKILL at ${last.at}`)
  if (last.at === 'after:attempts.takeTry' && last.attempt !== undefined) history.counted(last.attempt)
  return true
}
