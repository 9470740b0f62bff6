import { inspect } from 'node:util'
import { afterEach, expect, test } from 'vitest'
import { createVault } from '../../src/adapters/vault/vault.ts'
import { minutes } from '../../src/domain/instant.ts'
import type { Rendered } from '../../src/domain/message.ts'
import { openBrowser } from '../support/browser.ts'
import { cancelOf, wrongCode } from '../support/mail.ts'
import { createProgram } from '../support/program.ts'
import { closeWorlds, createWorld, sharedStore } from '../support/world.ts'

afterEach(closeWorlds)

test('invariant 18: no event, hook or message row of a whole story holds a secret, a code or a raw header', async () => {
  const world = await createWorld()
  const asker = openBrowser(world, { userAgent: 'Mozilla/5.0 UNIQUE-AGENT Firefox/140' })
  const { attemptId, token, number, code, cancel, secret } = await asker.request('ada@example.com')
  await asker.call('/code/verify', { attemptId, code: wrongCode(code) })
  await openBrowser(world).visit(`/link/${attemptId}`)
  await openBrowser(world).call(`/attempts/${attemptId}/open`, { token })
  world.clock.advance(minutes(1))
  await asker.call(`/attempts/${attemptId}/resend`)
  await openBrowser(world).call(`/attempts/${attemptId}/approve`, { token, number })
  await asker.call(`/attempts/${attemptId}/claim`)
  await world.delivered(attemptId)
  const session = asker.cookie('session') ?? ''
  await createProgram(world).post(`/attempts/${attemptId}/cancel`, { token: cancel, email: 'ada@example.com' })
  await asker.call('/sign-out')
  const secrets = [secret, cancel.slice(27), session.slice(27), code, 'UNIQUE-AGENT', '203.0.113.7']
  for (const mail of world.mail.tried as readonly Rendered[])
    secrets.push(cancelOf(mail).slice(27), mail.facts.code ?? 'none')
  const seen = JSON.stringify([await world.events(), world.told, await world.messages(attemptId)])
  for (const one of secrets) expect(seen).not.toContain(one)
  expect(new Set(world.told.map(({ type }) => type))).toEqual(
    new Set([
      'link.requested',
      'link.delivered',
      'attempt.approved',
      'user.created',
      'sign-in.completed',
      'session.revoked',
    ]),
  )
})

test('invariant 18: a session read or listed is given without its hash', async () => {
  const world = await createWorld()
  const browser = openBrowser(world)
  await browser.signIn('ada@example.com')
  for (const path of ['/me', '/session']) expect((await browser.ask(path)).text).not.toMatch(/hash|secret/)
})

test('invariant 18: credentials, vaults and clients print and serialise without their secrets', async () => {
  const vault = createVault('a secret for tests, of thirty-two bytes and more')
  const secret = vault.drawSecret()
  const text = secret.reveal()
  const key = 'a secret for tests'
  const prints: readonly ((value: object) => string)[] = [
    (value) => JSON.stringify(value),
    (value) => inspect(value, { depth: 9, showHidden: true }),
  ]
  for (const print of prints) {
    expect(print({ secret })).not.toContain(text)
    expect(print(secret)).not.toContain(text)
    expect(print(vault)).not.toContain(key)
  }
})

test('invariant 18: no answer puts a session, a handle or a mail’s secret into a URL or a body', async () => {
  const world = await createWorld({ redirects: ['https://shop.example/cb'] })
  const browser = openBrowser(world)
  const { attemptId, token, secret } = await browser.request('ada@example.com', {
    redirectTo: 'https://shop.example/cb',
    state: 'x',
  })
  const done = await browser.submit(`/attempts/${attemptId}/confirm`, { token })
  expect(done.location).not.toMatch(/[A-Za-z0-9_-]{43}/)
  const { token: again } = await browser.request('ada@example.com')
  const json = await browser.call('/magic-link/verify', { token: again })
  expect(json.text).not.toMatch(/\.[A-Za-z0-9_-]{43}/)
  expect(json.text).not.toContain(secret)
})

test('invariant 18: a fault is told by route, never by path, and its answer says nothing of it', async () => {
  const source = await sharedStore()
  const { attemptId, token } = await createProgram(await createWorld({ store: source })).request('ada@example.com')
  const store = await source.open()
  const attempts = { ...store.attempts, find: () => Promise.reject(new Error(`SQL at ${token}`)) }
  const world = await createWorld({ store: { ...source, open: async () => ({ ...store, attempts }) }, mayFail: true })
  for (const accept of ['application/json', 'text/html']) {
    const reply = await createProgram(world).post(`/attempts/${attemptId}/open`, { token }, { accept })
    expect(reply.status).toBe(500)
    expect(reply.text).not.toMatch(new RegExp(`SQL|${token}|${attemptId}`))
  }
  expect(world.faultRoutes).toEqual(['POST /attempts/:id/open', 'POST /attempts/:id/open'])
})

test('invariant 18: own delivery is a transport that gets the mail, and no event does (H14)', async () => {
  const delivered: Rendered[] = []
  const deliver = {
    name: 'deliver',
    channel: 'mail' as const,
    send: async (message: Rendered) => {
      delivered.push(message)
      return { kind: 'taken' as const }
    },
  }
  const world = await createWorld({ transports: [deliver] })
  const reply = await createProgram(world).post('/magic-link', { email: 'ada@example.com' })
  await world.delivered(reply.json.attemptId ?? '')
  const code = delivered[0]?.facts.code ?? ''
  expect(code).toMatch(/^\d{6}$/)
  expect(JSON.stringify(world.told)).not.toContain(code)
})
