/** `getUser` and `GET /auth/me` read less than `getSession`: they must let in exactly the same callers. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { days, minutes } from '../../src/domain/instant.ts'
import { createTestAuth, type TestAuth } from '../../src/testing/create-test-auth.ts'

let kit: TestAuth
beforeEach(() => {
  kit = createTestAuth()
})
afterEach(() => kit.close())

/** Whether each of the three ways to ask finds somebody. */
async function found(cookie: string): Promise<readonly boolean[]> {
  const headers = new Headers({ cookie })
  const me = await kit.auth.handler(new Request('https://app.example.com/auth/me', { headers }))
  return [(await kit.auth.getSession(headers)) !== null, (await kit.auth.getUser(headers)) !== null, me.status === 200]
}

const everybody = [true, true, true]
const nobody = [false, false, false]

test('a session lets its user in, by its own secret alone', async () => {
  const ann = await kit.signInAs('ann@example.com')
  const bob = await kit.signInAs('bob@example.com')
  expect(await found(ann.cookie)).toEqual(everybody)
  const [annsId = ''] = ann.cookie.split('.')
  const [, bobsSecret = ''] = bob.cookie.split('.')
  expect(await found(`${annsId}.${bobsSecret}`)).toEqual(nobody)
  expect(await found('')).toEqual(nobody)
})

test('a banned user is nobody until she is let in again', async () => {
  const ann = await kit.signInAs('ann@example.com')
  await kit.auth.users.ban(ann.user.id)
  expect(await found(ann.cookie)).toEqual(nobody)
  await kit.auth.users.unban(ann.user.id)
  // A ban ended her sessions.
  expect(await found(ann.cookie)).toEqual(nobody)
  expect(await found((await kit.signInAs('ann@example.com')).cookie)).toEqual(everybody)
})

test('asking for the user keeps a session alive as asking for the session does, up to its end', async () => {
  const ann = await kit.signInAs('ann@example.com')
  const headers = new Headers({ cookie: ann.cookie })
  for (let day = 0; day < 29; day++) {
    kit.clock.advance(days(1))
    expect(await kit.auth.getUser(headers)).toEqual(ann.user)
  }
  kit.clock.advance(days(1) + minutes(1))
  expect(await found(ann.cookie)).toEqual(nobody)
})
