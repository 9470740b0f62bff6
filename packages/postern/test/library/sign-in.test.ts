import { afterEach, describe, expect, test } from 'vitest'
import { closeLibraries, mountLibrary } from '../support/library.ts'

afterEach(closeLibraries)

const url = 'https://app.example.com/form'
const own = { origin: 'https://app.example.com', 'sec-fetch-site': 'same-origin', 'user-agent': 'Mozilla/5.0' }
const from = (headers: Record<string, string>): Request => new Request(url, { method: 'POST', headers })

/** The cookies a browser would send back. */
const cookieOf = (...all: readonly Headers[]): string =>
  all
    .flatMap((headers) => headers.getSetCookie())
    .map((line) => line.split(';', 1)[0])
    .join('; ')

describe('createMagicLink', () => {
  test('gives what a caller delivers, sends no mail, and says in the story that the caller vouched', async () => {
    const { auth, mail } = await mountLibrary()
    const heard: unknown[] = []
    auth.on('link.requested', ({ reason }) => void heard.push(reason))
    const made = await auth.createMagicLink('ada@example.com', { redirectTo: '/welcome' })
    if (made.status !== 'created') throw new Error(made.status)
    expect(made.url).toBe(`https://app.example.com/auth/link/${made.attemptId}#${made.token.split('.')[1]}`)
    expect([made.code.length, made.headers.getSetCookie()]).toEqual([6, []])
    expect(made.expiresAt.getTime() - Date.now()).toBeGreaterThan(590_000)
    expect([mail.tried, heard]).toEqual([[], ['vouched']])
    const result = await auth.verifyMagicLink(made.token)
    if (result.status !== 'signed-in') throw new Error(result.status)
    expect([result.user.email, result.user.emailVerified]).toEqual(['ada@example.com', false])
    expect(await auth.getUser(new Headers({ cookie: cookieOf(result.headers) }))).toEqual(result.user)
    expect((await auth.verifyMagicLink(made.token)).status).toBe('link-used')
  })

  test('makes the browser of a request the asker: it is in with one step, another one types the address', async () => {
    const { auth } = await mountLibrary()
    const made = await auth.createMagicLink('ada@example.com', { request: from(own), redirectTo: '/cart', state: 's' })
    if (made.status !== 'created') throw new Error(made.status)
    const other = await auth.verifyMagicLink(made.token, { request: from(own) })
    expect(other).toEqual({ status: 'confirm-needed', reason: 'address-needed', address: expect.stringContaining('•') })
    const wrong = await auth.verifyMagicLink(made.token, { request: from(own), email: 'eve@example.com' })
    expect(wrong).toMatchObject({ status: 'confirm-needed', reason: 'address-differs' })
    const request = from({ ...own, cookie: cookieOf(made.headers) })
    const result = await auth.verifyMagicLink(made.token, { request })
    expect(result).toMatchObject({ status: 'signed-in', next: '/cart?state=s' })
  })

  test('holds to the limits of a mail, and tells the caller why it makes none', async () => {
    const { auth } = await mountLibrary({ signUp: { domains: ['example.com'] } })
    const exceeded: unknown[] = []
    auth.on('limit.exceeded', ({ reason }) => void exceeded.push(reason))
    for (let count = 0; count < 3; count++) {
      expect((await auth.createMagicLink('ada@example.com')).status).toBe('created')
    }
    for (let count = 0; count < 3; count++) {
      const limited = await auth.createMagicLink('ada@example.com')
      if (limited.status !== 'limited') throw new Error(limited.status)
      expect(limited.retryAt.getTime()).toBeGreaterThan(Date.now())
    }
    expect(exceeded).toEqual(['address'])
    expect((await auth.createMagicLink('ada@elsewhere.example')).status).toBe('sign-up-closed')
    expect((await auth.createMagicLink('no address')).status).toBe('email-invalid')
    const away = await auth.createMagicLink('bob@example.com', { redirectTo: 'https://evil.example/' })
    expect(away).toMatchObject({ status: 'redirect-refused', hint: expect.stringContaining('redirects') })
  })
})

describe('requestMagicLink and verifyCode', () => {
  test('are the two halves of a form on a server', async () => {
    const { auth, mail } = await mountLibrary()
    const sent = await auth.requestMagicLink('ada@example.com', { request: from(own) })
    if (sent.status !== 'sent') throw new Error(sent.status)
    await expect.poll(() => mail.mails()).toHaveLength(1)
    const { code } = mail.mails()[0] ?? { code: '' }
    const stranger = await auth.verifyCode({ attemptId: sent.attemptId, code, request: from(own) })
    expect(stranger).toEqual({ status: 'attempt-unknown' })
    const request = from({ ...own, cookie: cookieOf(sent.headers) })
    const wrong = await auth.verifyCode({
      attemptId: sent.attemptId,
      code: code === '000000' ? '1' : '000000',
      request,
    })
    expect(wrong).toMatchObject({ status: 'code-wrong' })
    const result = await auth.verifyCode({ attemptId: sent.attemptId, code, request })
    if (result.status !== 'signed-in') throw new Error(result.status)
    const signedIn = from({ ...own, cookie: cookieOf(result.headers) })
    expect((await auth.requireUser(signedIn)).email).toBe('ada@example.com')
    expect((await auth.getSession(signedIn))?.methods).toEqual(['email-code'])
  })

  test('a program keeps the handle instead', async () => {
    const { auth, mail } = await mountLibrary()
    const sent = await auth.requestMagicLink('ada@example.com')
    if (sent.status !== 'sent') throw new Error(sent.status)
    await expect.poll(() => mail.mails()).toHaveLength(1)
    const { attemptId, handle } = sent
    const { code } = mail.mails()[0] ?? { code: '' }
    expect((await auth.verifyCode({ attemptId, code, handle })).status).toBe('signed-in')
  })

  test.each([{ approval: false }, { sameBrowserOnly: true }])('%o: there is no number to show', async (options) => {
    const { auth } = await mountLibrary(options)
    expect(await auth.requestMagicLink('ada@example.com')).toMatchObject({ status: 'sent', number: null })
    const { auth: other } = await mountLibrary()
    expect(await other.requestMagicLink('ada@example.com')).toMatchObject({ number: expect.stringMatching(/^\d\d$/) })
  })

  test('answer the same for an address that may not sign up', async () => {
    const { auth, mail } = await mountLibrary({ signUp: 'closed' })
    const sent = await auth.requestMagicLink('ada@example.com')
    expect([sent.status, mail.tried]).toEqual(['sent', []])
  })
})

test('a request from another site is refused before anything is spent', async () => {
  const { auth } = await mountLibrary()
  const made = await auth.createMagicLink('ada@example.com')
  if (made.status !== 'created') throw new Error(made.status)
  const request = from({ origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' })
  await expect(auth.verifyMagicLink(made.token, { request })).rejects.toMatchObject({ code: 'origin-refused' })
  expect((await auth.verifyMagicLink(made.token)).status).toBe('signed-in')
})

test('requireUser throws where nobody is signed in', async () => {
  const { auth } = await mountLibrary()
  await expect(auth.requireUser(new Headers())).rejects.toMatchObject({ name: 'PosternError', code: 'unauthenticated' })
})

describe('before a sign-in', () => {
  test.each([null, {}, { veto: undefined }])(
    'a hook that answers %j lets pass, and the next one is asked',
    async (answer) => {
      const { auth } = await mountLibrary()
      const asked: string[] = []
      auth.before('sign-in', () => {
        asked.push('first')
        return answer as unknown as undefined
      })
      auth.before('sign-in', () => {
        asked.push('second')
        return { veto: 'suspended' }
      })
      const made = await auth.createMagicLink('eve@example.com')
      if (made.status !== 'created') throw new Error(made.status)
      expect(await auth.verifyMagicLink(made.token)).toEqual({ status: 'vetoed', reason: 'suspended' })
      expect(asked).toEqual(['first', 'second'])
    },
  )

  test.each([false, true, 'fine', 0, [], { vetoed: 'suspended' }, { veto: 5 }])(
    'a hook that answers %j has not let pass: it refuses, and is reported',
    async (answer) => {
      const { auth, faults } = await mountLibrary()
      auth.before('sign-in', () => answer as unknown as undefined)
      const made = await auth.createMagicLink('eve@example.com')
      if (made.status !== 'created') throw new Error(made.status)
      expect(await auth.verifyMagicLink(made.token)).toEqual({ status: 'vetoed', reason: 'hook-failed' })
      expect(faults).toEqual([expect.objectContaining({ message: expect.stringMatching(/^before sign-in: /) })])
    },
  )
})

describe('before an account is made', () => {
  test.each([null, {}, { veto: undefined }])(
    'a hook that answers %j adds nothing, and the next one is asked',
    async (answer) => {
      const { auth } = await mountLibrary()
      auth.before('user.create', () => answer as unknown as undefined)
      auth.before('user.create', () => ({ id: 'customer_42' }))
      const made = await auth.createMagicLink('ada@example.com')
      if (made.status !== 'created') throw new Error(made.status)
      expect(await auth.verifyMagicLink(made.token)).toMatchObject({ user: { id: 'customer_42' } })
    },
  )

  test('the host may refuse it, keep its own id and begin it with a name and data', async () => {
    const { auth } = await mountLibrary()
    auth.before('user.create', ({ email }) => (email.startsWith('eve') ? { veto: 'not-here' } : undefined))
    auth.before('user.create', () => ({ id: 'customer_42', name: 'Ada', data: { plan: 'free' } }))
    const refusedOne = await auth.createMagicLink('eve@example.com')
    if (refusedOne.status !== 'created') throw new Error(refusedOne.status)
    expect(await auth.verifyMagicLink(refusedOne.token)).toEqual({ status: 'vetoed', reason: 'not-here' })
    const made = await auth.createMagicLink('ada@example.com')
    if (made.status !== 'created') throw new Error(made.status)
    const result = await auth.verifyMagicLink(made.token)
    expect(result).toMatchObject({ user: { id: 'customer_42', name: 'Ada', data: { plan: 'free' } } })
    const again = await auth.createMagicLink('bob@example.com')
    if (again.status !== 'created') throw new Error(again.status)
    expect(await auth.verifyMagicLink(again.token)).toEqual({ status: 'vetoed', reason: 'id-taken' })
  })

  test.each([{ id: '../etc' }, { name: 5 }, { data: 'free' }, { role: 'admin' }, false])(
    'a hook that answers %j, of which no account is made, refuses and is reported',
    async (answer) => {
      const { auth, faults } = await mountLibrary()
      auth.before('user.create', () => answer as unknown as undefined)
      const made = await auth.createMagicLink('ada@example.com')
      if (made.status !== 'created') throw new Error(made.status)
      expect(await auth.verifyMagicLink(made.token)).toEqual({ status: 'vetoed', reason: 'hook-failed' })
      expect(faults).toEqual([expect.any(TypeError)])
    },
  )
})
