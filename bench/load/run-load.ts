/** A closed loop: each user starts the next operation when the last one ended, no pipelining, until the time is over. */
import type { RunningServer, Sample } from './running-server.ts'
import { type Act, type Fail, gatherChecks, type Scenario, scenarios } from './scenarios.ts'
import { percentile } from './statistics.ts'
import { type Connection, get, openConnections } from './wire.ts'

export interface Load {
  readonly users: number
  readonly seconds: number
  /** Ends the run early, once so many operations are done. */
  readonly operations?: number
}

export interface Measure {
  readonly operations: number
  readonly perSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly cpuSecondsPerThousand: number
  /** PostgreSQL's, where there is one. */
  readonly databaseCpuSecondsPerThousand: number | undefined
  readonly rssBytes: number
  readonly stallMs: number
}

const sessionsToCheck = 256
const gatherers = 16
const stuckSeconds = 30

/** Runs one scenario against one server. Rejects as soon as one answer is wrong. */
export async function runLoad(server: RunningServer, scenario: Scenario, load: Load): Promise<Measure> {
  if (scenario === 's2') await prepareChecks(server)
  const before = await server.sample()
  const counted = await withConnections(server, load.users, (links, fail) =>
    count(
      links.map((link) => scenarios[scenario](server, link, fail)),
      load,
    ),
  )
  return summarise(counted, before, await server.sample())
}

interface Counted {
  readonly latencies: Float64Array
  readonly seconds: number
}

async function prepareChecks(server: RunningServer): Promise<void> {
  if (server.checks.length > 0) return
  if (!server.contestant.signsIn) {
    server.checks.push(get('/'))
    return
  }
  await withConnections(server, gatherers, (links, fail) =>
    Promise.all(
      links.map((link) => new Promise<void>((resolve) => gatherChecks(server, link, sessionsToCheck, fail)(resolve))),
    ),
  )
}

async function withConnections<T>(
  server: RunningServer,
  users: number,
  work: (links: readonly Connection[], fail: Fail) => Promise<T>,
): Promise<T> {
  const failure = Promise.withResolvers<never>()
  failure.promise.catch(() => {})
  const links = await Promise.all(Array.from({ length: users }, () => openConnections(server.ports, failure.reject)))
  try {
    return await Promise.race([work(links, failure.reject), failure.promise])
  } finally {
    for (const link of links) link.close()
    server.mails.forget()
  }
}

/** Operations that end after the time is over are waited for, not counted. */
function count(acts: readonly Act[], load: Load): Promise<Counted> {
  return new Promise((resolve, reject) => {
    const latencies: number[] = []
    const start = performance.now()
    const deadline = start + load.seconds * 1_000
    const stuck = setTimeout(() => reject(new Error('no answer')), (load.seconds + stuckSeconds) * 1_000).unref()
    let running = acts.length
    let end = deadline
    const finish = () => {
      running -= 1
      if (running > 0) return
      clearTimeout(stuck)
      resolve({ latencies: Float64Array.from(latencies).sort(), seconds: (end - start) / 1_000 })
    }
    for (const act of acts) {
      const again = () => {
        const begun = performance.now()
        act(() => {
          const now = performance.now()
          if (now >= end) return finish()
          latencies.push(now - begun)
          if (latencies.length === load.operations) end = now
          again()
        })
      }
      again()
    }
  })
}

function summarise({ latencies, seconds }: Counted, before: Sample, after: Sample): Measure {
  const perThousand = (microseconds: number) => microseconds / 1_000 / latencies.length
  const { databaseCpuMicroseconds: fromDatabase } = before
  const { databaseCpuMicroseconds: toDatabase } = after
  return {
    operations: latencies.length,
    perSecond: latencies.length / seconds,
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
    cpuSecondsPerThousand: perThousand(after.cpuMicroseconds - before.cpuMicroseconds),
    databaseCpuSecondsPerThousand:
      fromDatabase === undefined || toDatabase === undefined ? undefined : perThousand(toDatabase - fromDatabase),
    rssBytes: after.rssBytes,
    stallMs: after.stallMs,
  }
}
