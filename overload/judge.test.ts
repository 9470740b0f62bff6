import { expect, test } from 'vitest'
import type { Figures } from './generator/told.ts'
import { judge, type Phases } from './judge.ts'

const requests = { accepted: 1_000, refused: 0, late: 0, cut: 0, unsent: 0, wrong: 0 }

function figures(more: Partial<Figures> = {}): Figures {
  return {
    seconds: 1,
    arrivals: 1_000,
    done: { 'sign-in': 250, check: 500, page: 250 },
    requests,
    p50: 5,
    p99: 20,
    longest: 30,
    windows: [{ at: 0, accepted: 100, others: 0, p99: 20 }],
    lag: 0,
    sockets: 10,
    rss: 100,
    core: 1,
    samples: [],
    ...more,
  }
}

const kept: Phases = { peak: figures(), steady: figures(), overload: figures(), after: figures() }

test('what was promised and kept is not held against anybody', () => {
  expect(judge(kept)).toEqual({ goodput: 1, p99: 20, memory: 1, recovery: 0, wrong: [], missed: [] })
})

test.each([
  ['goodput below four fifths', { overload: figures({ done: { 'sign-in': 199, check: 400, page: 200 } }) }],
  [
    'sign-ins that give way to cheaper things',
    { overload: figures({ done: { 'sign-in': 100, check: 2_000, page: 900 } }) },
  ],
  ['slow answers', { overload: figures({ p99: 2_000 }) }],
  ['memory that grows', { overload: figures({ rss: 151 }) }],
  ['no recovery', { after: figures({ windows: [{ at: 0, accepted: 100, others: 0, p99: 500 }] }) }],
  ['a recovery that refuses', { after: figures({ windows: [{ at: 0, accepted: 100, others: 1, p99: 5 }] }) }],
  ['a late recovery', { after: figures({ windows: [{ at: 10_000, accepted: 100, others: 0, p99: 5 }] }) }],
])('%s is a promise missed', (_what, more) => {
  const { missed, wrong } = judge({ ...kept, ...more })
  expect(missed).toHaveLength(1)
  expect(wrong).toEqual([])
})

test.each(['peak', 'steady', 'overload', 'after'] as const)('one wrong answer in %s is wrong', (phase) => {
  const bad = figures({ requests: { ...requests, wrong: 1 }, samples: ['500 server-error'] })
  expect(judge({ ...kept, [phase]: bad }).wrong).toEqual([`${phase}: 1 answers of the wrong kind: 500 server-error`])
})

test('recovery is counted from the first half second in which everybody was served fast', () => {
  const windows = [
    { at: 0, accepted: 10, others: 5, p99: 900 },
    { at: 500, accepted: 100, others: 0, p99: 100 },
    { at: 1_000, accepted: 100, others: 0, p99: 40 },
  ]
  expect(judge({ ...kept, after: figures({ windows }) }).recovery).toBe(1_000)
})
