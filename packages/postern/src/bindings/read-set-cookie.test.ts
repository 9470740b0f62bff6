import { expect, test } from 'vitest'
import { dropCookie, setCookie } from '../http/client/cookies.ts'
import { readSetCookie } from './read-set-cookie.ts'

test('a cookie of ours is taken apart, and nothing of it is lost', () => {
  expect(readSetCookie(setCookie('__Host-postern-session', 'id.se=cret', 61_000 as never))).toEqual({
    name: '__Host-postern-session',
    value: 'id.se=cret',
    options: { path: '/', maxAge: 61, httpOnly: true, secure: true, sameSite: 'lax' },
  })
})

test('so is one that is to be forgotten, in development', () => {
  expect(readSetCookie(dropCookie('postern-session'))).toEqual({
    name: 'postern-session',
    value: '',
    options: { path: '/', maxAge: 0, httpOnly: true, sameSite: 'lax' },
  })
})
