/** Lives of one node after the other under a load that never stops: each ends at its own moment. */
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

/** Answers how many of the moments were reached. */
export async function dieAtEach(scene: Scene, moments: readonly string[], lives: Lives = {}): Promise<number> {
  let reached = 0
  for (const name of moments) {
    const times = 1 + scene.random.below(lives.mostTimes ?? 10)
    const node = await startDoomed(scene, { ...lives.orders?.(), at: { name, times, act: 'die' } })
    if (!node) {
      reached += 1
      continue
    }
    const late = setTimeout(() => node.signal('SIGKILL'), longestLife)
    await node.ended
    clearTimeout(late)
    if (noteDeath(scene, node)) reached += 1
  }
  return reached
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
  history.fault(last ? `SIGKILL at ${last.at}` : 'SIGKILL')
  if (last?.at === 'after:attempts.takeTry' && last.attempt !== undefined) history.counted(last.attempt)
  return last !== undefined
}
