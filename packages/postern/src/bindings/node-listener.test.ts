/** What middleware of the host set before the listener ran. */
import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { give } from '../http/answer.ts'
import type { Env } from '../http/headers.ts'
import { nodeListener } from './node-listener.ts'

async function cookiesAfter(middleware: (response: ServerResponse) => void, ours: readonly string[]) {
  const app = new Hono<Env>()
  app.get('/', (c) => give(c, { status: 200, headers: {}, cookies: ours, body: 'hello' }))
  const listener = nodeListener(() => app)
  const server = createServer((request, response) => {
    middleware(response)
    listener(request, response)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  await answer.text()
  server.closeAllConnections()
  server.close()
  return answer.headers.getSetCookie()
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
