/** A wait whose caller has lost patience asks nothing, claims nothing and leaves nothing open. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Sent } from '../src/index.ts'
import { type Browser, openPlace, type Place } from './support/place.ts'

const ada = 'ada@acme.example'
let place: Place
let here: Browser

beforeEach(async () => {
  place = await openPlace()
  here = place.browser()
})
afterEach(() => place.close())

const ask = async (email = ada): Promise<Sent> => {
  const sent = await here.client.requestMagicLink({ email })
  if (sent.status !== 'sent') throw new Error(sent.status)
  return sent
}
const approve = async ({ attemptId, number }: Sent): Promise<void> => {
  const { link = '' } = await place.inbox.next({ to: ada })
  const token = link.split('/link/')[1]?.replace('#', '.')
  const approved = await place.browser().call(`/attempts/${attemptId}/approve`, { token, number })
  expect(approved.status).toBe(200)
}
const askedAbout = (ending: string): number => here.asked.filter((one) => one.endsWith(ending)).length
const pause = (milliseconds: number): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, milliseconds))

test('a signal that was given up before claims nothing', async () => {
  const sent = await ask()
  await approve(sent)
  const signal = AbortSignal.abort(new Error('gone home'))
  await expect(here.client.waitForSignIn(sent.attemptId, { signal })).rejects.toThrow('gone home')
  expect(here.asked).toEqual(['POST /auth/magic-link'])
  expect(await here.client.getUser()).toBeNull()
})

test('given up during the question after a stream has ended, it opens no other, and claims nothing', async () => {
  const sent = await ask()
  await approve(sent)
  const stop = new AbortController()
  here.before = async ({ url, signal }) => {
    if (url.endsWith('/events')) return new Response('data: waiting\n\n')
    if (!url.endsWith(sent.attemptId)) return undefined
    stop.abort(new Error('gone home'))
    expect(signal.aborted).toBe(true)
    return undefined
  }
  await expect(here.client.waitForSignIn(sent.attemptId, { signal: stop.signal })).rejects.toThrow('gone home')
  await pause(3_500)
  expect(askedAbout('/events')).toBe(1)
  expect(askedAbout('/claim')).toBe(0)
})

test('given up between two events of one piece, it heeds the first only', async () => {
  const sent = await ask()
  const stop = new AbortController()
  here.before = ({ url }) => {
    if (url.endsWith('/events')) return new Response('data: approved\n\ndata: approved\n\n')
    if (url.endsWith('/claim')) stop.abort(new Error('gone home'))
    return undefined
  }
  await expect(here.client.waitForSignIn(sent.attemptId, { signal: stop.signal })).rejects.toThrow('gone home')
  expect(askedAbout('/claim')).toBe(1)
})

test('given up while a claim is under way, it carries the claim through', async () => {
  const sent = await ask()
  await approve(sent)
  const stop = new AbortController()
  here.before = ({ url }) => {
    if (url.endsWith('/claim')) stop.abort(new Error('gone home'))
    return undefined
  }
  const outcome = await here.client.waitForSignIn(sent.attemptId, { signal: stop.signal })
  expect(outcome).toMatchObject({ status: 'signed-in', user: { email: ada } })
})

test('a sign-in in another tab ends no wait for another attempt of the same browser', async () => {
  const [first, second] = [await ask(), await ask('bob@acme.example')]
  const waiting = here.client.waitForSignIn(second.attemptId)
  const { code = '' } = await place.inbox.next({ to: ada })
  expect((await here.client.verifyCode({ attemptId: first.attemptId, code })).status).toBe('signed-in')
  const bobs = await place.inbox.next({ to: 'bob@acme.example' })
  const typed = { attemptId: second.attemptId, code: bobs.code ?? '', switchAccount: true }
  // By then the stream has told whatever it will tell.
  await pause(4_000)
  expect((await here.client.verifyCode(typed)).status).toBe('signed-in')
  expect(await waiting).toMatchObject({ status: 'signed-in', user: { email: 'bob@acme.example' } })
})
