/** A server, a crowd and a database for one run. */
import { mkdirSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { check } from '../faults/checker.ts'
import {
  type Database,
  type Engine,
  fileDatabase,
  readState,
  type Servers,
  serverDatabase,
} from '../faults/databases.ts'
import type { Verdict } from '../faults/evidence.ts'
import type { Line } from '../faults/history.ts'
import { type Cores, twoCores } from './cores.ts'
import type { Evidence } from './generator/told.ts'
import { type Generator, startGenerator } from './running-generator.ts'
import { type Server, startServer } from './server.ts'

export interface Scene {
  readonly engine: Engine
  readonly server: Server
  readonly generator: Generator
  /** Waits until every mail has gone, ends the server, and compares what was acknowledged with what is there. */
  rest(): Promise<Verdict>
  close(): Promise<void>
}

export interface SceneOptions {
  readonly engine: Engine
  readonly seed: number
  readonly folder: string
  readonly servers: Servers
  /** Whether server and crowd have a core each. The system is free to do better where others work too. */
  readonly pinned: boolean
}

const longestRest = 45_000

export async function openScene({ engine, seed, folder, servers, pinned }: SceneOptions): Promise<Scene> {
  mkdirSync(folder, { recursive: true })
  const cores: Cores = pinned ? twoCores() : { server: undefined, crowd: undefined }
  const database = engine === 'sqlite' ? fileDatabase(folder) : await serverDatabase(await servers.shared())
  const generator = await startGenerator(cores.crowd)
  const server = await startServer({ folder, database: database.url, smtpPort: generator.smtpPort, core: cores.server })
  await generator.place({ port: server.port, host: server.host, pid: server.pid, seed })
  return {
    engine,
    server,
    generator,
    async rest() {
      await everyMailGone(database)
      const code = await server.stop()
      // Only now: a request whose caller has hung up may be read late, and its mail is sent all the same.
      const evidence = await generator.evidence()
      const verdict = await compare(database, evidence)
      return code === 0 ? verdict : { ...verdict, wrong: [...verdict.wrong, `the server ended with ${code}`] }
    },
    async close() {
      await server.stop()
      generator.end()
      await database.remove()
    },
  }
}

async function everyMailGone(database: Database): Promise<void> {
  const end = performance.now() + longestRest
  const queued = `SELECT count(*) AS n FROM postern_messages WHERE state = 'queued'`
  while (performance.now() < end && Number((await database.query(queued))[0]?.['n']) > 0) await pause(200)
}

/** By the judge of the fault suite. */
async function compare(database: Database, { requested, redeemed, mails }: Evidence): Promise<Verdict> {
  const lines: Line[] = []
  let n = 0
  for (const { email, attempt } of requested) {
    lines.push({ at: n, n, step: 'invoked', act: { kind: 'request', email } })
    lines.push({ at: n, n: n++, step: 'acknowledged', answer: { status: 200, attempt } })
  }
  for (const { attempt, session } of redeemed) {
    lines.push({ at: n, n, step: 'invoked', act: { kind: 'redeem', attempt, by: 'link' } })
    lines.push({ at: n, n: n++, step: 'acknowledged', answer: { status: 200, session } })
  }
  return check({ lines, state: await readState(database), mails })
}
