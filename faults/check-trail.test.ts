import { expect, test } from 'vitest'
import { checkTrail } from './check-trail.ts'
import type { FinalState } from './evidence.ts'
import type { Act, Answer } from './history.ts'
import type { Operation } from './operations.ts'

/** Somebody signed in and out, and somebody else is still in. */
const acts: readonly (readonly [Act, Answer?])[] = [
  [
    { kind: 'redeem', attempt: 'a1', by: 'link' },
    { status: 200, session: 's1' },
  ],
  [{ kind: 'sign-out', session: 's1' }, { status: 204 }],
  [
    { kind: 'redeem', attempt: 'a2', by: 'code' },
    { status: 200, session: 's2' },
  ],
]
const sound: FinalState = {
  attempts: new Map(),
  sessions: new Map([['s2', { attempt: 'a2' }]]),
  messages: [],
  completions: [
    { attempt: 'a1', session: 's1' },
    { attempt: 'a2', session: 's2' },
  ],
  revocations: new Set(['s1']),
  keys: new Set(),
}

function judge(more: Partial<FinalState>, told = acts) {
  const found = { lost: [] as string[], wrong: [] as string[] }
  const operations = told.map(
    ([act, answer], at): Operation => ({ n: at, act, invokedAt: at, ...(answer && { answer, endedAt: at }) }),
  )
  checkTrail(operations, { ...sound, ...more }, found)
  return found
}

test('a trail that tells of every sign-in and sign-out is sound', () => {
  expect(judge({})).toEqual({ lost: [], wrong: [] })
})

test('an acknowledged session whose sign-in no event tells of is lost, also when it is over', () => {
  expect(judge({ completions: [] }).lost).toEqual([
    'session s1 was acknowledged and no event tells of its sign-in',
    'session s2 was acknowledged and no event tells of its sign-in',
  ])
})

test('an event of another attempt tells of nothing', () => {
  const completions = [{ attempt: 'a9', session: 's1' }, sound.completions[1]!]
  expect(judge({ completions }).lost).toEqual(['session s1 was acknowledged and no event tells of its sign-in'])
})

test('a session that nobody was told of has its event as well, or is wrong', () => {
  const sessions = new Map([['s3', { attempt: 'a3' }]])
  expect(judge({ sessions }).wrong).toEqual(['session s3 is there and no event tells of its sign-in'])
  const completions = [...sound.completions, { attempt: 'a3', session: 's3' }]
  expect(judge({ sessions, completions })).toEqual({ lost: [], wrong: [] })
})

test('an acknowledged sign-out that no event tells of is lost, and one that nobody answered is not', () => {
  const revocations = new Set<string>()
  expect(judge({ revocations }).lost).toEqual(['session s1 was signed out and no event tells of its end'])
  const unanswered = acts.map((told) => (told[0].kind === 'sign-out' ? ([told[0]] as const) : told))
  expect(judge({ revocations }, unanswered).lost).toEqual([])
})
