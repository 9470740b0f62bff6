/** What middleware of the host set before the listener ran. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { give } from '../http/answer.ts'
import type { Env } from '../http/headers.ts'
import { nodeListener } from './node-listener.ts'

type Middleware = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>

/** The answer to one request, and its text. */
async function answerOf(app: Hono<Env>, middleware: Middleware, init?: RequestInit) {
  const listener = nodeListener(() => app)
  const server = createServer((request, response) => {
    void Promise.resolve(middleware(request, response)).then(() => listener(request, response))
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, init)
  const text = await answer.text()
  server.closeAllConnections()
  server.close()
  return { headers: answer.headers, text }
}

async function cookiesAfter(middleware: (response: ServerResponse) => void, ours: readonly string[]) {
  const app = new Hono<Env>()
  app.get('/', (c) => give(c, { status: 200, headers: {}, cookies: ours, body: 'hello' }))
  const { headers } = await answerOf(app, (_, response) => middleware(response))
  return headers.getSetCookie()
}

test.each([
  { name: 'one', set: 'csrf=abc', before: ['csrf=abc'] },
  { name: 'several', set: ['csrf=abc', 'lang=de'], before: ['csrf=abc', 'lang=de'] },
])('cookies that middleware set before, $name of them, go out beside ours', async ({ set, before }) => {
  const middleware = (response: ServerResponse) => void response.setHeader('Set-Cookie', set)
  expect(await cookiesAfter(middleware, ['a=1', 'b=2'])).toEqual([...before, 'a=1', 'b=2'])
  expect(await cookiesAfter(middleware, [])).toEqual(before)
})

test('without any before, ours are all', async () => {
  expect(await cookiesAfter(() => {}, ['a=1'])).toEqual(['a=1'])
})

test.each([
  { name: 'nothing', body: undefined, parsed: {}, read: '' },
  { name: 'an object', body: '{"a":1}', parsed: { a: 1 }, read: '{"a":1}' },
])('a parser that made an object of $name leaves what was sent', async ({ body, parsed, read }) => {
  const app = new Hono<Env>()
  app.post('/', async (c) => c.text(await c.req.text()))
  const parser: Middleware = async (request) => {
    for await (const _ of request);
    Object.assign(request, { body: parsed })
  }
  expect((await answerOf(app, parser, { method: 'POST', ...(body !== undefined && { body }) })).text).toBe(read)
})
