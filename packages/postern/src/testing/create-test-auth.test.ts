import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Hono } from 'hono'
import { afterEach, expect, test } from 'vitest'
import { days, minutes } from '../domain/instant.ts'
import type { StandardSchema } from '../domain/standard-schema.ts'
import type { UserData } from '../nouns/public-user.ts'
import { createTestAuth, type TestAuth, type TestAuthOptions } from './create-test-auth.ts'

const opened: Pick<TestAuth, 'close'>[] = []
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close()
})

function testAuth<const Role extends string = string, Data extends object = UserData>(
  options?: TestAuthOptions<Role, Data>,
): TestAuth<Role, Data> {
  const made = createTestAuth(options)
  opened.push(made)
  return made
}

const origin = 'https://app.example.com'

async function askForMail({ auth }: TestAuth, email: string): Promise<Response> {
  const headers = { 'content-type': 'application/json' }
  return auth.handler(
    new Request(`${origin}/auth/magic-link`, { method: 'POST', headers, body: JSON.stringify({ email }) }),
  )
}

test('somebody is signed in by one call, and the application knows her', async () => {
  const { auth, signInAs } = testAuth()
  const ann = await signInAs('Ann@example.com')
  const request = new Request(`${origin}/`, { headers: ann.headers })
  expect(await auth.getUser(request)).toEqual(ann.user)
  expect(ann.cookie).toContain('__Host-postern-session=')
  expect(await (await ann.fetch('/auth/me')).json()).toMatchObject({ email: 'Ann@example.com' })
})

const userData: StandardSchema<{ readonly plan: 'free' | 'paid' }> = {
  '~standard': {
    version: 1,
    vendor: 'test',
    validate: (value) => {
      const { plan } = value as { readonly plan?: unknown }
      return plan === 'free' || plan === 'paid'
        ? { value: { plan } }
        : { issues: [{ message: 'plan is free or paid' }] }
    },
  },
}

test('somebody is signed in with a name, roles and data of the types that the options give them', async () => {
  const { auth, signInAs } = testAuth({ roles: ['admin', 'editor'], userData, signUp: 'closed' })
  const ann = await signInAs('Ann@example.com', { name: 'Ann', roles: ['admin', 'editor'], data: { plan: 'paid' } })
  const { name, roles, data } = ann.user
  const plan: 'free' | 'paid' | undefined = data?.plan
  expect({ name, roles, plan }).toEqual({ name: 'Ann', roles: ['admin', 'editor'], plan: 'paid' })
  expect(await auth.getUser(new Headers(ann.headers))).toEqual(ann.user)
  const again = await signInAs('ann@example.com', { roles: ['editor'] })
  expect(again.user).toEqual({ ...ann.user, roles: ['editor'] })
  expect((await signInAs('ann@example.com')).user).toEqual(again.user)
})

test('roles and data that the options refuse are told', async () => {
  const { signInAs } = testAuth({ roles: ['admin'], userData })
  const owner = 'owner' as 'admin'
  await expect(signInAs('ann@example.com', { roles: [owner] })).rejects.toThrow('refused, role-unknown')
  const gold = { plan: 'gold' as 'paid' }
  await expect(signInAs('ann@example.com', { data: gold })).rejects.toThrow('invalid, plan is free or paid')
  await expect(signInAs('no address', { roles: ['admin'] })).rejects.toThrow('refused, email-invalid')
})

test('in bearer mode she carries a token instead of a cookie, which expires by the clock of the kit', async () => {
  const { auth, clock, signInAs } = testAuth({ mode: 'bearer' })
  const ann = await signInAs('ann@example.com')
  expect(ann.cookie).toBe('')
  expect(Object.keys(ann.headers)).toEqual(['authorization'])
  expect((await ann.fetch('/auth/me')).status).toBe(200)
  clock.advance(minutes(11))
  expect(await auth.getUser(new Headers(ann.headers))).toBeNull()
})

test('the same person is signed in as often as a suite likes, and limits are there for who asks for them', async () => {
  const kit = testAuth()
  const ids = new Set<string>()
  for (let count = 0; count < 12; count++) ids.add((await kit.signInAs('ann@example.com')).user.id)
  expect(ids.size).toBe(1)
  expect(kit.inbox.messages().map(({ kind }) => kind)).toEqual(Array(12).fill('sign-in'))
  const limited = testAuth({ limits: 'on' })
  for (let count = 0; count < 3; count++) expect((await askForMail(limited, 'ann@example.com')).status).toBe(200)
  expect((await askForMail(limited, 'ann@example.com')).status).toBe(429)
})

test('the same seed gives the same ids and codes, another one gives others', async () => {
  const codes: string[] = []
  for (const seed of ['one', 'one', 'two']) {
    const kit = testAuth({ seed })
    await askForMail(kit, 'ann@example.com')
    const { code, token } = await kit.inbox.next({ to: 'ann@example.com' })
    codes.push(`${code} ${token}`)
  }
  expect(codes[0]).toBe(codes[1])
  expect(codes[2]).not.toBe(codes[0])
})

test('time stands still until it is moved: a link expires, and a session does', async () => {
  const kit = testAuth({ now: new Date('2026-03-01T08:00:00Z') })
  await askForMail(kit, 'ann@example.com')
  const { token, at } = await kit.inbox.next()
  expect(new Date(at).toISOString()).toBe('2026-03-01T08:00:00.000Z')
  kit.clock.advance(minutes(21))
  const answer = await kit.auth.handler(
    new Request(`${origin}/auth/magic-link/verify`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token, email: 'ann@example.com' }),
    }),
  )
  expect(await answer.json()).toMatchObject({ code: 'link-expired' })
  const { headers } = await kit.signInAs('ann@example.com')
  expect(await kit.auth.getUser(new Headers(headers))).not.toBeNull()
  kit.clock.advance(days(31))
  expect(await kit.auth.getUser(new Headers(headers))).toBeNull()
})

test('the inbox gives each mail once, by address, and waits for those that are on their way', async () => {
  const kit = testAuth()
  const waiting = kit.inbox.next({ to: 'BOB@example.com' })
  await askForMail(kit, 'ann@example.com')
  await askForMail(kit, 'bob@example.com')
  expect((await waiting).to).toBe('bob@example.com')
  const { to, subject, code, link, links } = await kit.inbox.next()
  expect(to).toBe('ann@example.com')
  expect(subject.replaceAll(/\s/g, '')).toContain(code)
  expect(links).toContain(link)
  expect(links.some((one) => one.includes('/cancel#'))).toBe(true)
  await expect(kit.inbox.next({ timeout: 10 })).rejects.toThrow('No mail came within 10 ms')
  expect(kit.inbox.messages({ to: 'ann@example.com' })).toHaveLength(1)
  expect(kit.inbox.messages()).toHaveLength(2)
})

test('the inbox gives a mail of one kind, and keeps the others for whoever asks later', async () => {
  const kit = testAuth()
  const { user } = await kit.signInAs('ann@example.com')
  const waiting = kit.inbox.next({ to: 'ann@example.com', kind: 'custom' })
  await askForMail(kit, 'ann@example.com')
  await kit.auth.mail.send(user, { subject: 'Bill', text: 'Due.', html: '<p>Due.</p>' })
  expect((await waiting).subject).toBe('Bill')
  await kit.auth.mail.send(user, { subject: 'Reminder', text: 'Due.', html: '<p>Due.</p>' })
  await askForMail(kit, 'ann@example.com')
  await expect.poll(() => kit.inbox.messages({ to: 'ann@example.com' }).length).toBeGreaterThanOrEqual(4)
  expect((await kit.inbox.next({ kind: 'sign-in' })).code).toMatch(/^\d{6}$/)
  expect((await kit.inbox.next({ kind: 'sign-in' })).code).toMatch(/^\d{6}$/)
  expect((await kit.inbox.next()).subject).toBe('Reminder')
  const none = kit.inbox.next({ to: 'ann@example.com', kind: 'new-device', timeout: 10 })
  await expect(none).rejects.toThrow('No mail of kind new-device to ann@example.com came within 10 ms')
})

test('who may not sign in is told by its reason', async () => {
  await expect(testAuth({ signUp: 'closed' }).signInAs('ann@example.com')).rejects.toThrow(
    'No mail to ann@example.com (none is sent where signUp does not admit the address) came within 2000 ms',
  )
  const kit = testAuth()
  kit.auth.before('sign-in', () => ({ veto: 'on holiday' }))
  await expect(kit.signInAs('ann@example.com')).rejects.toThrow(
    'ann@example.com could not be signed in: redeeming the link answered 403 vetoed.',
  )
})

test('everything goes through the application that is mounted, and a missing mount is guessed', async () => {
  const kit = testAuth()
  const app = new Hono()
    .route('/auth', kit.auth.hono)
    .get('/hello', async (c) => c.text(`Hello ${(await kit.auth.getUser(c.req.raw))?.email ?? 'stranger'}`))
  kit.mount(app.fetch)
  const ann = await kit.signInAs('ann@example.com')
  expect(await (await ann.fetch('/hello')).text()).toBe('Hello ann@example.com')
  kit.mount(new Hono().fetch)
  await expect(kit.signInAs('ann@example.com')).rejects.toThrow('Is the handler mounted at the base path?')
})

test('a server that listens is a mount as well', async () => {
  const kit = testAuth()
  const server = createServer(kit.auth.node).listen(0, '127.0.0.1')
  await once(server, 'listening')
  kit.mount(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  const ann = await kit.signInAs('ann@example.com')
  expect((await ann.fetch('/auth/me')).status).toBe(200)
  expect(await kit.letRobotsLoose({ only: ['press'] })).toHaveLength(1)
  server.close()
})

test('a fault that nobody asked for fails the test at its end', async () => {
  const kit = createTestAuth()
  kit.auth.on('user.created', () => {
    throw new Error('my listener is broken')
  })
  await kit.signInAs('ann@example.com')
  await expect(kit.close()).rejects.toThrow('my listener is broken')
})

test('wrong options are refused by their name', () => {
  expect(() => createTestAuth({ secret: 'short' })).toThrow(TypeError)
  expect(() => createTestAuth({ basePath: 'auth' })).toThrow(/^basePath /)
})
