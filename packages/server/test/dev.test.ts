import { statSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { isPrivate } from 'postern/kit'
import { afterEach, expect, test } from 'vitest'
import { type Answer, type Browser, browser, tokenOf } from './browser.ts'
import { cleanUp, dev, newFolder, run, until } from './process.ts'
import { onPostgres } from './store.ts'

afterEach(cleanUp)

const html = { accept: 'text/html' }

interface Mail {
  readonly id: string
  readonly link: string
  readonly code: string
}

async function inbox(someone: Browser, to: string): Promise<Mail> {
  const path = `/dev/inbox/messages?to=${encodeURIComponent(to)}`
  return until(async () => {
    const { messages } = (await someone.ask(path)).json() as { messages: Mail[] }
    return messages.at(-1)
  }, `a mail to ${to}`)
}

async function signIn(someone: Browser, email: string): Promise<Answer> {
  await someone.ask('/auth/magic-link', { json: { email } })
  const { link } = await inbox(someone, email)
  return someone.ask('/auth/magic-link/verify', { json: { token: tokenOf(link) } })
}

test('one signs in by link and by code through the inbox, and the demo page says who', async () => {
  const { url } = await dev()
  const ann = browser(url)
  expect((await ann.ask('/', { headers: html })).text).toContain('Nobody is signed in')
  expect((await signIn(ann, 'ann@example.com')).json()).toMatchObject({ status: 'signed-in', next: `${url}/` })
  const page = await ann.ask('/', { headers: html })
  expect(page.status).toBe(200)
  expect(page.text).toContain('ann@example.com')

  const bob = browser(url)
  const { attemptId } = (await bob.ask('/auth/magic-link', { json: { email: 'bob@example.com' } })).json()
  const { code } = await inbox(bob, 'bob@example.com')
  const answer = await bob.ask('/auth/code/verify', { json: { attemptId, code } })
  expect(answer.json()).toMatchObject({ status: 'signed-in', user: { email: 'bob@example.com' } })
})

test('every address that it prints leads somewhere', async () => {
  const server = await dev()
  const addresses = [...server.stdout().matchAll(/^ {2}\S[\w -]+ {2,}(http:\S+)$/gm)].map(([, address = '']) => address)
  expect(addresses.map((address) => new URL(address).pathname)).toEqual([
    '/',
    '/auth/sign-in',
    '/dev/inbox',
    '/api/reference',
  ])
  for (const address of addresses) expect([address, (await fetch(address)).status]).toEqual([address, 200])
})

test('signing in and out needs forms alone', async () => {
  const { url } = await dev()
  const ann = browser(url)
  const form = { ...html, origin: url, 'sec-fetch-site': 'same-origin' }
  const start = await ann.ask('/', { headers: html })
  expect(start.text).toContain('href="/auth/sign-in"')
  const asked = await ann.ask('/auth/magic-link', { form: { email: 'ann@example.com' }, headers: form })
  expect(asked.status).toBe(303)
  const { code } = await inbox(ann, 'ann@example.com')
  const attemptId = asked.headers.location?.split('/').at(-1) ?? ''
  const done = await ann.ask('/auth/code/verify', { form: { attemptId, code }, headers: form })
  expect([done.status, done.headers.location]).toEqual([303, `${url}/`])
  expect((await ann.ask('/', { headers: html })).text).toContain('action="/auth/sign-out"')
  expect((await ann.ask('/auth/sign-out', { form: {}, headers: form })).status).toBe(303)
  expect((await ann.ask('/', { headers: html })).text).toContain('Nobody is signed in')
})

test('a session outlives a restart, and what is kept is for the owner alone', async () => {
  const folder = newFolder()
  const first = await dev({ folder })
  const ann = browser(first.url)
  await signIn(ann, 'ann@example.com')
  ann.close()
  expect(await first.stop()).toMatchObject({ code: 0, stderr: '' })
  const second = await dev({ folder })
  const again = browser(second.url)
  for (const [name, value] of ann.cookies) again.cookies.set(name, value)
  expect((await again.ask('/auth/me')).json()).toMatchObject({ email: 'ann@example.com' })
  const mode = (name: string): number => statSync(join(folder, '.postern', name)).mode & 0o777
  expect([mode('.'), mode('secret')]).toEqual([0o700, 0o600])
  if (!onPostgres) expect(mode('dev.db')).toBe(0o600)
})

test('loopback aliases lead to the base URL on GET, and any other Host is refused', async () => {
  const { url } = await dev()
  const { port } = new URL(url)
  const alias = await browser(url, `127.0.0.1:${port}`).ask('/auth/sign-in?x=1', { headers: html })
  expect([alias.status, alias.headers.location]).toEqual([303, `${url}/auth/sign-in?x=1`])
  const posted = await browser(url, `127.0.0.1:${port}`).ask('/auth/magic-link', { json: { email: 'a@example.com' } })
  expect(posted.status).toBe(421)
  for (const other of ['evil.example', `evil.example:${port}`, 'localhost', `localhost.evil.example:${port}`]) {
    expect((await browser(url, other).ask('/auth/me')).json()).toMatchObject({ status: 421, code: 'host-unknown' })
  }
  expect((await browser(url, 'evil.example').ask('/dev/inbox/messages')).status).toBe(421)
  expect((await browser(url, 'evil.example').ask('/health/ready')).status).toBe(200)
})

test('the inbox is shut to whoever comes through a proxy', async () => {
  const { url } = await dev()
  const someone = browser(url)
  expect((await someone.ask('/dev/inbox/messages')).status).toBe(200)
  const traces = {
    forwarded: 'for=127.0.0.1',
    via: '1.1 proxy',
    'x-real-ip': '127.0.0.1',
    'x-forwarded-host': 'localhost:5173',
    referer: 'https://app.example.com/',
  }
  for (const [name, value] of Object.entries(traces)) {
    expect((await someone.ask('/dev/inbox/messages', { headers: { [name]: value } })).status, name).toBe(404)
    expect((await someone.ask('/dev/inbox', { headers: { ...html, [name]: value } })).status, name).toBe(404)
  }
  const noted = { 'x-forwarded-for': '::1', 'x-forwarded-host': new URL(url).host }
  expect((await someone.ask('/dev/inbox/messages', { headers: noted })).status, 'a framework about itself').toBe(200)
})

test('whoever comes from elsewhere through a proxy finds nothing but its health', async () => {
  const { url } = await dev({ env: { POSTERN_LIMITS: 'off' } })
  const someone = browser(url)
  const signs = {
    forwarded: 'for=198.51.100.7',
    'x-real-ip': '198.51.100.7',
    'x-forwarded-for': '127.0.0.1, 198.51.100.7',
    'x-forwarded-host': 'app.example.com',
  }
  const paths = [
    '/',
    '/auth/sign-in',
    '/auth/me',
    '/dev/inbox',
    '/dev/inbox/messages',
    '/api/reference',
    '/api/v1/users',
  ]
  for (const [name, value] of Object.entries(signs)) {
    const headers = { ...html, [name]: value }
    for (const path of paths) {
      const answer = await someone.ask(path, { headers })
      expect([name, path, answer.status, answer.json().code]).toEqual([name, path, 421, 'peer-refused'])
      expect(answer.json().detail).toContain('postern dev --lan')
    }
    const asked = await someone.ask('/auth/magic-link', { json: { email: 'ann@example.com' }, headers })
    expect([asked.status, someone.cookies.size]).toEqual([421, 0])
    for (const path of ['/health/live', '/health/ready'])
      expect((await someone.ask(path, { headers })).status, path).toBe(200)
  }
  const noted = { 'x-forwarded-for': '::1', 'x-forwarded-host': 'localhost:5173' }
  for (const path of ['/', '/auth/sign-in', '/api/reference'])
    expect((await someone.ask(path, { headers: { ...html, ...noted } })).status, 'a framework about itself').toBe(200)
})

test('POSTERN_LIMITS=off lets one address ask often', async () => {
  const limited = await dev()
  const free = await dev({ env: { POSTERN_LIMITS: 'off' } })
  const statuses = async (url: string): Promise<readonly number[]> => {
    const all: number[] = []
    for (let n = 0; n < 5; n++) {
      all.push((await browser(url).ask('/auth/magic-link', { json: { email: 'ann@example.com' } })).status)
    }
    return all
  }
  expect(await statuses(free.url)).toEqual([200, 200, 200, 200, 200])
  expect(await statuses(limited.url)).toEqual([200, 200, 200, 429, 429])
})

test('--lan listens on a private address only, and every inbox call wants the printed key', async () => {
  const found = privateAddress('IPv4')
  const own = found ?? privateAddress('IPv6')
  if (found === undefined) {
    expect((await run(['dev', '--lan'])).stderr).toMatch(/^--lan finds no private address on this machine/)
  }
  if (own === undefined) {
    process.stderr.write('LEFT OUT  --lan: this machine has no private address to listen on.\n')
    return
  }
  const { url, stdout } = await dev({ args: [found === undefined ? `--lan=${own}` : '--lan', '--port', '0'] })
  expect(new URL(url).hostname).toBe(own)
  const [, key = ''] = /\/dev\/inbox\?key=([\w-]{22})$/m.exec(stdout()) ?? []
  const phone = browser(url)
  expect((await phone.ask('/auth/magic-link', { json: { email: 'ann@example.com' } })).status).toBe(200)
  expect((await phone.ask('/auth/sign-in', { headers: html })).text).not.toContain('inbox')
  const forwarded = { ...html, 'x-forwarded-for': '192.168.1.9' }
  for (const path of ['/', '/auth/sign-in', '/api/reference'])
    expect((await phone.ask(path, { headers: forwarded })).status, path).toBe(200)
  for (const path of [
    '/dev/inbox',
    '/dev/inbox/messages',
    '/dev/inbox/messages?key=',
    '/dev/inbox/messages?key=wrong',
  ]) {
    expect((await phone.ask(path)).status, path).toBe(404)
  }
  const { messages } = (await phone.ask(`/dev/inbox/messages?key=${key}`)).json() as { messages: Mail[] }
  expect(messages[0]?.link).toContain(`${url}/auth/link/`)
  expect((await phone.ask(`/dev/inbox?key=${key}`, { headers: html })).text).toContain(`key=${key}`)
  await expect(browser(`http://127.0.0.1:${new URL(url).port}`).ask('/health/live')).rejects.toThrow('ECONNREFUSED')
})

/** As a URL writes it. */
function privateAddress(family: 'IPv4' | 'IPv6'): string | undefined {
  return Object.values(networkInterfaces())
    .flatMap((all) => all ?? [])
    .filter((one) => !one.internal && one.family === family)
    .map(({ address }) => (family === 'IPv6' ? `[${address}]` : address))
    .find(isPrivate)
}

test('an address that is public or not of this machine is refused', async () => {
  const refused = await run(['dev', '--lan=http://8.8.8.8:3000'])
  expect(refused.code).toBe(1)
  expect(refused.stderr).toMatch(/^--lan must be a private address .+; it got "http:\/\/8\.8\.8\.8:3000"\. .+\n$/)
  const absent = await run(['dev', '--lan=http://10.255.255.254'])
  expect(absent.stderr).toBe('10.255.255.254 is no address of this machine: HOST, --host or --lan must name one.\n')
})
