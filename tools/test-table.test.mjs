import { describe, expect, it } from 'vitest'
import { formatTable, rowOf, total } from './test-table.mjs'

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
