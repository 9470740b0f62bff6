// The application of the guide in Python, beside the server: asked for, called back, exchanged, and what it refuses.
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { type Service, startService } from '../../postern/test/support/service.ts'
import { type Browser, browser } from './browser.ts'
import { cleanUp, dev, until } from './process.ts'

const folder = join(import.meta.dirname, '../../../examples/1auth')
let postern: Awaited<ReturnType<typeof dev>>
let application: Service
let url: string

beforeAll(async () => {
  const port = await freePort()
  url = `http://localhost:${port}`
  const redirect = `${url}/callback`
  postern = await dev({ env: { POSTERN_REDIRECTS: redirect, POSTERN_ORIGINS: url, POSTERN_START_URL: `${url}/` } })
  application = await startService({
    program: inject('python' as never),
    args: ['-B', '-m', 'uvicorn', 'main:app', '--host', '127.0.0.1', '--port', String(port)],
    folder,
    env: { POSTERN: postern.url, REDIRECT_URI: redirect },
  })
})
afterAll(async () => {
  await application?.stop()
  await cleanUp()
})

test('a person signs in to it by its form, a link and its callback', async () => {
  const ada = browser(postern.url)
  const callback = await calledBack(ada, 'ada@example.com')
  const answer = await ada.ask(callback)
  expect([answer.status, answer.headers.location]).toEqual([303, '/inside'])
  expect((await ada.ask(`${url}/inside`)).text).toBe('Inside as ada@example.com')
  ada.close()
})

test('it takes no callback twice, with another state, from another issuer or in another browser', async () => {
  const bob = browser(postern.url)
  const callback = new URL(await calledBack(bob, 'bob@example.com'))
  const changed = (name: string, value: string): string => {
    const other = new URL(callback)
    other.searchParams.set(name, value)
    return other.href
  }
  const stranger = browser(postern.url)
  for (const [who, address] of [
    [bob, changed('state', 'another')],
    [bob, changed('iss', 'https://evil.example/auth')],
    [stranger, callback.href],
  ] as const) {
    const answer = await who.ask(address)
    expect([answer.status, answer.text]).toEqual([400, 'This browser did not ask'])
  }
  expect((await bob.ask(callback.href)).status).toBe(303)
  expect((await bob.ask(callback.href)).status).toBe(400)
  stranger.close()
  bob.close()
})

/** Asks in this browser, opens the link in it, and answers where it was sent. */
async function calledBack(who: Browser, email: string): Promise<string> {
  const { text } = await who.ask(`${url}/`)
  const [, action = ''] = /action="([^"]+)"/.exec(text) ?? []
  const hidden = [...text.matchAll(/type="hidden" name="([^"]+)" value="([^"]+)"/g)]
  const form = { email, ...Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, value])) }
  const page = { accept: 'text/html' }
  const asked = await who.ask(action, { form, headers: { ...page, origin: url } })
  expect(asked.status).toBe(303)
  const link = await until(async () => {
    const inbox = (await who.ask(`/dev/inbox/messages?to=${email}`)).json()['messages'] as { link?: string }[]
    return inbox.at(-1)?.link
  }, `a mail to ${email}`)
  const [, id = '', secret = ''] = /\/link\/([^#]+)#(.+)$/.exec(link) ?? []
  const own = { ...page, origin: postern.url }
  const done = await who.ask(`/auth/attempts/${id}/confirm`, { form: { token: `${id}.${secret}` }, headers: own })
  return done.headers.location ?? ''
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
