import { describe, expect, it } from 'vitest'
import { formatTable, judgeStrays, rowOf, total } from './test-table.mjs'

/** @param {'passed' | 'failed' | 'skipped' | 'pending'} state */
const unit = (state) => ({ project: 'unit', state, name: 'a test' })

describe('the table of npm test', () => {
  it('counts what was skipped or never ended as failed', () => {
    const outcomes = [
      unit('passed'),
      unit('skipped'),
      unit('pending'),
      unit('failed'),
      { ...unit('failed'), project: 'e2e' },
    ]
    expect(rowOf('unit', outcomes, 'SQLite')).toEqual({ project: 'unit', passed: 1, failed: 3, service: 'SQLite' })
  })

  it('forgives one wrong answer that did not come again, not two, and any number for want of time', () => {
    const passed = (again = '', project = 'unit') => ({ ...unit('passed'), project, again })
    /** @param {import('./test-table.mjs').Outcome[]} outcomes */
    const statesOf = (outcomes) => judgeStrays(outcomes).map(({ state }) => state)
    const late = [passed('Test timed out in 5000ms.'), passed('expected 1 to be 2', 'e2e'), passed()]
    expect(statesOf([passed('expected 1 to be 2'), ...late])).toEqual(['passed', 'passed', 'passed', 'passed'])
    expect(
      statesOf([passed('expected 1 to be 2\n    at waited (busy.ts:1)'), passed('expected 0 to be 1'), ...late]),
    ).toEqual(['failed', 'failed', 'passed', 'passed', 'passed'])
  })

  it('ends with the sums, and says SKIPPED where a project was left out on request', () => {
    const rows = [
      { project: 'unit', passed: 120, failed: 0, service: 'SQLite 3.53.4' },
      { project: 'e2e', passed: 0, failed: 0, service: '', skipped: true },
      { project: 'check', passed: 7, failed: 1, service: '' },
    ]
    expect(formatTable(rows).split('\n')).toEqual([
      'project   passed  failed  service',
      'unit         120       0  SQLite 3.53.4',
      'e2e      SKIPPED',
      'check          7       1',
      '',
      '127 passed, 1 failed',
    ])
    expect(total(rows)).toEqual({ passed: 127, failed: 1 })
  })
})
