/**
 * From starting the process to its first reply, on a database it made before: a restart. The very first start, which
 * makes the tables, is not counted.
 */
import { join } from 'node:path'
import type { Contestant, ContestantName } from '../contestants.ts'
import type { Plan } from '../flags.ts'
import { type Place, startServer } from '../load/running-server.ts'
import { median } from '../load/statistics.ts'
import { askOnce } from '../load/wire.ts'
import { progress } from '../progress.ts'
import type { ByContestant } from '../results.ts'
import { rotated } from './rates.ts'

export async function measureColdStarts(
  contestants: readonly Contestant[],
  place: Place,
  plan: Plan,
): Promise<ByContestant<number>> {
  const starts = plan.quick ? 1 : 7
  const times = new Map<ContestantName, number[]>()
  for (const contestant of contestants) await timeStart(contestant, place)
  for (let round = 0; round < starts; round++) {
    progress(`cold start ${round + 1} of ${starts}`)
    for (const contestant of rotated(contestants, round)) {
      times.set(contestant.name, [...(times.get(contestant.name) ?? []), await timeStart(contestant, place)])
    }
  }
  return Object.fromEntries([...times].map(([name, each]) => [name, median(each)]))
}

async function timeStart(contestant: Contestant, place: Place): Promise<number> {
  const begun = performance.now()
  const server = await startServer(contestant, { ...place, folder: join(place.folder, `cold-${contestant.name}`) })
  await askOnce(server.ports[0] ?? 0, contestant.protocol.check(''))
  const taken = performance.now() - begun
  await server.stop()
  return taken
}
