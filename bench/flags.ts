/** The command line of the bench, read once. A wrong flag is refused with the flag's name. */
import { parseArgs } from 'node:util'
import { type ContestantName, contestants, type Size, type StoreName, stores } from './contestants.ts'

export const parts = ['s1', 's2', 's3', 'one-user', 'cold-start', 'growth', 'memory', 'nodes'] as const
export type Part = (typeof parts)[number]

export interface Plan {
  readonly store: StoreName
  readonly parts: ReadonlySet<Part>
  readonly servers: readonly ContestantName[]
  readonly users: number
  readonly rounds: number
  readonly seconds: number
  readonly quick: boolean
  readonly growth: Size
  readonly memorySignIns: number
  /** Processes over one database that are compared with one. */
  readonly nodes: number
  readonly json: string | undefined
}

export const help = `npm run bench -- [flags]

  --store postgres    everybody's rows in PostgreSQL instead of SQLite
  --only s1,s2        only these parts: ${parts.join(', ')}
                      (without it: all but growth, memory and nodes; on PostgreSQL no cold start either)
  --growth            adds growth: S1 and S2 with full tables against empty ones (minutes, and gigabytes of disk)
  --growth-size U,S   people and sessions loaded before (5000000,1000000)
  --memory            adds memory: what the process holds after many sign-ins
  --memory-sign-ins N (200000)
  --nodes N           adds nodes: S1 by so many processes over one PostgreSQL against one process (2)
  --servers a,b       only these: ${contestants.map(({ name }) => name).join(', ')}
  --rounds N          interleaved rounds, medians are reported (3)
  --seconds N         length of one measurement (5)
  --users N           simultaneous users (32)
  --quick             one short round, hardly warmed up: shows that it works, measures nothing
  --json FILE         writes everything that was measured`

/** `undefined` when only the help was asked for. */
export function readFlags(args: readonly string[]): Plan | undefined {
  const { values } = parseArgs({ args: [...args], options })
  if (values.help === true) return undefined
  const quick = values.quick === true
  const store = oneOf('--store', stores, values.store ?? 'sqlite')
  const parts = readParts(store, values)
  if (store === 'sqlite' && parts.has('nodes')) throw new TypeError('--nodes: several processes need --store postgres')
  const [growthUsers = '', growthSessions = ''] = (values['growth-size'] ?? '5000000,1000000').split(',')
  return {
    store,
    parts,
    servers: readServers(values.servers),
    users: natural('--users', values.users ?? '32'),
    rounds: natural('--rounds', values.rounds ?? (quick ? '1' : '3')),
    seconds: natural('--seconds', values.seconds ?? (quick ? '1' : '5')),
    quick,
    growth: { users: natural('--growth-size', growthUsers), sessions: natural('--growth-size', growthSessions) },
    memorySignIns: natural('--memory-sign-ins', values['memory-sign-ins'] ?? '200000'),
    nodes: natural('--nodes', values.nodes ?? '2'),
    json: values.json,
  }
}

const options = {
  help: { type: 'boolean' },
  store: { type: 'string' },
  only: { type: 'string' },
  growth: { type: 'boolean' },
  'growth-size': { type: 'string' },
  memory: { type: 'boolean' },
  'memory-sign-ins': { type: 'string' },
  nodes: { type: 'string' },
  servers: { type: 'string' },
  rounds: { type: 'string' },
  seconds: { type: 'string' },
  users: { type: 'string' },
  quick: { type: 'boolean' },
  json: { type: 'string' },
} as const

interface Asked {
  readonly only?: string | undefined
  readonly growth?: boolean | undefined
  readonly memory?: boolean | undefined
  readonly nodes?: string | undefined
}

const usual = { sqlite: 's1,s2,s3,one-user,cold-start', postgres: 's1,s2,s3,one-user' } as const

function readParts(store: StoreName, { only = usual[store], growth, memory, nodes }: Asked): ReadonlySet<Part> {
  const chosen = new Set<Part>()
  for (const part of only.split(',')) chosen.add(oneOf('--only', parts, part))
  if (growth === true) chosen.add('growth')
  if (memory === true) chosen.add('memory')
  if (nodes !== undefined) chosen.add('nodes')
  return chosen
}

function readServers(servers: string | undefined): readonly ContestantName[] {
  const names = contestants.map(({ name }) => name)
  return servers === undefined ? names : servers.split(',').map((name) => oneOf('--servers', names, name))
}

function oneOf<T extends string>(flag: string, allowed: readonly T[], given: string): T {
  const found = allowed.find((one) => one === given)
  if (found === undefined) throw new TypeError(`${flag}: ${given} is none of ${allowed.join(', ')}`)
  return found
}

function natural(flag: string, given: string | number): number {
  const number = Number(given)
  if (!Number.isSafeInteger(number) || number < 1) throw new TypeError(`${flag}: a whole number from 1 up is wanted`)
  return number
}
