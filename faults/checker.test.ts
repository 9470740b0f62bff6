import { expect, test } from 'vitest'
import { check } from './checker.ts'
import type { Evidence, FinalState } from './evidence.ts'
import type { Act, Answer, Line } from './history.ts'

/** One sign-in as it should be, and somebody signed out. */
const good = {
  lines: [
    ...told(1, { kind: 'request', email: 'ann@example.com' }, { status: 200, attempt: 'a1' }),
    ...told(2, { kind: 'guess', attempt: 'a1' }, { status: 401, code: 'code-wrong', triesLeft: 4 }),
    ...told(3, { kind: 'redeem', attempt: 'a1', by: 'link' }, { status: 200, session: 's1' }),
    ...told(4, { kind: 'check', session: 's1' }, { status: 200 }),
    ...told(5, { kind: 'request', email: 'bob@example.com' }, { status: 200, attempt: 'a2' }),
    ...told(6, { kind: 'redeem', attempt: 'a2', by: 'code' }, { status: 200, session: 's2' }),
    ...told(7, { kind: 'sign-out', session: 's2' }, { status: 204 }),
    ...told(8, { kind: 'check', session: 's2' }, { status: 401 }),
  ],
  state: {
    attempts: new Map([
      ['a1', { state: 'completed', tries: 1 }],
      ['a2', { state: 'completed', tries: 1 }],
    ]),
    sessions: new Map([['s1', { attempt: 'a1' }]]),
    messages: [message('a1'), message('a2')],
    completions: [
      { attempt: 'a1', session: 's1' },
      { attempt: 'a2', session: 's2' },
    ],
    revocations: new Set(['s2']),
    keys: new Set<string>(),
  },
  mails: [
    { messageId: 'm1', attempt: 'a1', secrets: 'x' },
    { messageId: 'm2', attempt: 'a2', secrets: 'y' },
  ],
} satisfies Evidence

function told(n: number, act: Act, answer: Answer): readonly Line[] {
  return [
    { at: n * 10, n, step: 'invoked', act },
    { at: n * 10 + 5, n, step: 'acknowledged', answer },
  ]
}

function message(attempt: string, state = 'sent', reason: string | null = null): FinalState['messages'][number] {
  return { attempt, state, reason, sealed: state === 'queued' }
}

const withState = (state: Partial<FinalState>): Evidence => ({ ...good, state: { ...good.state, ...state } })
const withLines = (...lines: readonly Line[]): Evidence => ({ ...good, lines: [...good.lines, ...lines] })

test('a sound history is neither lost nor wrong', () => {
  expect(check(good)).toEqual({ lost: [], wrong: [], duplicated: 0 })
})

test('an acknowledged request without its attempt is lost', () => {
  const attempts = new Map([...good.state.attempts].slice(1))
  expect(check(withState({ attempts })).lost).toEqual(['attempt a1 was acknowledged and is gone'])
})

test('an acknowledged request whose mail was never taken is lost', () => {
  const mails = good.mails.slice(1)
  const waiting = { ...withState({ messages: [message('a1', 'queued'), message('a2')] }), mails }
  expect(check(waiting).lost).toEqual(['the mail of a1 was never taken: queued'])
  const gone = { ...withState({ messages: [message('a2')] }), mails }
  expect(check(gone).lost).toEqual(['the mail of a1 was never taken: no message'])
})

test.each(['failed', 'expired', 'dropped'])('a mail that %s for a reason is lost, but where mails may end', (state) => {
  const mails = good.mails.slice(1)
  const ended = { ...withState({ messages: [message('a1', state, 'why'), message('a2')] }), mails }
  expect(check(ended).lost).toEqual([`the mail of a1 was never taken: ${state} (why)`])
  expect(check({ ...ended, mailsMayEnd: true }).lost).toEqual([])
  const unsaid = { ...withState({ messages: [message('a1', state), message('a2')] }), mails }
  expect(check({ ...unsaid, mailsMayEnd: true }).lost).toEqual([`the mail of a1 was never taken: ${state}`])
})

test('a mail that is marked as sent and was never taken is wrong as well', () => {
  expect(check({ ...good, mails: good.mails.slice(1) }).wrong).toEqual([
    'the mail of a1 is marked as sent, and was never taken',
  ])
})

test('a mail that came twice is counted, and is wrong only with other secrets', () => {
  const again = { ...good, mails: [...good.mails, good.mails[0]!] }
  expect(check(again)).toEqual({ lost: [], wrong: [], duplicated: 1 })
  const other = { ...good, mails: [...good.mails, { ...good.mails[0]!, secrets: 'z' }] }
  expect(check(other).wrong).toEqual(['mail m1 came again with other secrets'])
})

test('two sessions of one attempt are wrong, wherever they show', () => {
  const twice = ['attempt a1 made 2 sessions']
  const sessions = new Map([...good.state.sessions, ['s9', { attempt: 'a1' }] as const])
  expect(check(withState({ sessions })).wrong).toEqual([
    ...twice,
    'session s9 is there and no event tells of its sign-in',
  ])
  const answers = told(9, { kind: 'redeem', attempt: 'a1', by: 'link' }, { status: 200, session: 's9' })
  expect(check(withLines(...answers)).wrong).toEqual(twice)
  const completions = [...good.state.completions, { attempt: 'a1', session: 's9' }]
  expect(check(withState({ completions })).wrong).toEqual([...twice, 'attempt a1 was completed 2 times'])
})

test('an attempt that is said to be completed twice is wrong, even by the same session', () => {
  const completions = [...good.state.completions, ...good.state.completions.slice(0, 1)]
  expect(check(withState({ completions })).wrong).toEqual(['attempt a1 was completed 2 times'])
})

test('an acknowledged session that is not there is lost', () => {
  expect(check(withState({ sessions: new Map() })).lost).toEqual(['session s1 was acknowledged and is gone'])
})

test('an acknowledged session that lets nobody in is lost', () => {
  const refused = told(9, { kind: 'check', session: 's1' }, { status: 401 })
  expect(check(withLines(...refused)).lost).toEqual(['session s1 was acknowledged and let nobody in'])
})

test('a mail whose link never let anybody in is lost, unless an outcome is unknown', () => {
  const act = { kind: 'redeem', attempt: 'a1', by: 'link' } as const
  const lines = [...good.lines.slice(0, 4), ...told(9, act, { status: 401, code: 'link-used' })]
  expect(check({ ...good, lines }).lost).toEqual(['the mail of a1 let nobody in: link-used'])
  const unknown: Line = { at: 80, n: 10, step: 'invoked', act }
  expect(check({ ...good, lines: [...lines, unknown] }).lost).toEqual([])
})

test('a try that was counted and is forgotten is wrong', () => {
  const attempts = new Map([...good.state.attempts, ['a1', { state: 'completed', tries: 0 }] as const])
  expect(check(withState({ attempts })).wrong).toEqual(['attempt a1 counts 0 tries, and at least 1 were made'])
})

test('a try that a dying node had counted is held against the database', () => {
  expect(check(withLines({ at: 90, step: 'counted', attempt: 'a1' })).wrong).toEqual([
    'attempt a1 counts 1 tries, and at least 2 were made',
  ])
})

test('two guesses that are told the same number of tries are wrong', () => {
  const attempts = new Map([...good.state.attempts, ['a1', { state: 'completed', tries: 2 }] as const])
  const guess = told(9, { kind: 'guess', attempt: 'a1' }, { status: 401, code: 'code-wrong', triesLeft: 4 })
  expect(check({ ...withState({ attempts }), lines: [...good.lines, ...guess] }).wrong).toEqual([
    'two wrong codes of a1 were both told that 4 are left',
  ])
})

test('a wrong code that signs in is wrong', () => {
  const guess = told(9, { kind: 'guess', attempt: 'a1' }, { status: 200, session: 's1' })
  expect(check(withLines(...guess)).wrong).toEqual(['a wrong code signed in by attempt a1'])
})

test('a link that is redeemed after its time is wrong', () => {
  const late = told(9, { kind: 'redeem', attempt: 'a1', by: 'link', expired: true }, { status: 200, session: 's1' })
  expect(check(withLines(...late)).wrong).toEqual(['attempt a1 was redeemed after its time'])
})

test('a session that was signed out is wrong when it lets somebody in or is there', () => {
  const alive = told(9, { kind: 'check', session: 's2' }, { status: 200 })
  expect(check(withLines(...alive)).wrong).toEqual(['session s2 was signed out and let somebody in'])
  const sessions = new Map([...good.state.sessions, ['s2', { attempt: 'a2' }] as const])
  expect(check(withState({ sessions })).wrong).toEqual(['session s2 was signed out and is there'])
})

test('a session whose sign-out nobody answered may be there or gone', () => {
  const act = { kind: 'sign-out', session: 's1' } as const
  const leaving: readonly Line[] = [
    { at: 90, n: 9, step: 'invoked', act },
    { at: 95, n: 9, step: 'unknown', why: 'ECONNRESET' },
  ]
  expect(check(withLines(...leaving))).toEqual({ lost: [], wrong: [], duplicated: 0 })
  expect(check({ ...withState({ sessions: new Map() }), lines: [...good.lines, ...leaving] }).lost).toEqual([])
})

test('an answer of 500 is wrong unless faults are put into the product itself', () => {
  const act = { kind: 'request', email: 'eve@example.com' } as const
  const failed: readonly Line[] = [
    { at: 90, n: 9, step: 'invoked', act },
    { at: 95, n: 9, step: 'unknown', why: 'server-error', status: 500 },
  ]
  expect(check(withLines(...failed)).wrong).toEqual(['a request was answered with 500'])
  expect(check({ ...withLines(...failed), allowsServerErrors: true }).wrong).toEqual([])
})

test('a message that ended keeps no secrets, and one that waits has them', () => {
  const messages = [{ ...message('a1'), sealed: true }, message('a2'), { ...message('a3', 'queued'), sealed: false }]
  expect(check(withState({ messages })).wrong).toEqual([
    'the mail of a1 has ended and still holds its secrets',
    'the mail of a3 is queued without its secrets',
  ])
})

test('an acknowledged session is lost to the trail when no event tells of its sign-in', () => {
  const completions = good.state.completions.slice(1)
  expect(check(withState({ completions })).lost).toEqual([
    'session s1 was acknowledged and no event tells of its sign-in',
  ])
})
