/** A deletion whose mail leads to a page of the application's own, which calls the library's functions. */
import { afterEach, expect, test } from 'vitest'
import { closeLibraries, mountLibrary } from '../support/library.ts'

afterEach(closeLibraries)

const ada = 'ada@example.com'
const own = { origin: 'https://app.example.com', 'sec-fetch-site': 'same-origin', 'user-agent': 'Mozilla/5.0' }

/** Signed in, with the mail of a deletion that she asked for. */
async function asked() {
  const { auth, mail } = await mountLibrary({ linkUrl: 'https://app.example.com/arrived' })
  const made = await auth.createMagicLink(ada)
  const result = await auth.verifyMagicLink(made.status === 'created' ? made.token : '')
  if (result.status !== 'signed-in') throw new Error(result.status)
  const cookie = result.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ')
  const request = (url: string) =>
    new Request(url, { method: 'POST', headers: { ...own, cookie, accept: 'application/json' } })
  const reply = await auth.handler(request('https://app.example.com/auth/account/delete'))
  const { attemptId } = (await reply.json()) as { attemptId: string }
  const binding = reply.headers.getSetCookie().map((line) => line.split(';', 1)[0])
  await expect.poll(() => mail.mails(ada)).toHaveLength(1)
  const { link = '', code = '' } = mail.mails(ada)[0] ?? {}
  const token = link.split('#')[1] ?? ''
  const page = () =>
    new Request('https://app.example.com/arrived', {
      method: 'POST',
      headers: { ...own, cookie: [cookie, ...binding].join('; ') },
    })
  return { auth, attemptId, token, code, page }
}

test('verifyMagicLink deletes the account of whoever says that she is sure', async () => {
  const { auth, token, page } = await asked()
  expect(await auth.verifyMagicLink(token, { request: page() })).toEqual({ status: 'sure-needed' })
  expect((await auth.getUser(page()))?.email).toBe(ada)
  const done = await auth.verifyMagicLink(token, { request: page(), sure: true })
  expect(done).toMatchObject({ status: 'fulfilled', purpose: 'delete' })
  expect(await auth.users.find(ada)).toBeUndefined()
})

test('verifyCode does as well', async () => {
  const { auth, attemptId, code, page } = await asked()
  expect(await auth.verifyCode({ attemptId, code, request: page() })).toEqual({ status: 'sure-needed' })
  const done = await auth.verifyCode({ attemptId, code, request: page(), sure: true })
  expect(done).toMatchObject({ status: 'fulfilled', purpose: 'delete' })
  expect(await auth.getUser(page())).toBeNull()
})
