import { describe, expect, test } from 'vitest'
import { instant } from '../../domain/instant.ts'
import type { Scope, SignUp } from '../../domain/scope.ts'
import type { Subject, User } from '../../domain/user.ts'
import { codePolicy, isSoundCode, mailboxOf, mailFor, mailLocale } from './policy.ts'

const address = { address: 'ada@example.com', key: 'ada@example.com' }
const now = instant(1_000_000)
const scope = (signUp: SignUp = 'open', explainClosed = false): Scope =>
  ({ application: { signUp, explainClosed, code: { kind: 'digits', length: 6 } } }) as Scope
const registered = { address, registration: { roles: [] } } as unknown as Subject

describe('which mail is sent', () => {
  test('a sign-in to whoever may get in', () => {
    expect(mailFor({ address }, scope(), false, now)).toBe('sign-in')
    expect(mailFor(registered, scope('closed'), false, now)).toBe('sign-in')
  })

  test('none where sign-up is closed, or an explanation where the application wants one', () => {
    expect(mailFor({ address }, scope('closed'), false, now)).toBe('none')
    expect(mailFor({ address }, scope('closed', true), false, now)).toBe('sign-up-closed')
  })

  test('none to a suppressed address until the suppression ends, unless a known browser asks', () => {
    const subject = { ...registered, suppressedUntil: instant(now + 1) }
    expect(mailFor(subject, scope(), false, now)).toBe('none')
    expect(mailFor(subject, scope(), true, now)).toBe('sign-in')
    expect(mailFor(subject, scope(), false, instant(now + 1))).toBe('sign-in')
  })
})

describe('where and how a user reads', () => {
  const user = { email: 'Ada@example.com', locale: 'fr' } as User

  test('mail goes to the spelling that was proved', () => {
    expect(mailboxOf({ address, user })).toEqual({ address: 'Ada@example.com', key: 'ada@example.com' })
    expect(mailboxOf({ address })).toBe(address)
  })

  test('and to the address that was asked with, where it is another one of hers', () => {
    const other = { address: 'other@example.com', key: 'other@example.com' }
    expect(mailboxOf({ address: other, user })).toBe(other)
  })

  test('in her language when a stranger asks, in the asked one when her own browser does', () => {
    expect(mailLocale({ address, user }, false, 'ja')).toBe('fr')
    expect(mailLocale({ address, user }, true, 'ja')).toBe('ja')
    expect(mailLocale({ address }, false, 'ja')).toBe('ja')
  })
})

test('codes get longer and tries fewer from a thousand failures an hour on', () => {
  expect(codePolicy(scope(), 999)).toEqual({ code: { kind: 'digits', length: 6 }, maxTries: 5 })
  expect(codePolicy(scope(), 1_000)).toEqual({ code: { kind: 'letters', length: 8 }, maxTries: 2 })
})

test('a code that is longer already stays as it is', () => {
  const code = { kind: 'bytes', length: 16 } as const
  const { application } = scope()
  expect(codePolicy({ application: { ...application, code } } as Scope, 1_000)).toEqual({ code, maxTries: 2 })
})

test('a code is sound when its tries hit its live sets less than once in 50,000', () => {
  expect(isSoundCode({ kind: 'digits', length: 6 }, 3)).toBe(true)
  expect(isSoundCode({ kind: 'digits', length: 5 }, 1)).toBe(false)
  expect(isSoundCode({ kind: 'letters', length: 5 }, 3)).toBe(true)
  expect(isSoundCode({ kind: 'letters', length: 4 }, 1)).toBe(false)
  expect(isSoundCode({ kind: 'digits', length: 6 }, 5)).toBe(false)
  expect(isSoundCode({ kind: 'digits', length: 13 }, 1)).toBe(false)
})
