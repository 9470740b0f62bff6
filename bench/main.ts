/** The bench from flags to table. Needs a Node that runs TypeScript; `run.mjs` sees to that. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Contestant, contestants } from './contestants.ts'
import { help, type Plan, readFlags } from './flags.ts'
import { pinLoad } from './load/cores.ts'
import { type Clusters, clusters } from './load/postgres-cluster.ts'
import { type Place, type RunningServer, startServer } from './load/running-server.ts'
import { measureColdStarts } from './parts/cold-start.ts'
import { measureGrowth } from './parts/growth.ts'
import { measureMemory } from './parts/memory.ts'
import { measureNodes } from './parts/nodes.ts'
import { measureOneUser, measureRates } from './parts/rates.ts'
import { progress } from './progress.ts'
import { report } from './report.ts'
import type { Results } from './results.ts'

try {
  await main()
} catch (error) {
  progress('')
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
process.exit()

async function main(): Promise<void> {
  const plan = readFlags(process.argv.slice(2))
  if (plan === undefined) return console.log(help)
  const folder = makeFolder()
  let postgres: Clusters | undefined
  const leave = async () => {
    await postgres?.remove()
    rmSync(folder, { recursive: true, force: true })
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void leave().finally(() => process.exit(1)))
  }
  try {
    const cores = pinLoad()
    postgres = plan.store === 'postgres' ? await clusters() : undefined
    const results = await measure(plan, { folder, core: cores?.server, clusters: postgres })
    progress('')
    console.log(report(results))
    if (plan.json !== undefined) writeFileSync(plan.json, `${JSON.stringify(results, null, 2)}\n`)
  } finally {
    await leave()
  }
}

/** Beside the bench, on a real disk: the system's temporary folder may be memory, where durability costs nothing. */
function makeFolder(): string {
  const cache = fileURLToPath(new URL('.cache', import.meta.url))
  mkdirSync(cache, { recursive: true })
  return mkdtempSync(join(cache, 'data-'))
}

async function measure(plan: Plan, place: Place): Promise<Results> {
  const chosen = contestants.filter(({ name }) => plan.servers.includes(name))
  const signing = chosen.filter(({ signsIn }) => signsIn)
  const { parts } = plan
  const side = await measureSideBySide(chosen, plan, place)
  return {
    at: new Date().toISOString(),
    node: process.versions.node,
    machine: `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores`,
    store: plan.store,
    postgres: place.clusters?.version,
    pinned: place.core !== undefined,
    users: plan.users,
    rounds: plan.rounds,
    seconds: plan.seconds,
    quick: plan.quick,
    ...side,
    coldStartMs: parts.has('cold-start') ? await measureColdStarts(chosen, place, plan) : {},
    growth: parts.has('growth') ? await measureGrowth(signing, place, plan) : {},
    memory: parts.has('memory') ? await measureMemory(ours(signing), place, plan) : {},
    nodes: parts.has('nodes') ? await measureNodes(ours(signing), place, plan) : {},
  }
}

/** The parts for which all servers are up at once. */
async function measureSideBySide(
  chosen: readonly Contestant[],
  plan: Plan,
  place: Place,
): Promise<Pick<Results, 'rates' | 'oneUser'>> {
  const { parts } = plan
  if (!(['s1', 's2', 's3', 'one-user'] as const).some((part) => parts.has(part))) return { rates: {}, oneUser: {} }
  const servers: RunningServer[] = []
  for (const contestant of chosen) {
    progress(`starting ${contestant.name}`)
    servers.push(await startServer(contestant, { ...place, folder: join(place.folder, contestant.name) }))
  }
  const rates = await measureRates(servers, plan)
  const oneUser = parts.has('one-user') ? await measureOneUser(servers, plan) : {}
  await Promise.all(servers.map((server) => server.stop()))
  return { rates, oneUser }
}

/** Two hundred thousand sign-ins are half an hour for a peer, and say nothing about us. */
function ours(signing: readonly Contestant[]): readonly Contestant[] {
  return signing.filter(({ name }) => name === 'limit' || name === 'postern')
}
