import { afterEach, expect, test } from 'vitest'
import { sqlite } from '../../src/adapters/sqlite/sqlite.ts'
import { minutes } from '../../src/domain/instant.ts'
import type { Rendered } from '../../src/domain/message.ts'
import type { PosternOptions } from '../../src/options.ts'
import type { Transport } from '../../src/ports/transport.ts'
import { postern } from '../../src/postern.ts'
import { readReply } from '../support/reply.ts'
import { claimsIn } from './bearer.ts'

const close: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const each of close.splice(0)) await each()
})

function library(options: Partial<PosternOptions<string, object>> = {}) {
  const mails: Rendered[] = []
  const transport: Transport = {
    name: 'kept',
    channel: 'mail',
    async send(mail) {
      mails.push(mail)
      return { kind: 'taken' }
    },
  }
  const auth = postern({
    baseUrl: 'https://app.example.com',
    secret: 'a secret for tests, of thirty-two bytes and more',
    store: sqlite(':memory:'),
    mail: { from: 'no-reply@acme.example', transport },
    ...options,
  })
  close.push(() => auth.close())
  const call = async (path: string, body: object) => {
    const request = new Request(`https://app.example.com/auth${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return readReply(await auth.handler(request))
  }
  const signIn = async () => {
    const { json } = await call('/magic-link', { email: 'ada@example.com' })
    while (mails.length === 0) await new Promise((resolve) => setImmediate(resolve))
    const { attemptId, handle } = json
    return call('/code/verify', { attemptId, handle, code: mails[0]?.facts.code })
  }
  return { auth, signIn }
}

test('getUser and getSession take a bearer’s header, in every form a request comes in', async () => {
  const { auth, signIn } = library({ mode: 'bearer' })
  const { json } = await signIn()
  const headers = { authorization: `Bearer ${json.tokens?.accessToken}` }
  for (const from of [
    new Request('https://app.example.com', { headers }),
    new Headers(headers),
    { headers } as never,
  ]) {
    expect((await auth.getUser(from))?.email).toBe('ada@example.com')
    expect((await auth.getSession(from))?.id).toBe(json.session?.id)
  }
  expect(await auth.getUser(new Headers({ authorization: `Bearer ${json.tokens?.accessToken}x` }))).toBeNull()
  await auth.sessions.revoke(json.session?.id ?? '')
  expect(await auth.getUser(new Headers(headers))).toBeNull()
})

test('an access token says what its user is in the application', async () => {
  const { auth, signIn } = library({ mode: 'bearer', roles: ['admin', 'member'] })
  expect((await auth.users.create({ email: 'ada@example.com', roles: ['admin'] })).status).toBe('created')
  const { json } = await signIn()
  expect(claimsIn(json.tokens?.accessToken ?? '')['roles']).toEqual(['admin'])
})

test('keys.rotate says which key signs next, and refuses where none does', async () => {
  const { auth } = library({ mode: 'bearer' })
  const rotated = await auth.keys.rotate()
  expect(rotated.kid).toMatch(/^[\w-]{43}$/)
  expect(rotated.signsFrom.getTime() - Date.now()).toBeGreaterThan(minutes(15))
  await expect(library().auth.keys.rotate()).rejects.toThrow(/^keys\.rotate /)
})

test('a wrong option is refused at the start, by its path', () => {
  expect(() => library({ mode: 'both' as never })).toThrow(/^mode must /)
  expect(() => library({ tokens: { accessToken: minutes(60) } })).toThrow(/^tokens\.accessToken must /)
})
