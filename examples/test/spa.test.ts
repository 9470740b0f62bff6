// A page of another origin, as a browser calls for it: what its scripts may read is decided by the answers' CORS headers.
import { join } from 'node:path'
import { type ClientStorage, createClient } from '@postern/client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mailTo } from './mail-to.ts'
import { freePort, type RunningProgram, runProgram } from './run-program.ts'

const folder = join(import.meta.dirname, '..', 'spa')
let api: RunningProgram
let site: RunningProgram

beforeAll(async () => {
  const port = await freePort()
  api = await runProgram({ args: ['api.ts'], cwd: folder, env: { SITE: `http://localhost:${port}` } })
  site = await runProgram({ args: ['site.ts'], cwd: folder, port, env: { API: api.origin } })
})
afterAll(async () => {
  await site.stop()
  await api.stop()
})

/** `fetch` of a page: asks before what is not simple, shows only what the answer allows, keeps no third-party cookie. */
function fetchFrom(origin: string): (request: Request) => Promise<Response> {
  return async (request) => {
    const headers = { origin, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors' }
    const wanted = [...request.headers.keys()].filter((name) => name !== 'accept')
    if (request.method !== 'GET' || wanted.length > 0) {
      const asked = { 'access-control-request-method': request.method, 'access-control-request-headers': wanted.join() }
      const preflight = await fetch(request.url, { method: 'OPTIONS', headers: { ...headers, ...asked } })
      const allowed = preflight.headers.get('access-control-allow-headers')?.toLowerCase().split(/, ?/) ?? []
      if (!preflight.ok || !mayRead(preflight, origin)) throw new TypeError('Failed to fetch')
      if (wanted.some((name) => !allowed.includes(name))) throw new TypeError(`Not allowed: ${wanted.join()}`)
    }
    const all = new Headers(request.headers)
    for (const [name, value] of Object.entries(headers)) all.set(name, value)
    const body = request.method === 'GET' ? null : await request.text()
    const response = await fetch(request.url, { method: request.method, headers: all, body })
    if (!mayRead(response, origin)) throw new TypeError('Failed to fetch')
    return response
  }
}

const mayRead = ({ headers }: Response, origin: string): boolean =>
  headers.get('access-control-allow-origin') === origin

function openTab(storage: ClientStorage = memory(), origin: string = site.origin) {
  return createClient({ baseUrl: `${api.origin}/auth`, mode: 'bearer', storage, fetch: fetchFrom(origin) })
}

function memory(kept: Map<string, string> = new Map()): ClientStorage {
  return { get: (key) => kept.get(key), set: (key, value) => kept.set(key, value), remove: (key) => kept.delete(key) }
}

const ask = async (tab: ReturnType<typeof openTab>, email: string): Promise<string> => {
  const sent = await tab.requestMagicLink({ email })
  if (sent.status !== 'sent') throw new Error(sent.status)
  return sent.attemptId
}

test('the site serves the page, its scripts and the client', async () => {
  for (const path of ['/', '/app.js', '/session.js', '/client.js']) {
    const response = await fetch(site.origin + path)
    expect([path, response.status]).toEqual([path, 200])
    expect(response.headers.get('content-type')).toMatch(path === '/' ? /^text\/html/ : /^text\/javascript/)
  }
  expect(await (await fetch(site.origin)).text()).toContain(`content="${api.origin}"`)
})

test('the mail opens the page, whose new tab is in at once by the handle of the one that asked', async () => {
  const kept = new Map<string, string>()
  await ask(openTab(memory(kept)), 'ada@acme.example')
  const { link } = await mailTo(api.origin, 'ada@acme.example')
  expect(link.startsWith(`${site.origin}/#`)).toBe(true)
  const tab = openTab(memory(kept))
  expect((await tab.verifyMagicLink(link)).status).toBe('signed-in')
  const notes = await tab.fetch(`${api.origin}/notes`)
  expect(await notes.json()).toEqual({ notes: ['Written by ada@acme.example'] })
  await tab.signOut()
  expect((await tab.fetch(`${api.origin}/notes`)).status).toBe(401)
})

test('a browser that did not ask types the address', async () => {
  await ask(openTab(), 'bob@acme.example')
  const { link } = await mailTo(api.origin, 'bob@acme.example')
  const other = openTab()
  expect((await other.verifyMagicLink(link)).status).toBe('confirm-needed')
  expect((await other.verifyMagicLink(link, { email: 'bob@acme.example' })).status).toBe('signed-in')
})

test('a code signs in the tab that asked', async () => {
  const tab = openTab()
  const attemptId = await ask(tab, 'eve@acme.example')
  const { code } = await mailTo(api.origin, 'eve@acme.example')
  expect((await tab.verifyCode({ attemptId, code })).status).toBe('signed-in')
})

test('a page of any other origin may neither ask nor read', async () => {
  const stranger = openTab(memory(), 'https://evil.example')
  await expect(stranger.requestMagicLink({ email: 'ada@acme.example' })).rejects.toMatchObject({ code: 'network' })
  const headers = { 'content-type': 'application/json', origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
  const body = JSON.stringify({ email: 'ada@acme.example' })
  const forced = await fetch(`${api.origin}/auth/magic-link`, { method: 'POST', headers, body })
  expect([forced.status, await forced.json()]).toEqual([403, expect.objectContaining({ code: 'origin-refused' })])
})

test('the page takes the secret out of its address as it reads it', async () => {
  // Written by hand and served as it is: imported here as the browser would.
  const { takeToken } = (await import(join(folder, 'session.js'))) as {
    takeToken(page: object): string
  }
  const shown: string[] = []
  const page = {
    location: { hash: '#a.b', pathname: '/' },
    history: { replaceState: (_state: null, _title: string, url: string) => shown.push(url) },
  }
  expect([takeToken(page), shown]).toEqual(['a.b', ['/']])
})
