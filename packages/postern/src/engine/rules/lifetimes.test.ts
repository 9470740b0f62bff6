import { describe, expect, test } from 'vitest'
import type { Attempt } from '../../domain/attempt.ts'
import type { Id } from '../../domain/id.ts'
import { formatId } from '../../domain/id.ts'
import { hours, instant, minutes, seconds } from '../../domain/instant.ts'
import type { Scope, SignUp } from '../../domain/scope.ts'
import { deadlineOf, endForAsker, isFreshBinding, resendAt, retryAt, worksUntil } from './lifetimes.ts'

const scope = { application: { lifetimes: { secrets: minutes(10), binding: hours(24) } } } as Scope
const asked = instant(1_795_338_000_000)
const later = (duration: number) => instant(asked + duration)

describe('secrets work', () => {
  test('ten minutes from acceptance, counted in steps from the request', () => {
    expect(worksUntil(asked, later(minutes(3)), scope)).toBe(later(minutes(13)))
    expect(worksUntil(asked, later(minutes(3) + seconds(9)), scope)).toBe(later(minutes(13)))
    expect(worksUntil(asked, later(minutes(3) + seconds(10)), scope)).toBe(later(minutes(13) + seconds(10)))
  })

  test('to the same moment whether a mail left at once or was never to leave (invariant 10)', () => {
    for (const delay of [0, 1, 50, 999, seconds(9)])
      expect(worksUntil(asked, later(delay), scope)).toBe(later(minutes(10)))
  })

  test('never longer than twice that from the request', () => {
    expect(worksUntil(asked, later(minutes(19)), scope)).toBe(later(minutes(20)))
    expect(deadlineOf(asked, scope)).toBe(later(minutes(20)))
  })
})

describe('for its asker an attempt is over', () => {
  const at = (state: Attempt['state'], ...sets: readonly number[]): Attempt =>
    ({
      state,
      createdAt: asked,
      expiresAt: later(minutes(19)),
      sets: sets.map((askedAt) => ({ askedAt: later(askedAt), until: later(minutes(20)) })),
    }) as unknown as Attempt

  const signingUp = (signUp: SignUp): Scope => ({ application: { ...scope.application, signUp } }) as Scope

  test('as late as its secrets, where everybody gets a mail', () => {
    expect(endForAsker(at('open', 0), signingUp('open'))).toBe(later(minutes(19)))
  })

  test.each<SignUp>(['closed', 'invited', { domains: ['example.com'] }])(
    'ten minutes after the newest request, however long its mail takes, where not everybody does (invariant 10): %o',
    (signUp) => {
      expect(endForAsker(at('open', 0), signingUp(signUp))).toBe(later(minutes(10)))
      expect(endForAsker(at('open', 0, minutes(4)), signingUp(signUp))).toBe(later(minutes(14)))
    },
  )

  test('with the link, once it was approved by whoever read the mail', () => {
    expect(endForAsker(at('approved', 0), signingUp('closed'))).toBe(later(minutes(19)))
  })
})

test('deliveries are tried again after 2, 5, 15, 30, 60 and 60 seconds', () => {
  expect([1, 2, 3, 4, 5, 6, 50].map((tries) => retryAt(asked, tries) - asked)).toEqual(
    [2, 5, 15, 30, 60, 60, 60].map(seconds),
  )
})

test('mails may be asked for again after 30, 60, 120 and 120 seconds', () => {
  expect([1, 2, 3, 4, 9].map((count) => resendAt(asked, count) - asked)).toEqual([30, 60, 120, 120, 120].map(seconds))
})

test('a binding is fresh for a day, as its id says, and not if it claims to be of the future', () => {
  const made = (at: number): Id<'binding'> => formatId(instant(at), new Uint8Array(10))
  expect(isFreshBinding(made(asked), asked, scope)).toBe(true)
  expect(isFreshBinding(made(asked), later(hours(24) - 1), scope)).toBe(true)
  expect(isFreshBinding(made(asked), later(hours(24)), scope)).toBe(false)
  expect(isFreshBinding(made(asked + minutes(1)), asked, scope)).toBe(true)
  expect(isFreshBinding(made(asked + minutes(3)), asked, scope)).toBe(false)
})
