import { expect, it } from 'vitest'
import { goals } from './goals.ts'
import { report } from './report.ts'

const measure = (perSecond, p50Ms = 1, p99Ms = 3, stallMs = 10) => ({
  operations: 1,
  perSecond,
  p50Ms,
  p99Ms,
  cpuSecondsPerThousand: 1,
  rssBytes: 5e7,
  stallMs,
})

const results = {
  at: '2026-01-01T00:00:00.000Z',
  node: '24.0.0',
  machine: 'a machine',
  store: 'sqlite',
  pinned: true,
  users: 32,
  rounds: 3,
  seconds: 5,
  quick: false,
  rates: {
    s1: { postern: measure(2_000), 'better-auth-http': measure(100), limit: measure(4_000) },
    s2: { postern: measure(10_000, 1, 1, 70), hello: measure(20_000) },
  },
  oneUser: {},
  coldStartMs: { postern: 300, hello: 200 },
  growth: {},
  nodes: {},
  memory: { postern: { signIns: 10, rssBytes: [50e6, 90e6, 100e6, 120e6, 120e6] } },
}

const found = (what) => goals(results).find((goal) => goal.what === what)

it('compares within the run, and says what was met and what was missed', () => {
  expect(found('S1 against Better Auth over HTTP')).toMatchObject({ found: 20, met: true })
  expect(found('S1 against bench/limit')).toMatchObject({ found: 0.5, met: false })
  expect(found('cold start against bare node:http hello')).toMatchObject({ found: 1.5, met: true })
  expect(found('the same against half-way: flat').found).toBeCloseTo(1.2)
})

it('takes the longest stall of all scenarios', () => {
  expect(found('longest event-loop stall under load')).toMatchObject({ found: 70, met: false })
})

it('never calls met what it did not measure', () => {
  expect(found('S3 against bench/limit')).toMatchObject({ found: undefined, met: undefined })
  expect(report(results)).toContain('| S3 against bench/limit | ≥ 0.65 × | not measured |  |')
})

it('prints no section for a part that did not run', () => {
  expect(report(results)).not.toContain('One user alone')
  expect(report(results)).toContain('## S2')
})

it('holds PostgreSQL to figures of its own, its processor time among them', () => {
  const of = (perSecond, databaseCpuSecondsPerThousand) => ({ ...measure(perSecond), databaseCpuSecondsPerThousand })
  const onPostgres = {
    ...results,
    store: 'postgres',
    postgres: '15.18',
    rates: { s1: { postern: of(1_500, 0.8), 'better-auth-http': of(75, 3), limit: of(2_000, 0.5) } },
    nodes: { postern: { count: 2, one: measure(1_000), several: measure(900) } },
  }
  expect(goals(onPostgres).map(({ found, met }) => [found, met])).toEqual([
    [20, true],
    [0.75, true],
    [1.6, false],
    [undefined, undefined],
  ])
  const told = report(onPostgres)
  expect(told).toContain('on PostgreSQL 15.18\n')
  expect(told).toContain('PostgreSQL CPU s per 1,000')
  expect(told).toContain('| Postern | 2 | 1,000 | 900 | 0.900 |')
  expect(report(results)).toContain('## Goals, on SQLite')
})
