/** What a process holds while many people sign in: it must reach a level and stay there. */
import { join } from 'node:path'
import type { Contestant } from '../contestants.ts'
import type { Plan } from '../flags.ts'
import { runLoad } from '../load/run-load.ts'
import { type Place, startServer } from '../load/running-server.ts'
import { progressBar } from '../progress.ts'
import type { ByContestant, Memory } from '../results.ts'

const slices = 10
const hour = 3_600

export async function measureMemory(
  contestants: readonly Contestant[],
  place: Place,
  plan: Plan,
): Promise<ByContestant<Memory>> {
  const found: ByContestant<Memory> = {}
  for (const contestant of contestants) found[contestant.name] = await watch(contestant, place, plan)
  return found
}

async function watch(contestant: Contestant, place: Place, plan: Plan): Promise<Memory> {
  const server = await startServer(contestant, { ...place, folder: join(place.folder, `memory-${contestant.name}`) })
  const rssBytes = [(await server.sample()).rssBytes]
  const operations = Math.ceil(plan.memorySignIns / slices)
  for (let slice = 0; slice < slices; slice++) {
    progressBar(`${contestant.name}: ${plan.memorySignIns} sign-ins`, slice, slices)
    rssBytes.push((await runLoad(server, 's1', { users: plan.users, seconds: hour, operations })).rssBytes)
  }
  await server.stop()
  return { signIns: operations * slices, rssBytes }
}
