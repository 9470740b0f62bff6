/**
 * S1, S2 and S3 side by side: all servers are up, one at a time is under load, and the rounds go through them in turn,
 * each starting with another, so that a slow minute of the machine falls on everybody.
 */
import type { ContestantName } from '../contestants.ts'
import type { Plan } from '../flags.ts'
import { probe } from '../load/probe.ts'
import { type Measure, runLoad } from '../load/run-load.ts'
import type { RunningServer } from '../load/running-server.ts'
import type { Scenario } from '../load/scenarios.ts'
import { warmUp } from '../load/warm-up.ts'
import { progress } from '../progress.ts'
import { type ByContestant, medianMeasure, type Results } from '../results.ts'

const order: readonly Scenario[] = ['s1', 's2', 's3']
const rewarmSeconds = 0.5

export async function measureRates(servers: readonly RunningServer[], plan: Plan): Promise<Results['rates']> {
  const scenarios = order.filter((scenario) => plan.parts.has(scenario))
  for (const server of servers) await prepare(server, scenarios, plan)
  const rates: Results['rates'] = {}
  for (const scenario of scenarios) {
    const able = servers.filter((server) => canDo(server, scenario))
    rates[scenario] = await measureInTurn(able, scenario, plan, plan.users)
  }
  return rates
}

/** One user alone: what the machine adds when nobody waits for anybody. */
export async function measureOneUser(servers: readonly RunningServer[], plan: Plan): Promise<Results['oneUser']> {
  const able = servers.filter((server) => canDo(server, 's1'))
  if (!plan.parts.has('s1')) for (const server of able) await prepare(server, ['s1'], plan)
  return measureInTurn(able, 's1', plan, 1)
}

/** Medians per server over the rounds. */
export async function measureInTurn(
  servers: readonly RunningServer[],
  scenario: Scenario,
  plan: Plan,
  users: number,
): Promise<ByContestant<Measure>> {
  const measures = new Map<ContestantName, Measure[]>(servers.map(({ contestant }) => [contestant.name, []]))
  for (let round = 0; round < plan.rounds; round++) {
    for (const server of rotated(servers, round)) {
      const { name } = server.contestant
      progress(`${scenario}, ${users === 1 ? 'one user, ' : ''}round ${round + 1} of ${plan.rounds}: ${name}`)
      measures.get(name)?.push(await measureOnce(server, scenario, plan, users))
    }
  }
  return Object.fromEntries([...measures].map(([name, each]) => [name, medianMeasure(each)]))
}

/** One measurement, after enough load to be back at speed. */
export async function measureOnce(
  server: RunningServer,
  scenario: Scenario,
  plan: Plan,
  users: number,
): Promise<Measure> {
  await runLoad(server, scenario, { users, seconds: rewarmSeconds })
  return runLoad(server, scenario, { users, seconds: plan.seconds })
}

export function rotated<T>(items: readonly T[], by: number): readonly T[] {
  const at = items.length === 0 ? 0 : by % items.length
  return [...items.slice(at), ...items.slice(0, at)]
}

/** Shows that the server does its work, then brings it up to speed in each scenario. */
export async function prepare(server: RunningServer, scenarios: readonly Scenario[], plan: Plan): Promise<void> {
  const { name, warmSeconds } = server.contestant
  progress(`${name}: signing in, to see that it does`)
  await probe(server)
  for (const scenario of scenarios.filter((one) => canDo(server, one))) {
    progress(`${name}: warming up ${scenario}`)
    const least = plan.quick ? 1 : warmSeconds
    await warmUp(server, scenario, { users: plan.users, leastSeconds: least, mostSeconds: plan.quick ? 1 : 3 * least })
  }
}

function canDo(server: RunningServer, scenario: Scenario): boolean {
  const { signsIn, only } = server.contestant
  return (signsIn || scenario === 's2') && (only === undefined || only.includes(scenario))
}
