/** What the server answers and a caller must expect, and the time by which it counts. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { SignInOutcome } from '../src/index.ts'
import { type Browser, openPlace, type Place } from './support/place.ts'

const ada = 'ada@acme.example'
let place: Place
let here: Browser

beforeEach(async () => {
  place = await openPlace()
  here = place.browser()
})
afterEach(() => place.close())

const enter = async ({ client }: Browser): Promise<SignInOutcome> => {
  const sent = await client.requestMagicLink({ email: ada })
  let code: string | undefined
  // Others tell her of a new device, and that her address has changed.
  while (code === undefined) code = (await place.inbox.next({ to: ada })).code
  return client.verifyCode({ attemptId: sent.status === 'sent' ? sent.attemptId : '', code })
}

test('an address that is kept for its last owner is refused with a value, once it is proved', async () => {
  const entered = await enter(place.browser())
  const userId = entered.status === 'signed-in' ? entered.user.id : ''
  const owner = place.browser()
  expect((await enter(owner)).status).toBe('signed-in')
  await place.auth.changeEmail({ userId }, 'ada@new.example')
  const { link = '' } = await place.inbox.next({ to: 'ada@new.example' })
  const token = link.split('/link/')[1]?.replace('#', '.')
  expect((await owner.call('/magic-link/verify', { token })).status).toBe(200)
  expect(await enter(here)).toMatchObject({ status: 'address-reserved' })
})

test('sign-in that is switched off is told to whoever asks, and to whoever types a code', async () => {
  here.before = () => Response.json({ code: 'sign-in-off' }, { status: 403 })
  expect(await here.client.requestMagicLink({ email: ada })).toMatchObject({ status: 'sign-in-off' })
  expect(await here.client.verifyCode({ attemptId: 'a', code: '1' })).toMatchObject({ status: 'sign-in-off' })
})

test('resendIn counts by the server’s clock, where its answer tells the time, and by this one’s where it does not', async () => {
  const serverNow = Date.parse('2026-11-22T04:15:00.000Z')
  const answer = { status: 'sent', attemptId: 'a', resendAt: new Date(serverNow + 30_000).toISOString() }
  const headers = { date: new Date(serverNow).toUTCString() }
  here.before = () => Response.json(answer, { headers })
  expect(await here.client.requestMagicLink({ email: ada })).toEqual({ ...answer, resendIn: 30 })
  here.before = undefined
  expect(await here.client.requestMagicLink({ email: ada })).toMatchObject({ status: 'sent', resendIn: 30 })
})
