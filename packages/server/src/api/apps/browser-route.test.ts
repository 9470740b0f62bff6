import { afterEach, beforeEach, expect, test } from 'vitest'
import { type AppWorld, appWorld, type Caller, callback, calledBack, pkce } from '../../../test/app-world.ts'
import { origin } from '../../../test/in-process.ts'

let world: AppWorld

beforeEach(async () => {
  world = await appWorld()
  await world.tenant('acme')
  await world.application('acme', 'shop')
  await world.application('acme', 'bank', { redirects: ['https://bank.example/callback'] })
})

afterEach(() => world.close())

const address = (more: Readonly<Record<string, string>> = {}, path = '/auth/sign-in'): string =>
  `${path}?${new URLSearchParams({
    application: 'shop',
    redirect_uri: callback,
    state: 'cart "7"',
    code_challenge: pkce().codeChallenge,
    code_challenge_method: 'S256',
    ...more,
  }).toString()}`

interface Form {
  readonly action: string
  readonly fields: Readonly<Record<string, string>>
}

/** The first form of a page, as a browser without scripts would send it. */
function formOf(text: string): Form {
  const [, action = '', inside = ''] = /<form[^>]*method="post" action="([^"]*)"[^>]*>(.*?)<\/form>/s.exec(text) ?? []
  const inputs = [...inside.matchAll(/<input[^>]*\bname="([^"]*)"[^>]*>/g)]
  const value = (input: string): string => /\bvalue="([^"]*)"/.exec(input)?.[1]?.replaceAll('&quot;', '"') ?? ''
  return { action, fields: Object.fromEntries(inputs.map(([input, name = '']) => [name, value(input)])) }
}

const press = (browser: Caller, { action, fields }: Form, typed: Readonly<Record<string, string>> = {}) =>
  browser.form(action, { ...fields, ...typed })

test.each(['application=bank', `redirect_uri=${encodeURIComponent('https://bank.example/callback')}`, 'state=other'])(
  'a request that names something twice is refused, at sign-in and where an application asks: %s',
  async (twice) => {
    const browser = world.browser()
    expect((await browser.get(`${address()}&${twice}`)).status).toBe(400)
    const asked = await browser.form(`/apps/shop/sign-in?state=one&${twice}&${twice}`, { email: 'ada@example.com' })
    expect(asked.status).toBe(400)
  },
)

test('without scripts: the page carries the request, and the callback gets code, state and issuer', async () => {
  const keys = pkce()
  const browser = world.browser()
  const hint = { code_challenge: keys.codeChallenge, login_hint: 'ada@example.com' }
  const page = await browser.get(address(hint))
  expect(page.status).toBe(200)
  const form = formOf(page.text)
  expect(form).toMatchObject({
    action: '/t/acme/auth/magic-link?application=shop',
    fields: { email: 'ada@example.com', redirectTo: callback, state: 'cart "7"' },
  })
  const again = await press(browser, form, { email: 'not an address' })
  expect(again.status).toBe(400)
  const sent = await press(browser, formOf(again.text), { email: 'ada@example.com' })
  expect(sent.location).toMatch(/^\/t\/acme\/auth\/check-email\//)
  const { attemptId, code } = await world.mailTo('ada@example.com')
  const waiting = await browser.get(sent.location ?? '')
  expect(waiting.headers.get('content-security-policy')).toContain('https://shop.example')
  const finished = await press(browser, { action: '/t/acme/auth/code/verify', fields: { attemptId } }, { code })
  expect(finished.status).toBe(303)
  const got = calledBack(finished.location)
  expect(got).toMatchObject({ state: 'cart "7"', iss: `${origin}/t/acme/auth` })
  const { codeVerifier } = keys
  const body = { code: got.code, codeVerifier, redirectUri: callback }
  expect((await world.program().post('/apps/shop/exchange', body)).json.user?.email).toBe('ada@example.com')
})

test('another address still goes where the first was to go', async () => {
  const browser = world.browser()
  const sent = await press(browser, formOf((await browser.get(address())).text), { email: 'adda@example.com' })
  const waiting = await browser.get(sent.location ?? '')
  const link = /href="(\/t\/acme\/auth\/sign-in\?[^"]*)"/.exec(waiting.text)?.[1]?.replaceAll('&amp;', '&') ?? ''
  expect(new URL(link, origin).searchParams.get('redirect_uri')).toBe(callback)
  const form = formOf((await browser.get(link)).text)
  expect(form.fields).toMatchObject({ redirectTo: callback, state: 'cart "7"' })
  expect(form.action).toBe('/t/acme/auth/magic-link?application=shop')
  expect(form.fields['codeChallenge']).toHaveLength(43)
})

test('what is wrong with a request is shown on our page, and never sent anywhere', async () => {
  for (const wrong of [
    { redirect_uri: 'https://evil.example/' },
    { redirect_uri: `${callback}/../x` },
    { redirect_uri: 'https://bank.example/callback' },
    { redirect_uri: '' },
    { code_challenge: 'short' },
    { code_challenge_method: 'plain' },
    { state: 'x'.repeat(2001) },
  ]) {
    const reply = await world.browser().get(address(wrong))
    expect([reply.status, reply.location], JSON.stringify(wrong)).toEqual([400, undefined])
    expect(reply.text).not.toContain('evil.example')
    const title = 'redirect_uri' in wrong ? 'We can’t send you back there' : 'We can’t read that request'
    expect(reply.text, JSON.stringify(wrong)).toContain(title)
  }
  expect((await world.browser().get(address({ application: 'nobody' }))).status).toBe(404)
  expect((await world.browser().get(address({}, '/t/other/auth/sign-in'))).status).toBe(404)
  expect((await world.browser().get(address({}, '/t/acme/auth/sign-in'))).status).toBe(200)
})

test('who is signed in already proves her mailbox for the application all the same', async () => {
  const browser = world.browser()
  const first = await press(browser, formOf((await browser.get(address())).text), { email: 'ada@example.com' })
  const { token } = await world.mailTo('ada@example.com')
  await browser.form('/t/acme/auth/magic-link/verify', { token })
  const page = await browser.get(address())
  expect([first.status, page.status, page.text.includes('type="email"')]).toEqual([303, 200, true])
  expect(page.text).not.toMatch(/a\S*@example\.com/)
})

test('a form on a listed page of the application’s asks as well', async () => {
  await world.application('acme', 'site', { origins: ['https://shop.example'] })
  const fields = {
    email: 'ada@example.com',
    redirectUri: callback,
    state: 'S',
    codeChallenge: pkce().codeChallenge,
  }
  const foreign = { origin: 'https://shop.example', 'sec-fetch-site': 'cross-site' }
  const browser = world.browser()
  const reply = await browser.form('/apps/site/sign-in', fields, foreign)
  expect(reply.location).toMatch(/^\/t\/acme\/auth\/check-email\//)
  const { token } = await world.mailTo('ada@example.com')
  const finished = await browser.form('/t/acme/auth/magic-link/verify', { token })
  expect(calledBack(finished.location).state).toBe('S')
  const evil = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
  expect((await world.browser().form('/apps/site/sign-in', fields, evil)).status).toBe(403)
  const mistyped = await world.browser().form('/apps/site/sign-in', { ...fields, email: 'x' }, foreign)
  expect(formOf(mistyped.text)).toMatchObject({
    action: '/t/acme/auth/magic-link?application=site',
    fields: { redirectTo: callback, state: 'S' },
  })
})

test('a page at a listed origin exchanges by itself, and one that is not listed cannot read the answer', async () => {
  await world.application('acme', 'spa', { origins: ['https://shop.example'] })
  const keys = pkce()
  const browser = world.browser()
  const page = await browser.get(address({ application: 'spa', code_challenge: keys.codeChallenge }))
  await press(browser, formOf(page.text), { email: 'ada@example.com' })
  const { token } = await world.mailTo('ada@example.com')
  const { code } = calledBack((await browser.form('/t/acme/auth/magic-link/verify', { token })).location)
  const body = { code, codeVerifier: keys.codeVerifier, redirectUri: callback }
  const from = (site: string) => ({ origin: site, 'sec-fetch-site': 'cross-site' })
  const read = await world.program().post('/apps/spa/exchange', body, from('https://shop.example'))
  expect([read.status, read.headers.get('access-control-allow-origin')]).toEqual([200, 'https://shop.example'])
  const other = await world.program().post('/apps/spa/exchange', body, from('https://evil.example'))
  expect([other.status, other.headers.get('access-control-allow-origin')]).toEqual([401, null])
})
