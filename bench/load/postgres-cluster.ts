/**
 * A PostgreSQL server for every folder that wants a database, so that what each costs is told apart: durable, with its
 * data beside the folder's other files, on the core this process is on, gone with the run.
 */
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { startPostgres } from '../../tools/postgres.mjs'
import { findPrograms } from '../../tools/postgres-programs.mjs'

export interface Cluster {
  readonly url: string
  /** Of all its processes since it started, those that have ended included. `undefined` where Linux does not tell. */
  cpuMicroseconds(): number | undefined
}

export interface Clusters {
  readonly version: string
  /** Starts one where there is none yet. */
  at(folder: string): Promise<Cluster>
  remove(): Promise<void>
}

/** PostgreSQL's defaults but for memory and the distance of checkpoints, which everybody sets. */
const settings = { shared_buffers: '1GB', max_wal_size: '8GB' } as const

type Running = Awaited<ReturnType<typeof startPostgres>>

export async function clusters(): Promise<Clusters> {
  const programs = await findPrograms()
  const running = new Map<string, Promise<Running>>()
  const start = (folder: string): Promise<Running> => {
    mkdirSync(folder, { recursive: true })
    // The server may run as another user, who must get through to its data.
    chmodSync(folder, 0o755)
    chmodSync(dirname(folder), 0o755)
    return startPostgres({ fsync: true, dataDir: join(folder, 'postgres'), settings, programs })
  }
  return {
    version: programs.version,
    async at(folder) {
      const server = running.get(folder) ?? start(folder)
      running.set(folder, server)
      const { url, dataDir } = await server
      return { url, cpuMicroseconds: () => cpuOf(postmasterOf(dataDir)) }
    },
    async remove() {
      await Promise.all([...running.values()].map(async (server) => (await server).remove()))
    },
  }
}

function postmasterOf(dataDir: string): number {
  return Number(readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n', 1)[0])
}

/** All processes of PostgreSQL are children of the first, which counts those that it has buried. */
function cpuOf(postmaster: number): number | undefined {
  if (!existsSync('/proc/self/stat')) return undefined
  let ticks = 0
  for (const pid of readdirSync('/proc')) {
    const times = /^\d+$/.test(pid) ? timesOf(pid) : undefined
    if (times === undefined) continue
    if (Number(pid) === postmaster) ticks += times.own + times.buried
    else if (times.parent === postmaster) ticks += times.own
  }
  return ticks * microsecondsPerTick
}

/** Linux shows processor time in hundredths of a second, whatever the kernel counts in. */
const microsecondsPerTick = 10_000

function timesOf(pid: string): { parent: number; own: number; buried: number } | undefined {
  let stat: string
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
  } catch {
    // It has just ended.
    return undefined
  }
  // The name in brackets may hold anything. Behind it: state, parent, … as in proc(5) from field 3 on.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const [parent = 0, user = 0, system = 0, buriedUser = 0, buriedSystem = 0] = [1, 11, 12, 13, 14].map((at) =>
    Number(fields[at]),
  )
  return { parent, own: user + system, buried: buriedUser + buriedSystem }
}
