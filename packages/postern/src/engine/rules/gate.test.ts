import { expect, test } from 'vitest'
import type { SignUp } from '../../domain/scope.ts'
import type { Subject, User } from '../../domain/user.ts'
import { admits, barredFrom, gate } from './gate.ts'
import type { Invited } from './invitations.ts'

const address = { address: 'Ada@Example.com', key: 'ada@example.com' }
const registration = { application: 'default', roles: [] } as unknown as NonNullable<Subject['registration']>
const user = (more: Partial<User> = {}): User => ({ status: 'active', factors: [], ...more }) as User
const open = { application: { signIn: 'on' } } as Parameters<typeof barredFrom>[1]
const judge = (subject: Omit<Subject, 'address'>, signUp: SignUp = 'open', invited: Invited = 'no') =>
  gate({ address, ...subject }, { application: { signUp } } as Parameters<typeof gate>[1], invited)

test('a stranger passes where sign-up is open, and nowhere else', () => {
  expect(judge({})).toEqual({ kind: 'pass' })
  for (const signUp of ['closed', 'invited', { domains: ['acme.example'] }] as const)
    expect(judge({}, signUp)).toEqual({ kind: 'refused', code: 'sign-up-closed' })
  expect(judge({}, { domains: ['example.com'] })).toEqual({ kind: 'pass' })
})

test('a registered user passes whoever may sign up', () => {
  for (const signUp of ['open', 'closed', 'invited', { domains: ['acme.example'] }] as const)
    expect(judge({ user: user(), registration }, signUp)).toEqual({ kind: 'pass' })
})

test('a user without a registration here is a stranger to this application', () => {
  expect(judge({ user: user() }, 'closed')).toEqual({ kind: 'refused', code: 'sign-up-closed' })
})

test('a ban and a lock go before everything else', () => {
  const factors = ['totp']
  expect(judge({ user: user({ status: 'banned', factors }) }, 'closed')).toEqual({
    kind: 'refused',
    code: 'user-banned',
  })
  expect(judge({ user: user({ status: 'locked', factors }), registration })).toEqual({
    kind: 'refused',
    code: 'user-locked',
  })
})

test('a second factor is wanted only of somebody who may come in', () => {
  expect(judge({ user: user({ factors: ['totp'] }), registration })).toEqual({
    kind: 'second-factor',
    methods: ['totp'],
  })
  expect(judge({ user: user({ factors: ['totp'] }) }, 'closed')).toEqual({ kind: 'refused', code: 'sign-up-closed' })
})

test('domains are compared whole', () => {
  const at = (domain: string) => ({ address: `a@${domain}`, key: `a@${domain}` })
  const signUp = { domains: ['acme.example'] }
  expect(admits(signUp, at('acme.example'))).toBe(true)
  for (const domain of ['evilacme.example', 'sub.acme.example', 'acme.example.evil', 'acme'])
    expect(admits(signUp, at(domain))).toBe(false)
})

test('an open invitation lets a stranger in wherever sign-up is not closed', () => {
  for (const signUp of ['open', 'invited', { domains: ['acme.example'] }] as const)
    expect(judge({}, signUp, 'open')).toEqual({ kind: 'pass' })
  expect(judge({}, 'closed', 'open')).toEqual({ kind: 'refused', code: 'sign-up-closed' })
  expect(judge({ user: user(), registration }, 'closed', 'open')).toEqual({ kind: 'pass' })
})

test('whoever was on her way by an invitation that is over is refused, a ban first', () => {
  for (const invited of ['revoked', 'expired'] as const) {
    expect(judge({}, 'open', invited)).toEqual({ kind: 'refused', code: `invitation-${invited}` })
    expect(judge({ user: user({ status: 'banned' }) }, 'open', invited)).toEqual({
      kind: 'refused',
      code: 'user-banned',
    })
  }
})

test('somebody who is in stays in while she is active and registered, whoever may sign up', () => {
  expect(barredFrom({ user: user(), registration }, open)).toBeUndefined()
  expect(barredFrom({ user: user({ factors: ['totp'] }), registration }, open)).toBeUndefined()
  expect(barredFrom({ user: user({ status: 'banned' }), registration }, open)).toEqual({ kind: 'user-banned' })
  expect(barredFrom({ user: user({ status: 'locked' }), registration }, open)).toEqual({ kind: 'user-locked' })
  expect(barredFrom({ user: user() }, open)).toEqual({ kind: 'sign-up-closed' })
})

test('where sign-in is off nobody passes, and nobody goes on', () => {
  const off = { application: { signIn: 'off', signUp: 'open' } } as Parameters<typeof gate>[1]
  expect(gate({ address, user: user(), registration }, off)).toEqual({ kind: 'refused', code: 'sign-in-off' })
  expect(barredFrom({ user: user(), registration }, off)).toEqual({ kind: 'sign-in-off' })
})
