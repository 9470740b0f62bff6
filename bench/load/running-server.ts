/**
 * A contestant as one or more child processes: started on the server's core with a folder and perhaps a PostgreSQL for
 * its database, asked about itself, stopped.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import type { Contestant } from '../contestants.ts'
import type { Ask, Tell } from '../servers/host.ts'
import { bundled } from './bundled.ts'
import { type MailLines, mailLines } from './mail-lines.ts'
import { type People, people } from './people.ts'
import type { Cluster, Clusters } from './postgres-cluster.ts'

type Told<K extends Tell['kind']> = Extract<Tell, { readonly kind: K }>

/** Of all its processes together; the stall is the longest. */
export interface Sample extends Omit<Told<'sample'>, 'kind'> {
  /** PostgreSQL's own, where there is one. */
  readonly databaseCpuMicroseconds: number | undefined
}

export interface RunningServer {
  readonly contestant: Contestant
  /** One per process. */
  readonly ports: readonly number[]
  readonly mails: MailLines
  readonly people: People
  /** Requests of checks by people who are signed in. Scenario S2 fills it once. */
  readonly checks: string[]
  /** CPU since start, memory now, stalls since the last sample. */
  sample(): Promise<Sample>
  stop(): Promise<void>
}

export interface Place {
  readonly folder: string
  readonly core: number | undefined
  /** People who are in the database already. */
  readonly known?: number
  /** Where a store is to be PostgreSQL. */
  readonly clusters?: Clusters | undefined
  /** Processes over the one database. One unless told. */
  readonly nodes?: number
}

const bench = fileURLToPath(new URL('..', import.meta.url))

export async function startServer(contestant: Contestant, place: Place): Promise<RunningServer> {
  mkdirSync(place.folder, { recursive: true })
  const cluster = contestant.stores ? await place.clusters?.at(place.folder) : undefined
  const nodes: Node[] = []
  for (let count = 0; count < (place.nodes ?? 1); count++) nodes.push(await startNode(contestant, place, cluster))
  return {
    contestant,
    ports: nodes.map(({ port }) => port),
    mails: mailLines(nodes.map(({ child }) => child.stdio[3] as Readable)),
    people: contestant.people === undefined ? people(place.known) : people(contestant.people, false),
    checks: [],
    sample: async () => sum(await Promise.all(nodes.map((node) => node.sample())), cluster),
    stop: async () => void (await Promise.all(nodes.map(({ child }) => stop(child)))),
  }
}

interface Node {
  readonly child: ChildProcess
  readonly port: number
  sample(): Promise<Told<'sample'>>
}

async function startNode(contestant: Contestant, place: Place, cluster: Cluster | undefined): Promise<Node> {
  const child = launch(await bundled(join(bench, programOf(contestant, cluster))), place, cluster)
  const errors = collectErrors(child)
  const { port } = (await heard(child, 'ready', contestant, errors)) as Told<'ready'>
  return {
    child,
    port,
    async sample() {
      const answer = heard(child, 'sample', contestant, errors)
      ask(child, { kind: 'sample' })
      return (await answer) as Told<'sample'>
    },
  }
}

function sum(samples: readonly Told<'sample'>[], cluster: Cluster | undefined): Sample {
  const add = (read: (sample: Told<'sample'>) => number) => samples.reduce((sum, sample) => sum + read(sample), 0)
  return {
    cpuMicroseconds: add(({ cpuMicroseconds }) => cpuMicroseconds),
    rssBytes: add(({ rssBytes }) => rssBytes),
    stallMs: Math.max(...samples.map(({ stallMs }) => stallMs)),
    databaseCpuMicroseconds: cluster?.cpuMicroseconds(),
  }
}

function programOf({ program, postgresProgram }: Contestant, cluster: Cluster | undefined): string {
  return cluster === undefined ? program : (postgresProgram ?? program)
}

function launch(program: string, place: Place, cluster: Cluster | undefined): ChildProcess {
  const [command, ...args] =
    place.core === undefined
      ? ([process.execPath, program] as const)
      : (['taskset', '--cpu-list', String(place.core), process.execPath, program] as const)
  return spawn(command, args, {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      BENCH_FOLDER: place.folder,
      ...(cluster && { BENCH_DATABASE_URL: cluster.url }),
    },
  })
}

function collectErrors(child: ChildProcess): { text: string } {
  const errors = { text: '' }
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    errors.text = (errors.text + chunk).slice(-4_000)
  })
  return errors
}

function heard(
  child: ChildProcess,
  kind: Tell['kind'],
  contestant: Contestant,
  errors: { readonly text: string },
): Promise<Tell> {
  return new Promise((resolve, reject) => {
    const died = () => {
      child.off('message', listen)
      reject(new Error(`${contestant.name} ended\n${errors.text}`))
    }
    const listen = (message: Tell) => {
      if (message.kind !== kind) return
      child.off('message', listen)
      child.off('close', died)
      resolve(message)
    }
    child.on('message', listen)
    child.once('close', died)
  })
}

function ask(child: ChildProcess, message: Ask): void {
  child.send(message)
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const late = setTimeout(() => child.kill('SIGKILL'), 10_000)
  ask(child, { kind: 'stop' })
  await ended
  clearTimeout(late)
}
