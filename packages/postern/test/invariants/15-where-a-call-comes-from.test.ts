import { afterEach, describe, expect, test } from 'vitest'
import { PosternError } from '../../src/domain/errors.ts'
import { openBrowser } from '../support/browser.ts'
import { createProgram } from '../support/program.ts'
import { readReply } from '../support/reply.ts'
import { base, closeWorlds, createWorld, sharedStore, type World } from '../support/world.ts'

afterEach(closeWorlds)

const own = 'https://app.example.com'
const spa = 'https://spa.example'
const form = 'application/x-www-form-urlencoded'
const json = 'application/json'

type Sent = Readonly<Record<string, string>>

async function post(world: World, headers: Sent, path = '/magic-link') {
  const isForm = headers['content-type'] === form
  const body = isForm ? 'email=ada%40example.com' : '{"email":"ada@example.com"}'
  return readReply(await world.handle(new Request(own + base + path, { method: 'POST', body, headers })))
}

describe('invariant 15: a call that changes something', () => {
  test.each<readonly [string, Sent, boolean]>([
    ['Sec-Fetch-Site: same-origin', { 'sec-fetch-site': 'same-origin', 'content-type': form }, true],
    ['Sec-Fetch-Site: none', { 'sec-fetch-site': 'none', 'content-type': form }, true],
    [
      'same-origin beside Origin: null (H3)',
      { 'sec-fetch-site': 'same-origin', origin: 'null', 'content-type': form },
      true,
    ],
    ['cross-site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example', 'content-type': json }, false],
    ['cross-site with our own Origin', { 'sec-fetch-site': 'cross-site', origin: own, 'content-type': json }, false],
    ['same-site', { 'sec-fetch-site': 'same-site', origin: 'https://blog.example.com', 'content-type': json }, false],
    ['same-site without Origin', { 'sec-fetch-site': 'same-site', 'content-type': json }, false],
    ['cross-site from a listed origin', { 'sec-fetch-site': 'cross-site', origin: spa, 'content-type': json }, true],
    ['same-site from a listed origin', { 'sec-fetch-site': 'same-site', origin: spa, 'content-type': json }, true],
    ['cross-site, Origin: null', { 'sec-fetch-site': 'cross-site', origin: 'null', 'content-type': form }, false],
    ['an unheard-of Sec-Fetch-Site', { 'sec-fetch-site': 'same_origin', 'content-type': json }, false],
    ['our own Origin', { origin: own, 'content-type': form }, true],
    ['a listed Origin', { origin: spa, 'content-type': json }, true],
    ['another Origin', { origin: 'https://evil.example', 'content-type': json }, false],
    ['an Origin that begins like ours', { origin: `${own}.evil.example`, 'content-type': json }, false],
    ['our Origin with a port', { origin: `${own}:444`, 'content-type': json }, false],
    ['our Origin over http', { origin: 'http://app.example.com', 'content-type': json }, false],
    ['Origin: null', { origin: 'null', 'content-type': json }, false],
    ['a form with neither', { 'content-type': form }, false],
    ['a multipart form with neither', { 'content-type': 'multipart/form-data; boundary=x' }, false],
    ['text/plain with neither', { 'content-type': 'text/plain' }, false],
    ['JSON with neither', { 'content-type': json }, true],
    ['JSON with neither and a cookie', { 'content-type': json, cookie: '__Host-postern-binding=x' }, true],
  ])('with %s', async (_name, headers, passes) => {
    const world = await createWorld({ origins: [spa] })
    const reply = await post(world, headers)
    if (passes) expect(reply.json.code ?? (reply.status < 400 ? 'passes' : reply.status)).toBe('passes')
    else {
      expect([reply.status, reply.json.code ?? 'page']).toEqual([403, 'origin-refused'])
      expect(reply.json.detail).toMatch(/`?Origin/)
      expect(world.mail.tried).toEqual([])
    }
  })

  test('with a cookie and neither header passes only as JSON', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    await browser.signIn('ada@example.com')
    const cookie = browser.jar.header() ?? ''
    const send = (headers: Sent) =>
      world.handle(new Request(`${own}${base}/sign-out`, { method: 'POST', headers: { cookie, ...headers } }))
    expect((await send({})).status).toBe(403)
    expect((await send({ 'content-type': 'application/octet-stream' })).status).toBe(403)
    expect(await browser.who()).toBe('ada@example.com')
    expect((await send({ 'content-type': json })).status).toBe(204)
    expect(await browser.who()).toBeUndefined()
  })

  test('is judged on every route, before the body is read', async () => {
    const world = await createWorld()
    const { attemptId } = await openBrowser(world).request('ada@example.com')
    const acts = ['open', 'confirm', 'approve', 'cancel', 'claim', 'resend'].map(
      (act) => `/attempts/${attemptId}/${act}`,
    )
    for (const path of ['/magic-link', '/magic-link/verify', '/code/verify', '/sign-out', ...acts]) {
      const reply = await post(world, { origin: 'https://evil.example', 'content-type': 'application/nonsense' }, path)
      expect([path, reply.json.code]).toEqual([path, 'origin-refused'])
    }
  })

  test('cannot be made of another method by a header or a field', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    await browser.signIn('ada@example.com')
    for (const headers of [{ 'x-http-method-override': 'POST' }, { 'x-method-override': 'POST' }])
      expect((await browser.visit('/sign-out?_method=POST', headers)).status).toBe(405)
    expect(await browser.who()).toBe('ada@example.com')
  })
})

describe('invariant 15: other origins', () => {
  test('that are listed may call with credentials and read, and are asked for by name', async () => {
    const world = await createWorld({ origins: [spa] })
    const listed = await post(world, { origin: spa, 'content-type': json })
    expect(listed.headers.get('access-control-allow-origin')).toBe(spa)
    expect(listed.headers.get('access-control-allow-credentials')).toBe('true')
    expect(listed.headers.get('vary')).toContain('Origin')
    const preflight = (origin: string) =>
      world.handle(new Request(`${own}${base}/magic-link`, { method: 'OPTIONS', headers: { origin } }))
    const allowed = await preflight(spa)
    expect([allowed.status, allowed.headers.get('access-control-allow-methods')]).toEqual([204, 'POST'])
    for (const origin of ['https://evil.example', 'null', own, `${spa}.evil.example`]) {
      const refused = await preflight(origin)
      expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([403, null])
    }
  })

  test.each([
    { what: 'no JSON', status: 400, init: { method: 'POST', headers: { 'content-type': json }, body: '{' } },
    { what: 'a body too large', status: 413, init: { method: 'POST', headers: {}, body: ' '.repeat(65_537) } },
    { what: 'text', status: 415, init: { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'x' } },
    { what: 'a method that is not taken', status: 405, init: { method: 'DELETE', headers: {} } },
    { what: 'a path that is not there', status: 404, path: '/nowhere', init: { headers: {} } },
  ])('that are listed may read refusals: $what', async ({ status, path = '/magic-link', init }) => {
    const world = await createWorld({ origins: [spa] })
    const send = (origin: string) =>
      world.handle(new Request(own + base + path, { ...init, headers: { ...init.headers, origin } }))
    const listed = await send(spa)
    expect([listed.status, listed.headers.get('access-control-allow-origin')]).toEqual([status, spa])
    expect(listed.headers.get('access-control-expose-headers')).toContain('Retry-After')
    expect((await send('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull()
  })

  test.each([
    { status: 503, fault: new PosternError('busy', 'Too many at once.') },
    { status: 500, fault: new Error('broken') },
  ])('that are listed may read that something went wrong: $status', async ({ status, fault }) => {
    const source = await sharedStore()
    const store = await source.open()
    const attempts = { ...store.attempts, find: () => Promise.reject(fault) }
    const world = await createWorld({
      store: { ...source, open: async () => ({ ...store, attempts }) },
      origins: [spa],
      mayFail: true,
    })
    const body = JSON.stringify({ token: `${'0'.repeat(26)}.${'A'.repeat(43)}` })
    const call = { method: 'POST', headers: { origin: spa, 'content-type': json }, body }
    const answer = await world.handle(new Request(`${own}${base}/magic-link/verify`, call))
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([status, spa])
    expect(answer.headers.has('retry-after')).toBe(status === 503)
  })

  test('that are not listed get no leave to read, not even errors or pages', async () => {
    const world = await createWorld({ origins: [spa] })
    for (const origin of ['https://evil.example', 'null']) {
      for (const reply of [
        await post(world, { origin, 'content-type': json }),
        await createProgram(world).get('/me', { origin }),
        await createProgram(world).get('/sign-in', { origin, accept: 'text/html' }),
      ])
        expect(reply.headers.get('access-control-allow-origin')).toBeNull()
    }
  })
})

describe('invariant 15: cookies', () => {
  test('are host-only, out of reach of script, small, and plain nowhere but on loopback', async () => {
    const world = await createWorld()
    const reply = await openBrowser(world).signIn('ada@example.com')
    expect(reply.cookies).toHaveLength(3)
    for (const line of reply.cookies) {
      expect(line).toMatch(
        /^__Host-postern-(?:session|browser|binding)=[^;]{1,199}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
      )
    }
    const local = await createWorld({ baseUrl: 'http://localhost:3000' })
    const plain = await openBrowser(local).signIn('ada@example.com')
    for (const line of plain.cookies) expect(line).toMatch(/^postern-[a-z]+=.*; HttpOnly; SameSite=Lax$/)
  })

  test('that come twice count as none (M18)', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    await browser.signIn('ada@example.com')
    const session = browser.cookie('session')
    const ask = async (cookie: string) => (await createProgram(world).get('/me', { cookie })).status
    const name = '__Host-postern-session'
    expect(await ask(`${name}=${session}`)).toBe(200)
    expect(await ask(`${name}=${session}; ${name}=${session}`)).toBe(401)
    expect(await ask(`${name}=planted; ${name}=${session}`)).toBe(401)
    expect(await ask(`${name}=${session}; x=1; ${name}=`)).toBe(401)
  })

  test('have exact names: nothing but space and tab is stripped (M18)', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    await browser.signIn('ada@example.com')
    const session = browser.cookie('session')
    const name = '__Host-postern-session'
    const ask = async (cookie: string) => (await createProgram(world).get('/me', { cookie })).status
    for (const wrong of [`\u00a0${name}`, `${name}\u00a0`, name.toLowerCase(), name.slice(7), `x${name}`, `"${name}"`])
      expect([wrong, await ask(`${wrong}=${session}`)]).toEqual([wrong, 401])
    expect(await ask(`x=1; \t ${name} = ${session} ;y=2`)).toBe(200)
  })

  test('of one kind are nothing as another', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    const { handle } = await createProgram(world).request('eve@example.com')
    await browser.signIn('ada@example.com')
    for (const value of [browser.cookie('binding'), browser.cookie('browser'), handle]) {
      const reply = await createProgram(world).get('/me', { cookie: `__Host-postern-session=${value}` })
      expect(reply.status).toBe(401)
    }
  })
})

test('invariant 15: sign-out is a POST of our own origin (L7)', async () => {
  const world = await createWorld()
  const browser = openBrowser(world)
  await browser.signIn('ada@example.com')
  const foreign = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
  expect((await browser.submit('/sign-out', {}, foreign)).status).toBe(403)
  expect((await browser.visit('/sign-out')).status).toBe(405)
  expect(await browser.who()).toBe('ada@example.com')
  expect((await browser.submit('/sign-out')).location).toBe('/auth/signed-out')
  expect(await browser.who()).toBeUndefined()
})
