import { afterEach, describe, expect, test } from 'vitest'
import type { Postern } from '../../src/index.ts'
import { closeLibraries, mountLibrary } from '../support/library.ts'
import type { Recorder } from '../support/recorder.ts'

afterEach(closeLibraries)

const ada = 'ada@example.com'
const lovelace = 'lovelace@analytical.example'

describe('auth.changeEmail', () => {
  test('for a request changes the address once the new one is proved, in the session that asked', async () => {
    const { auth, mail } = await mountLibrary()
    const request = await signIn(auth, mail)
    const asked = await auth.changeEmail(request(), lovelace)
    if (asked.status !== 'sent') throw new Error(asked.status)
    expect((await auth.getUser(request()))?.email).toBe(ada)
    const { attemptId, handle } = asked
    const code = await codeFor(mail, lovelace)
    expect((await auth.verifyCode({ attemptId, code, handle })).status).toBe('other-session')
    const done = await auth.verifyCode({ attemptId, code, handle, request: request() })
    expect(done).toMatchObject({ status: 'fulfilled', purpose: 'change-address' })
    expect((await auth.getUser(request()))?.email).toBe(lovelace)
  })

  test('for a user completes in any session of hers, and is refused as over HTTP', async () => {
    const { auth, mail } = await mountLibrary()
    const request = await signIn(auth, mail)
    const userId = (await auth.getUser(request()))?.id ?? ''
    const asked = await auth.changeEmail({ userId }, lovelace, { mode: 'additional' })
    if (asked.status !== 'sent') throw new Error(asked.status)
    const { attemptId, handle } = asked
    const code = await codeFor(mail, lovelace)
    const done = await auth.verifyCode({ attemptId, code, handle, request: request() })
    expect([done.status, (await auth.getUser(request()))?.email]).toEqual(['fulfilled', ada])
    expect((await auth.users.find(lovelace))?.id).toBe(userId)
    await auth.mail.send('LOVELACE@analytical.example', { subject: 'Your order', text: 'It is on its way.' })
    await expect.poll(() => mail.taken.find(({ subject }) => subject === 'Your order')?.to).toBe(lovelace)
    expect((await auth.changeEmail({ userId: 'nobody' }, lovelace)).status).toBe('user-unknown')
    expect((await auth.changeEmail({ userId }, ada)).status).toBe('address-taken')
    expect((await auth.changeEmail(request(), 'no address')).status).toBe('email-invalid')
    expect((await auth.changeEmail(new Headers(), lovelace)).status).toBe('unauthenticated')
    const astray = await auth.changeEmail(request(), 'new@example.com', { redirectTo: 'https://evil.example/' })
    expect(astray.status).toBe('redirect-refused')
  })

  test('takes a request that middleware marked with an id for a request: it is in no session by that', async () => {
    const { auth, mail } = await mountLibrary()
    const request = await signIn(auth, mail)
    const userId = (await auth.getUser(request()))?.id ?? ''
    const unsigned = { headers: { host: 'app.example.com' }, socket: {}, userId }
    for (const marked of [unsigned, Object.assign(new Headers(), { userId })])
      expect((await auth.changeEmail(marked as never, lovelace)).status).toBe('unauthenticated')
  })
})

/** Signs in, and answers how to make requests of that browser. */
async function signIn(auth: Postern, mail: Recorder): Promise<() => Request> {
  await auth.requestMagicLink(ada)
  await expect.poll(() => mail.mails(ada)).toHaveLength(1)
  const result = await auth.verifyMagicLink(mail.mails(ada)[0]?.token ?? '')
  if (result.status !== 'signed-in') throw new Error(result.status)
  const cookie = result.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ')
  const origin = 'https://app.example.com'
  return () => new Request(`${origin}/settings`, { method: 'POST', headers: { cookie, origin } })
}

async function codeFor(mail: Recorder, address: string): Promise<string> {
  await expect.poll(() => mail.mails(address)).toHaveLength(1)
  return mail.mails(address)[0]?.code ?? ''
}
