import { afterEach, expect, test } from 'vitest'
import { PosternError } from '../../src/domain/errors.ts'
import type { StoreSource } from '../../src/ports/store-source.ts'
import { openBrowser } from '../support/browser.ts'
import { wrongCode } from '../support/mail.ts'
import { closeWorlds, createWorld, sharedStore } from '../support/world.ts'

afterEach(closeWorlds)

/** A store that completes nothing while it is told to be busy. */
async function busyStore(): Promise<{ readonly source: StoreSource; isBusy: boolean }> {
  const shared = await sharedStore()
  const busy = {
    isBusy: false,
    source: {
      ...shared,
      async open(...given: Parameters<StoreSource['open']>) {
        const store = await shared.open(...given)
        const redeem: typeof store.attempts.redeem = async (input) => {
          if (busy.isBusy) throw new PosternError('busy', 'The database is busy.')
          return store.attempts.redeem(input)
        }
        return { ...store, attempts: { ...store.attempts, redeem } }
      },
    },
  }
  return busy
}

test('invariant 4: a right code that a busy store kept from its effect costs no try, and nothing of the day', async () => {
  const store = await busyStore()
  const world = await createWorld({ store: store.source, mayFail: true })
  const browser = openBrowser(world)
  const { attemptId, code } = await browser.request('ada@example.com')
  store.isBusy = true
  // More than the attempt has, and more than the address has in a day.
  for (let count = 0; count < 22; count++)
    expect((await browser.call('/code/verify', { attemptId, code })).json.code).toBe('busy')
  store.isBusy = false
  const { attempt } = await world.look(attemptId)
  const { application, address } = attempt
  const standing = await world.store.attempts.prepare(world.at({ application, address }))
  expect([attempt.tries, standing.failures]).toEqual([0, 0])
  expect((await browser.call('/code/verify', { attemptId, code: wrongCode(code) })).json.triesLeft).toBe(4)
  expect((await browser.call('/code/verify', { attemptId, code })).json.status).toBe('signed-in')
})

test('invariant 4: among right codes that are given back no more than five wrong ones are compared', async () => {
  const store = await busyStore()
  const world = await createWorld({ store: store.source, mayFail: true })
  const browser = openBrowser(world)
  const { attemptId, code } = await browser.request('ada@example.com')
  store.isBusy = true
  const codes = Array.from({ length: 40 }, (_, at) => (at % 2 === 0 ? code : wrongCode(code, at)))
  const replies = await Promise.all(codes.map((typed) => browser.call('/code/verify', { attemptId, code: typed })))
  const { tries } = (await world.look(attemptId)).attempt
  // Each wrong one keeps its try.
  expect(tries).toBeLessThanOrEqual(5)
  expect(replies.filter(({ json }) => json.code === 'code-wrong').length).toBeLessThanOrEqual(tries)
})
