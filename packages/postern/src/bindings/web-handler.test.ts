import { Hono } from 'hono'
import { afterAll, describe, expect, test } from 'vitest'
import { devInbox } from '../adapters/dev-inbox/dev-inbox.ts'
import { sqlite } from '../adapters/sqlite/sqlite.ts'
import { postern } from '../postern.ts'

const origin = 'http://localhost:3000'
const auth = postern({
  baseUrl: origin,
  basePath: '/account/auth',
  secret: 'a secret for tests, of thirty-two bytes and more',
  store: sqlite(':memory:'),
  mail: { from: 'a@acme.example', transport: devInbox() },
})

afterAll(() => auth.close())

describe('a handler of the Web', () => {
  test.each(['/account/auth/me', '/auth/me', '/me'])('answers at %s, whatever was taken off before', async (path) => {
    expect((await auth.handler(new Request(origin + path))).status).toBe(401)
  })

  test('posts go where they were meant to, body and all', async () => {
    const headers = { 'content-type': 'application/json' }
    const request = new Request(`${origin}/magic-link`, {
      method: 'POST',
      headers,
      body: '{"email":"ada@acme.example"}',
    })
    const response = await auth.handler(request)
    expect([response.status, await response.json()]).toEqual([200, expect.objectContaining({ status: 'sent' })])
  })

  test('a request that a program made has its host in its URL', async () => {
    expect((await auth.handler(new Request('http://evil.example/account/auth/me'))).status).toBe(421)
    const headers = { host: 'evil.example' }
    expect((await auth.handler(new Request(`${origin}/account/auth/me`, { headers }))).status).toBe(421)
  })
})

test("Hono's own way to call an application in tests reaches the routes", async () => {
  expect((await auth.hono.request(`${origin}/account/auth/me`)).status).toBe(401)
})

test.each([
  ['GET', 401],
  ['HEAD', 401],
  ['POST', 200],
])("a %s is answered though middleware of the host's has read it before", async (method, status) => {
  const app = new Hono()
  app.use(async (c, next) => {
    await c.req.text()
    await next()
  })
  app.route('/account/auth', auth.hono)
  const post = { body: '{"email":"bea@acme.example"}', headers: { 'content-type': 'application/json' } }
  const path = method === 'POST' ? 'magic-link' : 'me'
  const response = await app.request(`${origin}/account/auth/${path}`, { method, ...(method === 'POST' && post) })
  expect(response.status).toBe(status)
})
