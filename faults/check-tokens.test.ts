import { expect, test } from 'vitest'
import { check } from './checker.ts'
import type { Verdict } from './evidence.ts'
import type { Act, Answer, Line } from './history.ts'

const nothing = {
  attempts: new Map(),
  sessions: new Map(),
  messages: [],
  completions: [],
  revocations: new Set<string>(),
  keys: new Set<string>(),
}
const sound: Verdict = { lost: [], wrong: [], duplicated: 0 }

/** Acts one after the other, each answered at once; one that has no answer is never answered. */
function judge(acts: readonly (readonly [Act, Answer?, number?])[], sessions: readonly string[] = []): Verdict {
  const lines = acts.flatMap(([act, answer, at], index): readonly Line[] => {
    const n = index + 1
    const begun = at ?? n * 10
    const invoked: Line = { at: begun, n, step: 'invoked', act }
    return answer ? [invoked, { at: begun + 5, n, step: 'acknowledged', answer }] : [invoked]
  })
  const state = {
    ...nothing,
    sessions: new Map(sessions.map((id) => [id, { attempt: `of ${id}` }])),
    completions: [{ attempt: 'of s1', session: 's1' }],
  }
  return check({ lines, state, mails: [] })
}

const refresh: Act = { kind: 'refresh', session: 's1', token: 't1' }
const exchange: Act = { kind: 'exchange', session: 's1' }
const refused: Answer = { status: 401, code: 'refused' }

test('racers for one refresh token are told one successor, which is let in', () => {
  const next: Act = { ...refresh, token: 't2' }
  const one: Answer = { status: 200, given: 't2' }
  expect(
    judge(
      [
        [refresh, one],
        [refresh, one],
        [next, { status: 200, given: 't3' }],
      ],
      ['s1'],
    ),
  ).toEqual(sound)
})

test('two successors of one refresh token are wrong, and so is the token itself', () => {
  const twice = judge([
    [refresh, { status: 200, given: 't2' }],
    [refresh, { status: 200, given: 't3' }],
  ])
  expect(twice.wrong).toEqual(['refresh token t1 was given 2 successors'])
  expect(judge([[refresh, { status: 200, given: 't1' }]]).wrong).toEqual(['refresh token t1 was given for itself'])
})

test('a refresh token that is refused while its session goes on is lost, unless it came back too late', () => {
  const won: Answer = { status: 200, given: 't2' }
  const lost = ['refresh token t1 was refused, and its session goes on']
  expect(
    judge([
      [refresh, won, 10],
      [refresh, refused, 9_000],
    ]).lost,
  ).toEqual(lost)
  expect(
    judge([
      [refresh, won, 10],
      [refresh, refused, 10_100],
    ]).lost,
  ).toEqual([])
})

test('a refresh token that lets somebody in after the sign-out is wrong', () => {
  const signOut: Act = { kind: 'sign-out', session: 's1' }
  const left: readonly (readonly [Act, Answer])[] = [[signOut, { status: 204 }]]
  expect(judge([...left, [refresh, refused]])).toEqual(sound)
  expect(judge([...left, [refresh, { status: 200, given: 't2' }]]).wrong).toEqual([
    'session s1 was signed out and was refreshed',
  ])
})

test('a hand-off gives something once, and its session ends by the second exchange', () => {
  const won: Answer = { status: 200, session: 's1' }
  const redeemed: readonly [Act, Answer] = [{ kind: 'redeem', attempt: 'of s1', by: 'link' }, won]
  expect(judge([redeemed, [exchange, won]], ['s1'])).toEqual(sound)
  expect(judge([redeemed, [exchange, won], [exchange, refused]])).toEqual(sound)
  expect(judge([redeemed, [exchange, won]]).lost).toEqual(['session s1 was acknowledged and is gone'])
  expect(judge([redeemed, [exchange, won], [exchange, refused]], ['s1']).wrong).toEqual([
    'the code of session s1 was exchanged again, and the session is there',
  ])
})

test('a hand-off that two were given is wrong, and one that nobody was given is lost', () => {
  const won: Answer = { status: 200, session: 's1' }
  expect(
    judge([
      [exchange, won],
      [exchange, won],
    ]).wrong,
  ).toEqual(['the code of session s1 was exchanged 2 times'])
  expect(
    judge([
      [exchange, refused],
      [exchange, refused],
    ]).lost,
  ).toEqual(['the code of session s1 gave nobody anything'])
  expect(judge([[exchange, refused], [exchange]]).lost).toEqual([])
})
