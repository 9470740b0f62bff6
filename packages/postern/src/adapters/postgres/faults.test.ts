import { describe, expect, test } from 'vitest'
import { PosternError } from '../../domain/errors.ts'
import { faultOf, isConflict, isLost, isSlow, isUnavailable, NotSent } from './faults.ts'

const withCode = (code: string): Error =>
  Object.assign(new Error('said by the server about anna@example.com'), { code })
const kinds = { isConflict, isLost, isSlow, isUnavailable }

/** Which of the questions are answered with yes. */
function kindOf(fault: unknown): string {
  return Object.entries(kinds)
    .filter(([, is]) => is(fault))
    .map(([name]) => name)
    .join(' ')
}

describe('a fault of the database', () => {
  test('is of one kind or of none', () => {
    const expected: Record<string, readonly string[]> = {
      isConflict: ['40001', '40P01'],
      isLost: ['57P01', '57P02', '57P03', '57P05', '08006', '08003', '08P01', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', ''],
      isSlow: ['55P03', '57014'],
      isUnavailable: ['53300', '53100', '53200', '25006', '58030', '58000'],
      '': ['22P05', '23505', '42P01', '26000', 'XX000', '42501'],
    }
    for (const [kind, codes] of Object.entries(expected)) {
      for (const code of codes) expect([code, kindOf(withCode(code))]).toEqual([code, kind])
    }
    expect(kindOf(new Error('Connection terminated unexpectedly'))).toBe('isLost')
  })

  test('tells callers what they may do, and nothing that the server said', () => {
    const told = (fault: unknown): string => {
      const { code, detail } = faultOf(fault)
      expect(detail).not.toContain('anna')
      return `${code}: ${detail}`
    }
    expect(told(new NotSent('No connection'))).toBe('busy: The database cannot be reached.')
    expect(told(withCode('40P01'))).toBe('busy: The database is busy.')
    expect(told(withCode('55P03'))).toBe('busy: The database is busy.')
    expect(told(withCode('25006'))).toBe('busy: The database cannot be written.')
    expect(told(withCode('57P01'))).toMatch(/^busy: .* Whether this took effect is unknown: try again\.$/)
    expect(told(withCode('ECONNRESET'))).toMatch(/^busy: .* Whether this took effect is unknown: try again\.$/)
    expect(told(withCode('23505'))).toBe('server-error: The database refused a statement.')
  })

  test('says by a word of its own that the outcome is unknown, which it never is where nothing is changed', () => {
    const lost = withCode('ECONNRESET')
    expect(faultOf(lost).outcome).toBe('unknown')
    expect(faultOf(lost, { reads: true })).toMatchObject({
      code: 'busy',
      detail: 'The connection to the database was lost.',
      outcome: undefined,
    })
    for (const fault of [new NotSent('No connection'), withCode('40P01'), withCode('53100'), withCode('55P03')]) {
      expect([faultOf(fault).code, faultOf(fault).outcome]).toEqual(['busy', undefined])
    }
  })

  test('keeps its cause for whoever looks into it', () => {
    const fault = withCode('23505')
    expect(faultOf(fault).cause).toBe(fault)
  })

  test('of a pooler in transaction mode names what to add', () => {
    for (const code of ['26000', '42P05']) expect(faultOf(withCode(code)).detail).toContain('?pgbouncer=true')
  })

  test('that is told already stays as it is', () => {
    const told = new PosternError('busy', 'The store is closed.')
    expect(faultOf(told)).toBe(told)
  })
})
