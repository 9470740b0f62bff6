/** The figures Postern is held to, as ratios within one run, and where this run stands. */
import type { ContestantName } from './contestants.ts'
import type { Measure } from './load/run-load.ts'
import type { Scenario } from './load/scenarios.ts'
import type { Results } from './results.ts'

export interface Goal {
  readonly what: string
  readonly wanted: string
  /** `undefined` when this run did not measure it. */
  readonly found: number | undefined
  readonly unit: '×' | 'ms' | 'MB'
  readonly met: boolean | undefined
}

const megabyte = 1e6

export function goals(results: Results): readonly Goal[] {
  return results.store === 'sqlite' ? onSqlite(results) : onPostgres(results)
}

function onSqlite(results: Results): readonly Goal[] {
  const s1 = results.rates.s1?.postern
  const cold = results.coldStartMs
  return [
    atLeast('S1 against Better Auth over HTTP', 20, rate(results, 's1', 'better-auth-http')),
    atLeast('S1 against its `auth.api` behind bare node:http', 10, rate(results, 's1', 'better-auth-api')),
    atLeast('S1 in bearer mode against Better Auth with bearer and JWT', 12, bearerRate(results)),
    atLeast('S1 against bench/limit', 0.7, rate(results, 's1', 'limit')),
    atLeast(
      'S1 through application routes, 1,000 tenants, against S1',
      0.7,
      ratio(results.rates.s1?.['postern-apps']?.perSecond, s1?.perSecond),
    ),
    atLeast(
      'FusionAuth’s start and login with noJWT against S1',
      0.9,
      ratio(results.rates.s1?.['postern-fusionauth']?.perSecond, s1?.perSecond),
    ),
    atLeast('S2 against Better Auth over HTTP', 25, rate(results, 's2', 'better-auth-http')),
    atLeast('S2 against bare node:http hello', 0.42, rate(results, 's2', 'hello')),
    atLeast('S3 against Better Auth over HTTP', 20, rate(results, 's3', 'better-auth-http')),
    atLeast('S3 against bench/limit', 0.65, rate(results, 's3', 'limit')),
    atLeast('S1 with full tables against empty ones', 0.85, growth(results)),
    atMost('S1 p99 against its p50', 4, ratio(s1?.p99Ms, s1?.p50Ms)),
    atMost('longest event-loop stall under load', 50, longestStall(results), 'ms'),
    atMost(
      'one user: S1 p50 against bench/limit',
      1.5,
      ratio(results.oneUser.postern?.p50Ms, results.oneUser.limit?.p50Ms),
    ),
    atMost('cold start against bare node:http hello', 2, ratio(cold.postern, cold.hello)),
    atMost('resident memory after many sign-ins', 130, lastRss(results), 'MB'),
    atMost('the same against half-way: flat', 1.1, flatness(results)),
  ]
}

function onPostgres(results: Results): readonly Goal[] {
  const s1 = results.rates.s1
  return [
    atLeast('S1 against Better Auth over HTTP', 15, rate(results, 's1', 'better-auth-http')),
    atLeast('S1 against bench/limit', 0.7, rate(results, 's1', 'limit')),
    atMost(
      'CPU of PostgreSQL per sign-in against bench/limit',
      1.5,
      ratio(s1?.postern?.databaseCpuSecondsPerThousand, s1?.limit?.databaseCpuSecondsPerThousand),
    ),
    atLeast('S1 with full tables against empty ones', 0.85, growth(results)),
  ]
}

function rate(results: Results, scenario: Scenario, over: ContestantName): number | undefined {
  return ratio(results.rates[scenario]?.postern?.perSecond, results.rates[scenario]?.[over]?.perSecond)
}

/** Both end with a JWT; ours has a refresh token beside it. */
function bearerRate({ rates: { s1 } }: Results): number | undefined {
  return ratio(s1?.['postern-bearer']?.perSecond, s1?.['better-auth-bearer']?.perSecond)
}

function growth(results: Results): number | undefined {
  const grown = results.growth.postern?.scenarios.s1
  return ratio(grown?.full.perSecond, grown?.empty.perSecond)
}

function atLeast(what: string, wanted: number, found: number | undefined): Goal {
  return { what, wanted: `≥ ${wanted} ×`, found, unit: '×', met: found === undefined ? undefined : found >= wanted }
}

function atMost(what: string, wanted: number, found: number | undefined, unit: Goal['unit'] = '×'): Goal {
  return { what, wanted: `≤ ${wanted} ${unit}`, found, unit, met: found === undefined ? undefined : found <= wanted }
}

function ratio(one: number | undefined, over: number | undefined): number | undefined {
  return one === undefined || over === undefined ? undefined : one / over
}

function longestStall(results: Results): number | undefined {
  const measures = Object.values(results.rates).map((each) => each.postern)
  const stalls = measures.filter((measure): measure is Measure => measure !== undefined).map(({ stallMs }) => stallMs)
  return stalls.length === 0 ? undefined : Math.max(...stalls)
}

function lastRss(results: Results): number | undefined {
  const last = results.memory.postern?.rssBytes.at(-1)
  return last === undefined ? undefined : last / megabyte
}

function flatness(results: Results): number | undefined {
  const taken = results.memory.postern?.rssBytes ?? []
  return ratio(taken.at(-1), taken[taken.length >> 1])
}
