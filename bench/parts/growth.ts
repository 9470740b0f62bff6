/** The same work on full tables and on empty ones, in turn: what do years of use cost? */
import { join } from 'node:path'
import type { Contestant } from '../contestants.ts'
import type { Plan } from '../flags.ts'
import type { Measure } from '../load/run-load.ts'
import { type Place, type RunningServer, startServer } from '../load/running-server.ts'
import type { Scenario } from '../load/scenarios.ts'
import { askOnce } from '../load/wire.ts'
import { progress, progressBar } from '../progress.ts'
import { type ByContestant, type Growth, medianMeasure } from '../results.ts'
import { measureOnce, prepare, rotated } from './rates.ts'

const scenarios: readonly Scenario[] = ['s1', 's2']

export async function measureGrowth(
  contestants: readonly Contestant[],
  place: Place,
  plan: Plan,
): Promise<ByContestant<Growth>> {
  const found: ByContestant<Growth> = {}
  for (const contestant of contestants) {
    if (contestant.preload === undefined) continue
    const full = join(place.folder, `full-${contestant.name}`)
    await fill(contestant, { ...place, folder: full }, plan)
    const empty = join(place.folder, `empty-${contestant.name}`)
    const servers = {
      empty: await startServer(contestant, { ...place, folder: empty }),
      full: await startServer(contestant, { ...place, folder: full, known: plan.growth.users }),
    }
    found[contestant.name] = { size: plan.growth, scenarios: await compare(servers, plan) }
    await Promise.all([servers.empty.stop(), servers.full.stop()])
  }
  return found
}

/** The server makes its own tables, at its first request at the latest; then they are filled while it is down. */
async function fill(contestant: Contestant, place: Place, plan: Plan): Promise<void> {
  const server = await startServer(contestant, place)
  await askOnce(server.ports[0] ?? 0, contestant.protocol.check(''))
  await server.stop()
  const where = (await place.clusters?.at(place.folder))?.url ?? place.folder
  await contestant.preload?.[plan.store](where, plan.growth, (done, of) =>
    progressBar(`${contestant.name}: filling its tables`, done, of),
  )
}

async function compare(
  servers: { readonly empty: RunningServer; readonly full: RunningServer },
  plan: Plan,
): Promise<Growth['scenarios']> {
  const found: Growth['scenarios'] = {}
  for (const server of [servers.empty, servers.full]) await prepare(server, scenarios, plan)
  for (const scenario of scenarios) {
    const measures = { empty: [] as Measure[], full: [] as Measure[] }
    for (let round = 0; round < plan.rounds; round++) {
      progress(`growth, ${scenario}, round ${round + 1} of ${plan.rounds}`)
      for (const which of rotated(['empty', 'full'] as const, round)) {
        measures[which].push(await measureOnce(servers[which], scenario, plan, plan.users))
      }
    }
    found[scenario] = { empty: medianMeasure(measures.empty), full: medianMeasure(measures.full) }
  }
  return found
}
