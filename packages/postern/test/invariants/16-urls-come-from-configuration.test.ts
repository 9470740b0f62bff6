import { afterEach, describe, expect, test } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { createProgram } from '../support/program.ts'
import { readReply } from '../support/reply.ts'
import { base, closeWorlds, createWorld, type WorldOptions } from '../support/world.ts'

afterEach(closeWorlds)

const callback = 'https://shop.example/callback?a=1'
const options: WorldOptions = {
  redirects: [
    callback,
    'http://127.0.0.1/native',
    'http://[::1]:1/native',
    'com.shop.app:/callback',
    'https://xn--4ca.example/',
  ],
}

const refused: readonly string[] = [
  ['https://evil.example/', 'https://shop.example', 'https://shop.example/', 'https://shop.example/callback'],
  ['https://shop.example/callback?a=1&b=2', `${callback}#x`, `${callback} `, ` ${callback}`, `${callback}/`],
  [
    'https://shop.example:443/callback?a=1',
    'https://shop.example:8443/callback?a=1',
    'http://shop.example/callback?a=1',
  ],
  ['HTTPS://shop.example/callback?a=1', 'https://SHOP.example/callback?a=1', 'https://shop.example/Callback?a=1'],
  [
    'https://shop.example./callback?a=1',
    'https://shop.example/callback/../callback?a=1',
    'https://shop.example/%63allback?a=1',
  ],
  [
    'https://user@shop.example/callback?a=1',
    'https://shop.example@evil.example/callback?a=1',
    'https://shop.example\\@evil.example/',
  ],
  ['https://shop.example/callback?a=1\r\nSet-Cookie: x=1', 'https://shop.example\t/callback?a=1'],
  ['//evil.example', '///evil.example', '/\\evil.example', '\\\\evil.example', '/\t/evil.example', '/\n/evil.example'],
  [
    '/..//evil.example',
    '/.//evil.example',
    '/x/..//evil.example',
    '/%2e%2e//evil.example',
    'evil.example',
    './x',
    '../x',
    '?x',
    '#x',
  ],
  [
    'javascript:alert(1)',
    'data:text/html,x',
    'JaVaScRiPt:alert(1)',
    'vbscript:x',
    'blob:https://app.example.com/x',
    'file:///etc/passwd',
  ],
  [
    'http://127.0.0.1.evil.example/native',
    'http://127.0.0.1:80@evil.example/native',
    'http://127.0.0.1/native/x',
    'http://127.0.0.1/native?x',
  ],
  [
    'http://127.0.0.2/native',
    'http://localhost/native',
    'https://127.0.0.1/native',
    'http://127.0.0.1:99999/native',
    'http://127.1/native',
  ],
  [
    'http://[::1]:80@evil.example/native',
    'http://[::2]/native',
    'com.shop.app:/callback2',
    'com.shop.app://callback',
    'https://ä.example/',
  ],
  [
    'https://app.example.com.evil.example/',
    'https://app.example.com@evil.example/',
    `/${'x'.repeat(3000)}`,
    ' ',
    '\u00a0/x',
  ],
  ['/\u65e5\u672c', '/caf\u00e9?x', '/\u2028', '/\u007f'],
].flat()

describe('invariant 16: a redirect', () => {
  test.each([
    callback,
    'http://127.0.0.1/native',
    'http://127.0.0.1:51234/native',
    'http://[::1]:8/native',
    'com.shop.app:/callback',
    '/',
    '/a/b?c=d#e',
    '/%E6%97%A5',
    'https://xn--4ca.example/',
  ])('%s is allowed, and reached after the sign-in as JSON and as a redirect', async (redirectTo) => {
    const world = await createWorld(options)
    const browser = openBrowser(world)
    const one = await browser.request('ada@example.com', { redirectTo })
    expect((await browser.call('/magic-link/verify', { token: one.token })).json.next).toBe(redirectTo)
    const other = await browser.request('ada@example.com', { redirectTo })
    const page = await browser.submit(`/attempts/${other.attemptId}/confirm`, { token: other.token })
    expect([page.status, page.location]).toEqual([303, redirectTo])
  })

  test.each(['https://shop.example/callback?a=1\u0000', '/\ud800'])('%j is no text at all', async (redirectTo) => {
    const world = await createWorld(options)
    const reply = await openBrowser(world).call('/magic-link', { email: 'ada@example.com', redirectTo })
    expect([reply.status, reply.json.code, world.mail.tried]).toEqual([400, 'body-invalid', []])
  })

  test.each(refused)('%j is refused when asked for, and nothing is sent', async (redirectTo) => {
    const world = await createWorld(options)
    const browser = openBrowser(world)
    const reply = await browser.call('/magic-link', { email: 'ada@example.com', redirectTo })
    expect([reply.status, reply.json.code]).toEqual([400, 'redirect-refused'])
    expect(reply.json.detail).toMatch(/redirectTo/)
    expect(reply.json.detail).not.toContain('evil')
    const page = await browser.submit('/magic-link', { email: 'ada@example.com', redirectTo })
    expect([page.status, page.location]).toEqual([400, undefined])
    const early = await browser.visit(`/sign-in?redirect_uri=${encodeURIComponent(redirectTo.toWellFormed())}`)
    expect([early.status, early.location]).toEqual([400, undefined])
    expect(world.mail.tried).toEqual([])
  })

  test('carries a state of any characters, encoded, and refuses control characters and too much of it', async () => {
    const world = await createWorld(options)
    const browser = openBrowser(world)
    const state = '&next=https://evil.example#x \u{1f511}"<>'
    const { token } = await browser.request('ada@example.com', { redirectTo: callback, state })
    const next = new URL((await browser.call('/magic-link/verify', { token })).json.next ?? '')
    expect([next.searchParams.get('state'), next.searchParams.get('next'), next.origin]).toEqual([
      state,
      null,
      'https://shop.example',
    ])
    for (const bad of ['a\r\nb', '\u0000', 'x'.repeat(2001)])
      expect(
        (await browser.call('/magic-link', { email: 'ada@example.com', redirectTo: callback, state: bad })).status,
      ).toBe(400)
  })

  test('keeps the order of query and fragment', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    const { token } = await browser.request('ada@example.com', { redirectTo: '/a?b=c#d', state: 's' })
    expect((await browser.call('/magic-link/verify', { token })).json.next).toBe('/a?b=c&state=s#d')
  })
})

describe('invariant 16: no header names a URL', () => {
  const evil = {
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'http',
    forwarded: 'host=evil.example;proto=http',
    'x-original-url': '/evil',
    'x-host': 'evil.example',
    referer: 'https://evil.example/',
  }

  test('in mails, pages, answers or redirects', async () => {
    const world = await createWorld()
    const request = (path: string, init: RequestInit) => {
      const headers = { ...evil, 'sec-fetch-site': 'same-origin', host: 'evil.example', ...init.headers }
      return world.handle(new Request(`https://evil.example${base}${path}`, { ...init, headers })).then(readReply)
    }
    const json = { 'content-type': 'application/json' }
    const asked = await request('/magic-link', { method: 'POST', body: '{"email":"ada@example.com"}', headers: json })
    await world.delivered(asked.json.attemptId ?? '')
    const [mail] = world.mail.mails()
    const cookie = asked.cookies[0]?.split(';')[0] ?? ''
    const done = await request('/magic-link/verify', {
      method: 'POST',
      body: JSON.stringify({ token: mail?.token }),
      headers: { ...json, cookie },
    })
    const page = await request('/sign-in', { headers: { accept: 'text/html' } })
    expect(done.json.next).toBe('https://app.example.com/auth/signed-in')
    for (const text of [asked.text, done.text, page.text, mail?.rendered.text, mail?.rendered.html, mail?.link])
      expect(text).not.toContain('evil')
  })
})

describe('hosts', () => {
  test('with a base URL on loopback, an unknown Host is refused with 421 and its aliases are sent home on GET', async () => {
    const world = await createWorld({ baseUrl: 'http://localhost:3000' })
    const at = async (host: string, method = 'GET', path = '/sign-in') =>
      readReply(
        await world.handle(
          new Request(`http://${host}${base}${path}`, {
            method,
            headers: {
              host,
              'content-type': 'application/json',
              ...(method === 'POST' ? {} : { accept: 'text/html' }),
            },
            ...(method === 'POST' ? { body: '{}' } : {}),
          }),
        ),
      )
    expect((await at('localhost:3000')).status).toBe(200)
    for (const host of [
      'evil.example',
      'localhost:3001',
      'localhost.evil.example:3000',
      '127.0.0.1',
      '192.168.1.4:3000',
    ])
      expect([host, (await at(host)).status]).toEqual([host, 421])
    const alias = await at('127.0.0.1:3000', 'GET', '/sign-in?a=b')
    expect([alias.status, alias.location]).toEqual([303, 'http://localhost:3000/auth/sign-in?a=b'])
    expect((await at('[::1]:3000')).location).toBe('http://localhost:3000/auth/sign-in')
    expect((await at('127.0.0.1:3000', 'POST', '/magic-link')).json.code).toBe('host-unknown')
    expect((await at('evil.example:3000', 'POST', '/magic-link')).json.code).toBe('host-unknown')
    const { text } = await at('localhost:3001')
    expect([text.includes('only http://localhost:3000 is answered'), text.includes('3001')]).toEqual([true, false])
  })

  test('elsewhere the host application decides', async () => {
    const world = await createWorld()
    const reply = await createProgram(world).get('/sign-in', { host: 'anything.example' })
    expect(reply.status).toBe(200)
  })
})

test('invariant 16: a form may lead to the redirects’ origins and schemes and to no other (M19)', async () => {
  const world = await createWorld({
    redirects: [callback, 'com.example.shop:/back'],
    startUrl: 'https://start.example/x',
  })
  const policy = (await openBrowser(world).visit('/sign-in')).headers.get('content-security-policy')
  expect(policy).toMatch(/form-action 'self' https:\/\/shop\.example com\.example\.shop: https:\/\/start\.example$/)
})
