import { readFile } from 'node:fs/promises'
import type { Attempt, Event, EventType, Id, Instant, Message, Subject } from 'postern/kit'
import { describe, expect, test } from 'vitest'
import type { Story } from './story.ts'
import { type VerdictCode, verdictCodes, verdictOf } from './verdict.ts'

const start = Date.parse('2026-03-01T10:00:00Z')
const at = (seconds: number): Instant => (start + seconds * 1000) as Instant
const phone = { browser: 'Safari on iPhone', network: '198.51.100.0/24' }
const desk = { browser: 'Firefox on Windows', network: '192.0.2.0/24' }

const attempt = {
  id: 'a' as Id<'attempt'>,
  application: 'shop' as Id<'application'>,
  purpose: 'sign-in',
  state: 'open',
  address: { address: 'ada@example.com', key: 'ada@example.com' },
  asked: desk,
  tries: 0,
  createdAt: at(0),
  expiresAt: at(600),
} as Attempt

const mail = {
  id: 'm' as Id<'message'>,
  facts: { kind: 'sign-in' },
  state: 'sent',
  tries: 1,
  deadline: at(600),
} as Message

const registered = { registration: { application: 'shop' as Id<'application'>, roles: [] } } as unknown as Subject

let sequence = 0
const event = (type: EventType, seconds: number, more: Partial<Event> = {}): Event =>
  ({ type, at: at(seconds), sequence: ++sequence, application: 'shop', ...more }) as Event

const delivered = event('link.delivered', 2, { reason: 'smtp' })
const finish = { at: at(60), by: 'asker', asked: desk, session: 's', user: 'u' } as NonNullable<Attempt['finish']>

interface Told {
  readonly after?: number
  readonly attempt?: Partial<Attempt>
  readonly message?: Partial<Message> | null
  readonly events?: readonly Event[]
  readonly subject?: Partial<Subject>
  readonly askedAgain?: boolean
}

function story({ after = 60, message = {}, events = [], askedAgain = false, ...more }: Told): Story {
  return {
    now: at(after),
    attempt: { ...attempt, ...more.attempt },
    subject: { ...registered, ...more.subject },
    messages: message ? [{ ...mail, ...message } as Message] : [],
    events,
    askedAgain,
  }
}

const kind = (of: string): Partial<Message> => ({ facts: { kind: of } as Message['facts'], state: 'dropped' })
const refused = (reason: string) => [delivered, event('sign-in.refused', 30, { reason })]
const late = 900
const destination = { kind: 'hand-off', redirectUri: 'https://shop.example/callback', codeChallenge: 'c' }
const handedOver = { state: 'completed', finish, destination } as Partial<Attempt>

const cases: readonly (readonly [VerdictCode, string, Told])[] = [
  ['signed-in', 'in', { attempt: { state: 'completed', finish } }],
  ['signed-in-elsewhere', 'in', { attempt: { state: 'completed', finish: { ...finish, by: 'other', asked: phone } } }],
  ['confirmed', 'in', { attempt: { state: 'completed', purpose: 'step-up', finish } }],
  [
    'stopped-afterwards',
    'in',
    { attempt: { state: 'completed', finish }, events: [event('session.revoked', 90, { reason: 'not-me' })] },
  ],
  ['user-banned', 'not-in', { events: refused('user-banned') }],
  ['user-locked', 'not-in', { events: refused('user-locked') }],
  ['sign-up-closed', 'not-in', { events: refused('sign-up-closed') }],
  ['vetoed', 'not-in', { events: refused('vetoed') }],
  ['address-reserved', 'not-in', { events: refused('address-reserved') }],
  ['invitation-expired', 'not-in', { events: refused('invitation-expired') }],
  ['invitation-revoked', 'not-in', { events: refused('invitation-revoked') }],
  ['not-me', 'not-in', { attempt: { state: 'cancelled' }, events: [event('attempt.cancelled', 40)] }],
  ['superseded', 'not-in', { attempt: { state: 'cancelled' }, askedAgain: true }],
  ['ended', 'not-in', { attempt: { state: 'cancelled' } }],
  ['second-factor-wanted', 'not-yet', { attempt: { state: 'proved' } }],
  ['second-factor-missing', 'not-in', { after: late, attempt: { state: 'proved' } }],
  ['suppressed', 'not-yet', { message: kind('none'), subject: { suppressedUntil: at(9_000) } }],
  ['nothing-sent', 'not-in', { after: late, message: kind('none') }],
  ['bounced', 'not-yet', { events: [delivered, event('message.bounced', 5, { reason: 'hard' })] }],
  ['mail-refused', 'not-yet', { message: { state: 'failed', reason: 'smtp-550' } }],
  ['mail-too-late', 'not-in', { after: late, message: { state: 'failed', reason: 'timed-out' } }],
  ['mail-cancelled', 'not-yet', { message: { state: 'dropped', reason: 'cancelled' } }],
  ['mail-dropped', 'not-yet', { message: { state: 'dropped', reason: 'revoked' } }],
  ['mail-dropped', 'not-yet', { message: { state: 'failed', reason: 'unreadable' } }],
  ['mail-held', 'not-yet', { message: { state: 'held' } }],
  ['mail-waiting', 'not-yet', { message: { state: 'queued', reason: 'smtp-451' } }],
  ['mail-delayed', 'not-yet', { events: [delivered, event('message.delayed', 5)] }],
  ['approved', 'not-yet', { attempt: { state: 'approved' }, events: [delivered] }],
  ['approved-not-claimed', 'not-in', { after: late, attempt: { state: 'approved' }, events: [delivered] }],
  ['codes-shut', 'not-yet', { events: [delivered, event('codes.shut', 50)] }],
  ['approval-shut', 'not-yet', { events: [delivered, event('link.opened', 40), event('approval.shut', 50)] }],
  ['robot-only', 'not-in', { after: late, events: [delivered, event('link.opened', 4, { asked: phone })] }],
  ['opened-not-finished', 'not-in', { after: late, events: [delivered, event('link.opened', 50, { asked: phone })] }],
  ['never-opened', 'not-in', { after: late, events: [delivered] }],
  ['link-handed-out', 'not-yet', { message: null }],
  [
    'hand-off-refused',
    'not-in',
    { attempt: handedOver, events: [event('hand-off.refused', 62, { reason: 'verifier-wrong' })] },
  ],
  [
    'hand-off-repeated',
    'not-in',
    {
      attempt: handedOver,
      events: [event('hand-off.exchanged', 61), event('token.reused', 70, { reason: 'hand-off' })],
    },
  ],
  ['hand-off-missing', 'not-in', { after: late, attempt: handedOver }],
]

describe('the verdict', () => {
  test.each(cases)('%s is told, and the outcome is %s', (code, outcome, told) => {
    const verdict = verdictOf(story(told))
    expect(verdict).toMatchObject({ code, outcome })
    expect(verdict.sentence).toMatch(/^[A-Z].*\.$/)
    expect(verdict.sentence).not.toMatch(/undefined|null|NaN|ada@/)
  })

  test('knows each word of its closed set by a case above', () => {
    expect([...new Set(cases.map(([code]) => code))].sort()).toEqual([...verdictCodes].sort())
  })

  test('is explained in the guide, whichever it is', async () => {
    const guide = await readFile(new URL('../../../../docs/guides/support.md', import.meta.url), 'utf8')
    const explained = guide
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .flatMap((line) => [...(line.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, code]) => code))
    expect(explained.sort()).toEqual([...verdictCodes].sort())
  })

  test('believes a sign-in over every earlier trouble with its mail', () => {
    const events = [event('codes.shut', 10), event('message.bounced', 20, { reason: 'hard' })]
    expect(verdictOf(story({ attempt: { state: 'completed', finish }, events })).code).toBe('signed-in')
  })

  test('waits a minute for an application, and is content once it asked', () => {
    expect(verdictOf(story({ after: 90, attempt: handedOver }))).toMatchObject({ outcome: 'not-yet' })
    const asked = story({ after: late, attempt: handedOver, events: [event('hand-off.exchanged', 61)] })
    expect(verdictOf(asked)).toMatchObject({ code: 'signed-in', outcome: 'in' })
  })

  test('expects no application behind a browser that did not ask', () => {
    const attempt = { ...handedOver, finish: { ...finish, by: 'other' } } as Partial<Attempt>
    expect(verdictOf(story({ after: late, attempt }))).toMatchObject({ code: 'signed-in-elsewhere', outcome: 'in' })
  })

  test.each([
    ['support', /a link that staff made; no mail was sent/],
    ['vouched', /a link that a program handed out; no mail was sent/],
  ] as const)('speaks of no mail and of no other browser behind a %s link', (mode, words) => {
    const attempt = { state: 'completed', finish: { ...finish, by: 'other' }, about: { mode } } as Partial<Attempt>
    const verdict = verdictOf(story({ after: late, attempt, message: null }))
    expect(verdict).toMatchObject({ code: 'signed-in', outcome: 'in', sentence: expect.stringMatching(words) })
  })

  const vouched = { state: 'completed', finish, about: { mode: 'vouched', by: 'key:k' } } as Partial<Attempt>
  const told = (way: string, message: Partial<Message> | null): string =>
    verdictOf(
      story({ after: late, attempt: vouched, message, events: [event('sign-in.completed', 60, { about: { way } })] }),
    ).sentence

  test('tells a code from a link, and a mail that a program had sent from none, where a program vouched', () => {
    expect(told('email-link', {})).toMatch(/by a link that a program started and had mailed\.$/)
    expect(told('email-code', {})).toMatch(/by a code that a program started and had mailed\.$/)
    for (const none of [null, kind('sign-in'), { facts: { kind: 'new-device' } as Message['facts'] }]) {
      expect(told('email-code', none)).toMatch(/by a code that a program handed out; no mail was sent\.$/)
    }
  })

  test('counts a mail that was sent over a second one that was not', () => {
    const told = story({ events: [delivered] })
    const messages = [...told.messages, { ...mail, state: 'failed', reason: 'timed-out' } as Message]
    expect(verdictOf({ ...told, messages }).code).toBe('never-opened')
  })
})

describe('a robot', () => {
  const opened = (seconds: number, asked?: object) =>
    verdictOf(story({ events: [delivered, event('link.opened', seconds, asked ? { asked } : {})] })).code

  test('is whoever names no browser, or comes at once from another network', () => {
    expect([opened(50), opened(50, { network: '192.0.2.0/24' }), opened(3, phone)]).toEqual(Array(3).fill('robot-only'))
  })

  test('is nobody who takes the time to read, or sits where the mail was asked for', () => {
    expect([opened(50, phone), opened(3, desk)]).toEqual(Array(2).fill('opened-not-finished'))
  })
})
