import { expect, test } from 'vitest'
import type { Line } from './history.ts'
import { figuresOf } from './operations.ts'

const request = { kind: 'request', email: 'ann@example.com' } as const

test('recovery is the time from a fault to the first acknowledged write that was begun after it', () => {
  const lines: readonly Line[] = [
    { at: 0, n: 1, step: 'invoked', act: request },
    { at: 100, step: 'fault', what: 'restart' },
    { at: 110, n: 1, step: 'acknowledged', answer: { status: 200 } },
    { at: 120, n: 2, step: 'invoked', act: request },
    { at: 150, n: 2, step: 'unknown', why: 'ECONNRESET' },
    { at: 160, n: 3, step: 'invoked', act: { kind: 'check', session: 's' } },
    { at: 170, n: 3, step: 'acknowledged', answer: { status: 200 } },
    { at: 300, n: 4, step: 'invoked', act: request },
    { at: 400, n: 4, step: 'acknowledged', answer: { status: 200 } },
  ]
  expect(figuresOf(lines)).toEqual({ attempts: 4, acknowledged: 3, faults: 1, maxRecovery: 300, p99: 110 })
})
