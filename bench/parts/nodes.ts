/** S1 by several processes over one database against one process over the same: what does it cost to be several? */
import { join } from 'node:path'
import type { Contestant } from '../contestants.ts'
import type { Plan } from '../flags.ts'
import type { Measure } from '../load/run-load.ts'
import { type Place, startServer } from '../load/running-server.ts'
import { progress } from '../progress.ts'
import { type ByContestant, medianMeasure, type Nodes } from '../results.ts'
import { measureOnce, prepare, rotated } from './rates.ts'

export async function measureNodes(
  contestants: readonly Contestant[],
  place: Place,
  plan: Plan,
): Promise<ByContestant<Nodes>> {
  const found: ByContestant<Nodes> = {}
  for (const contestant of contestants) found[contestant.name] = await compare(contestant, place, plan)
  return found
}

async function compare(contestant: Contestant, place: Place, plan: Plan): Promise<Nodes> {
  const shared = { ...place, folder: join(place.folder, `nodes-${contestant.name}`) }
  const servers = {
    one: await startServer(contestant, shared),
    several: await startServer(contestant, { ...shared, nodes: plan.nodes }),
  }
  const measures = { one: [] as Measure[], several: [] as Measure[] }
  for (const server of Object.values(servers)) await prepare(server, ['s1'], plan)
  for (let round = 0; round < plan.rounds; round++) {
    progress(`${contestant.name}: one process and ${plan.nodes}, round ${round + 1} of ${plan.rounds}`)
    for (const which of rotated(['one', 'several'] as const, round)) {
      measures[which].push(await measureOnce(servers[which], 's1', plan, plan.users))
    }
  }
  await Promise.all(Object.values(servers).map((server) => server.stop()))
  return { count: plan.nodes, one: medianMeasure(measures.one), several: medianMeasure(measures.several) }
}
