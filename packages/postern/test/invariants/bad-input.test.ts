/** Any input gets a clear answer below 500, changes nothing, and leaves the process well. */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { locales } from '../../src/copy/locale.ts'
import { type Browser, openBrowser } from '../support/browser.ts'
import { createDatabase, type Database } from '../support/database.ts'
import { createProgram } from '../support/program.ts'
import { type Reply, readReply } from '../support/reply.ts'
import { base, closeWorlds, createWorld, type World } from '../support/world.ts'

const origin = 'https://app.example.com'
const pristine = Object.getOwnPropertyNames(Object.prototype).sort().join()

let database: Database
let world: World
let owner: Browser
let mail: { readonly attemptId: string; readonly token: string; readonly code: string; readonly cancel: string }
let before: string

beforeAll(async () => {
  database = await createDatabase()
  world = await createWorld({
    store: database.source,
    redirects: ['https://shop.example/cb'],
    origins: ['https://spa.example'],
  })
  owner = openBrowser(world)
  await owner.signIn('ada@example.com')
  mail = await owner.request('bob@example.com')
  // Notes of opens may come with any GET of the landing page: all twenty are spent beforehand.
  for (let count = 0; count < 20; count++) await openBrowser(world).visit(`/link/${mail.attemptId}`)
  before = await database.rows()
})

afterEach(async () => {
  assert.equal(Object.getOwnPropertyNames(Object.prototype).sort().join(), pristine)
  assert.deepEqual(world.faults, [])
  assert.equal(await database.rows(), before)
})

afterAll(async () => {
  assert.equal(await owner.who(), 'ada@example.com')
  assert.equal((await owner.call('/magic-link/verify', { token: mail.token, switch: 'yes' })).json.status, 'signed-in')
  await closeWorlds()
  await database.remove()
})

describe('a name of ours that is in the query twice', () => {
  const good = encodeURIComponent('https://shop.example/cb')
  const evil = encodeURIComponent('https://evil.example/cb')

  test.each([
    ['redirect_uri', `/sign-in?redirect_uri=${good}&redirect_uri=${evil}`],
    ['redirect_uri', `/sign-in?redirect_uri=${good}&state=s&redirect_uri=${good}`],
    ['redirect_uri', `/sign-in?redirect_uri=${good}&redirect%5Furi=${evil}`],
    ['state', '/sign-in?state=a&state='],
    ['login_hint', '/sign-in?login_hint=ada%40example.com&login_hint=eve%40example.com'],
    ['application', '/sign-in?application=default&application=other'],
    ['locale', '/account?locale=de&locale=fr'],
    ['code', '/error?code=not-found&code=limited'],
    ['locale', '/me?locale=de&locale=fr'],
  ])('is refused, whichever came first: %s of %s', async (name, path) => {
    const page = await openBrowser(world).visit(path)
    expect([page.status, page.headers.get('content-type')]).toEqual([400, 'text/html; charset=utf-8'])
    expect(page.text).not.toContain('evil.example')
    const { status, json } = await owner.ask(path)
    expect([status, json]).toEqual([
      400,
      expect.objectContaining({
        code: 'values-invalid',
        errors: [{ path: `query.${name}`, why: 'must be there once' }],
      }),
    ])
  })

  test('is refused of forms and calls too, and nothing is sent', async () => {
    const sent = world.mail.taken.length
    const answers = [
      await openBrowser(world).submit('/magic-link?locale=de&locale=fr', { email: 'eve@example.com' }),
      await openBrowser(world).call('/magic-link?locale=de&locale=fr', { email: 'eve@example.com' }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([400, 400])
    expect(world.mail.taken.length).toBe(sent)
  })

  test('and one that means nothing to us may come as often as it likes', async () => {
    const path = `/sign-in?redirect_uri=${good}&utm_source=a&utm_source=b`
    expect((await openBrowser(world).visit(path)).status).toBe(200)
  })
})

interface Sent {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array | undefined
}

async function send({ method, path, headers, body }: Sent): Promise<Reply> {
  const bare = method === 'GET' || method === 'HEAD' || body === undefined
  const init = { method, headers: { 'sec-fetch-site': 'same-origin', ...headers } }
  const request = new Request(origin + path, bare ? init : { ...init, body: body as NonNullable<RequestInit['body']> })
  return readReply(await world.handle(request))
}

function isClear(reply: Reply): void {
  expect(reply.status).toBeLessThan(500)
  const type = reply.headers.get('content-type') ?? ''
  if (reply.text === '') return
  expect(type).toMatch(
    /^(?:text\/html|application\/json|application\/problem\+json|text\/css|text\/javascript|image\/)/,
  )
  if (reply.status >= 400) expect(type).toMatch(/^(?:text\/html|application\/problem\+json)/)
  if (type.startsWith('application/problem')) expect(reply.json.code).toMatch(/^[a-z-]+$/)
}

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ maxLength: 60 }),
  fc.constantFrom(
    '',
    '\u0000',
    '\r\n',
    '__proto__',
    'constructor',
    '../../etc/passwd',
    "' OR 1=1 --",
    '<script>alert(1)</script>',
    '%00',
    '\ud800',
    '🔑'.repeat(20),
    '9'.repeat(400),
    '-1',
    'NaN',
    'null',
    'true',
  ),
)
const aside = (take: () => string): fc.Arbitrary<string> => fc.constant(0).map(take)
const tokens = fc.oneof(
  text,
  aside(() => mail.attemptId),
  aside(() => mail.token.slice(0, -1)),
  aside(() => `${mail.token}A`),
  aside(() => `${mail.token}=`),
  aside(() => ` ${mail.token}`),
  aside(() => `${mail.token}\u0000`),
  aside(() => mail.token.toUpperCase()),
  aside(() => mail.token.replace('.', '')),
  aside(() => mail.token.replace('.', '..')),
  aside(() => `${mail.attemptId}.${'A'.repeat(43)}`),
  aside(() => `${mail.attemptId}.${'\u0410'.repeat(43)}`),
  aside(() => `${'0'.repeat(26)}.${mail.token.slice(27)}`),
  aside(() => Buffer.from(mail.token).toString('base64')),
  aside(() => `${mail.token.slice(0, -1)}${mail.token.endsWith('A') ? 'B' : 'C'}`).filter(
    (one) => one !== mail.token && /[^AEIMQUYcgkosw048]$/.test(one),
  ),
)
const ids = fc.oneof(
  text,
  tokens,
  aside(() => mail.attemptId),
  fc.constantFrom('0'.repeat(26), '8'.repeat(26), 'z'.repeat(26), ' '),
)
const encode = (one: string): string => encodeURIComponent(one.toWellFormed())
const acts = fc.constantFrom('open', 'confirm', 'approve', 'cancel', 'claim', 'resend', 'events', 'nonsense', '')
const paths = fc.oneof(
  fc.constantFrom(
    '/magic-link',
    '/magic-link/verify',
    '/code/verify',
    '/sign-out',
    '/me',
    '/session',
    '/sign-in',
    '/signed-in',
    '/signed-out',
    '/error',
    '/second-factor',
    '',
    '/',
  ),
  fc.tuple(ids, acts).map(([id, act]) => `/attempts/${encode(id)}/${act}`),
  ids.map((id) => `/attempts/${encode(id)}`),
  ids.map((id) => `/check-email/${encode(id)}`),
  fc.tuple(ids, fc.constantFrom('', '/cancel', '/x')).map(([id, rest]) => `/link/${encode(id)}${rest}`),
  fc.tuple(text, text).map(([hash, name]) => `/assets/${encode(hash)}/${encode(name)}`),
  fc
    .tuple(text, text)
    .map(
      ([name, value]) =>
        `/sign-in?${encode(name)}=${encode(value)}&redirect_uri=${encode(value)}&login_hint=${encode(name)}&locale=${encode(value)}`,
    ),
  text.map((one) => `/error?code=${encode(one)}`),
  fc.array(text, { maxLength: 4 }).map((parts) => `/${parts.map(encode).join('/')}`),
  fc.constantFrom('/%', '/%zz', '/%ff%fe', '/attempts/%', '/link/%c0%af', '/;/..;/', '//', '/./', '/\u00e9'),
)
const header = fc
  .oneof(text, tokens, fc.string({ maxLength: 4000 }))
  .map((one) => one.replace(/[^\t\x20-\x7e\x80-\xff]/g, ''))
const hostile: Readonly<Record<string, fc.Arbitrary<string>>> = {
  accept: fc.oneof(
    header,
    fc.constantFrom('text/html', 'application/json', '*/*', 'text/html;q=0', ';;;', ',,,,', 'a/b;q=9999'),
  ),
  'accept-language': fc.oneof(header, fc.constantFrom('de', 'xx-YY;q=2', '*', 'ar,'.repeat(500))),
  'content-type': fc.oneof(
    fc.constantFrom(
      'application/json',
      'application/x-www-form-urlencoded',
      'application/problem+json',
      'multipart/form-data; boundary=x',
      'text/plain',
      'application/json; charset=utf-16',
      'APPLICATION/JSON',
      '',
    ),
    header,
  ),
  cookie: fc
    .oneof(
      header,
      fc
        .tuple(fc.constantFrom('session', 'binding', 'browser'), tokens)
        .map(([kind, token]) => `__Host-postern-${kind}=${token}`),
      fc
        .tuple(fc.constantFrom('session', 'binding', 'browser'), tokens, tokens)
        .map(([kind, one, other]) => `__Host-postern-${kind}=${one}; __Host-postern-${kind}=${other}`),
    )
    .map((one) => one.replace(/[^\t\x20-\x7e\x80-\xff]/g, '')),
  'postern-handle': header,
  'user-agent': header,
  'x-forwarded-for': fc.oneof(
    header,
    fc.constantFrom('1.2.3.4', '::ffff:1.2.3.4', '[::1]:99999', ',,,', '999.999.999.999', `${'1.1.1.1,'.repeat(2000)}`),
  ),
  forwarded: fc.oneof(header, fc.constantFrom('for="[::1]"', 'for=_hidden', 'for="', 'for=1.2.3.4;for=5.6.7.8')),
  origin: fc.oneof(header, fc.constantFrom('null', origin, 'https://spa.example', 'https://evil.example')),
  'sec-fetch-site': fc.oneof(header, fc.constantFrom('same-origin', 'cross-site', 'none', 'same-site')),
  'content-length': fc.constantFrom('0', '-1', '1e9', 'NaN', '12', ''),
  'transfer-encoding': fc.constantFrom('chunked', 'identity', 'x'),
  range: fc.constantFrom('bytes=0-0', 'bytes=-'),
  'x-http-method-override': fc.constantFrom('DELETE', 'POST'),
}
const headers = fc.record(hostile, { requiredKeys: [] }).map((record) => record as Readonly<Record<string, string>>)
const fieldNames = fc.constantFrom(
  'token',
  'email',
  'code',
  'number',
  'attemptId',
  'handle',
  'locale',
  'proof',
  'again',
  'redirectTo',
  'state',
  'sure',
  'switch',
  '__proto__',
  'constructor',
  'toString',
)
const addresses = fc
  .oneof(
    text,
    fc.constantFrom(
      'a@b',
      'ada@example.com,eve@evil.example',
      '"a b"@example.com',
      'ada@example.com\r\nBcc: x',
      'ada@[::1]',
    ),
  )
  .filter((one) => !/^ *[^@\s,"]+@[^@\s,]+\.[a-z]+ *$/i.test(one))
const values = fc.oneof(
  text,
  tokens,
  addresses,
  fc.constant('yes'),
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.array(text, { maxLength: 2 }),
  fc.object({ maxDepth: 2, maxKeys: 3 }),
)
const records = fc.array(fc.tuple(fieldNames, values), { maxLength: 6 })
const nested = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`
const bodies = fc.oneof(
  records.map((pairs) => JSON.stringify(Object.fromEntries(pairs))),
  records.map(
    (pairs) => `{${pairs.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(',')}}`,
  ),
  records.map((pairs) =>
    new URLSearchParams(pairs.map(([name, value]) => [name, JSON.stringify(value)] as [string, string])).toString(),
  ),
  fc.tuple(records, fc.nat(80)).map(([pairs, at]) => JSON.stringify(Object.fromEntries(pairs)).slice(0, at)),
  fc.json(),
  text,
  fc.uint8Array({ maxLength: 300 }),
  fc.constantFrom(
    '',
    '[]',
    'null',
    '1',
    '"x"',
    '{',
    '{"email":',
    '{"__proto__":{"polluted":1}}',
    '{"constructor":{"prototype":{"polluted":1}}}',
    '{"email":"x","email":"y"}',
    '{"a":{"b":1}}',
    '{"email":["ada@example.com"]}',
    '\ufeff{}',
    '%',
    'email=%',
    'a=1&a=2',
    '__proto__[polluted]=1',
  ),
  fc.constantFrom(
    nested(50),
    nested(9_000),
    `[${'['.repeat(9_000)}`,
    `{"email":"${'x'.repeat(60_000)}"}`,
    `{"token":"${'A'.repeat(200_000)}"}`,
    `{"x":"${'\\"'.repeat(20_000)}"}`,
    'x'.repeat(3_000_000),
  ),
)
const methods = fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND')

describe('bad input', () => {
  test('of any method, path, headers and body', async () => {
    const sent = fc.record({ method: methods, path: paths, headers, body: fc.option(bodies, { nil: undefined }) })
    await fc.assert(
      fc.asyncProperty(sent, async (one) => isClear(await send({ ...one, path: base + one.path }))),
      { numRuns: 1_200 },
    )
  })

  const posts = [
    '/magic-link',
    '/magic-link/verify',
    '/code/verify',
    ...['open', 'confirm', 'approve', 'cancel', 'claim', 'resend'].map((act) => `/attempts/:id/${act}`),
  ]
  test.each(posts)('in bodies that reach POST %s', async (path) => {
    const forms = fc.constantFrom('application/json', 'application/x-www-form-urlencoded')
    const accepts = fc.constantFrom('application/json', 'text/html')
    const sent = fc.record({
      type: forms,
      accept: accepts,
      id: fc.oneof(
        aside(() => mail.attemptId),
        ids,
      ),
      pairs: fc.array(fc.tuple(fieldNames, fc.oneof(tokens, addresses, fc.constant('yes'))), { maxLength: 6 }),
    })
    await fc.assert(
      fc.asyncProperty(sent, async ({ type, accept, id, pairs }) => {
        const fields = Object.fromEntries(pairs)
        const body = type === 'application/json' ? JSON.stringify(fields) : new URLSearchParams(fields).toString()
        const reply = await send({
          method: 'POST',
          path: base + path.replace(':id', encode(id)),
          headers: { 'content-type': type, accept },
          body,
        })
        isClear(reply)
        expect(reply.status).toBeGreaterThanOrEqual(400)
        expect(reply.text).not.toMatch(/<script>alert/)
      }),
      { numRuns: 120 },
    )
  })

  test('in what is read of pages: nothing typed comes back unescaped', async () => {
    const words = fc.oneof(
      text,
      fc.constantFrom(
        '"><script>alert(1)</script>',
        "'-alert(1)-'",
        'javascript:alert(1)',
        '&quot;',
        '"onfocus="alert(1)" autofocus="',
      ),
    )
    await fc.assert(
      fc.asyncProperty(words, async (word) => {
        const query = `?login_hint=${encode(word)}&state=${encode(word)}&code=${encode(word)}&s=${encode(word)}`
        for (const path of ['/sign-in', '/error', `/link/${mail.attemptId}`, '/signed-out']) {
          const reply = await send({
            method: 'GET',
            path: base + path + query,
            headers: { accept: 'text/html' },
            body: undefined,
          })
          isClear(reply)
          expect(reply.text).not.toMatch(/<script>|\sonfocus="|href="javascript/)
        }
      }),
      { numRuns: 60 },
    )
  })
})

describe('bodies', () => {
  const post = (body: string | ReadableStream<Uint8Array>, more: Readonly<Record<string, string>> = {}) =>
    new Request(`${origin}${base}/magic-link`, {
      method: 'POST',
      body,
      duplex: 'half',
      headers: { 'sec-fetch-site': 'same-origin', 'content-type': 'application/json', ...more },
    } as RequestInit)

  test.each([
    ['duplicate names', '{"email":"ada@example.com","email":"eve@evil.example"}'],
    ['duplicate names, one escaped', '{"email":"ada@example.com","em\\u0061il":"eve@evil.example"}'],
    ['an array where an address belongs', '{"email":["ada@example.com"]}'],
    ['an object where an address belongs', '{"email":{"$ne":null}}'],
    ['a list', '[{"email":"ada@example.com"}]'],
    ['text', '"ada@example.com"'],
    ['null', 'null'],
    ['half of itself', '{"email":"ada@exam'],
    ['a comment', '{"email":"ada@example.com"/**/}'],
    ['depth', nested(20_000 / 6)],
    ['__proto__ with depth', '{"__proto__":{"email":"ada@example.com"}}'],
    ['NUL', '{"email":"ada@example.com","state":"a\\u0000b"}'],
    ['half a letter', '{"email":"ada@example.com","state":"\\ud83d"}'],
  ])('with %s are body-invalid', async (_name, body) => {
    const reply = await readReply(await world.handle(post(body)))
    expect([reply.status, reply.json.code]).toEqual([400, 'body-invalid'])
    expect(reply.json.detail).toContain('one flat JSON object or a form')
  })

  test('in which __proto__ is a name like any other reach nothing', async () => {
    const reply = await readReply(await world.handle(post('{"__proto__":"ada@example.com","constructor":"x"}')))
    expect([reply.status, reply.json.code]).toEqual([400, 'email-invalid'])
  })

  test('of a form with a doubled name are body-invalid', async () => {
    const type = { 'content-type': 'application/x-www-form-urlencoded' }
    const reply = await readReply(await world.handle(post('email=ada%40example.com&email=eve%40evil.example', type)))
    expect([reply.status, reply.json.code]).toEqual([400, 'body-invalid'])
  })

  test.each([
    ['text/plain'],
    ['multipart/form-data; boundary=x'],
    ['application/xml'],
    ['application/jsonx'],
    ['text/json'],
  ])('as %s are refused with 415', async (type) => {
    const reply = await readReply(await world.handle(post('{"email":"ada@example.com"}', { 'content-type': type })))
    expect([reply.status, reply.json.code]).toEqual([415, 'media-type-unsupported'])
  })

  test('of 64 KiB and one byte are too large, with and without a length', async () => {
    const body = `{"x":"${'x'.repeat(64 * 1024 - 7)}"}`
    expect(body.length).toBe(64 * 1024 + 1)
    for (const headers of [{}, { 'content-length': String(body.length) }]) {
      const reply = await readReply(await world.handle(post(body, headers)))
      expect([reply.status, reply.json.code]).toEqual([413, 'too-large'])
    }
  })

  test('without end are cut off at the limit', async () => {
    let given = 0
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        given += 8192
        controller.enqueue(new Uint8Array(8192).fill(120))
      },
    })
    const reply = await readReply(await world.handle(post(endless)))
    expect(reply.status).toBe(413)
    expect(given).toBeLessThan(200_000)
  })

  test('that lie about their length are not read without end', async () => {
    const body = `{"email":"nobody","x":"${'x'.repeat(1_000_000)}"}`
    const reply = await readReply(await world.handle(post(body, { 'content-length': '10' })))
    expect(reply.status).toBe(413)
  })

  test('that come a byte at a time are read', async () => {
    const bytes = new TextEncoder().encode('{"email":"no address \u{1f511}"}')
    let at = 0
    const slow = new ReadableStream<Uint8Array>({
      async pull(controller) {
        await new Promise((resolve) => setImmediate(resolve))
        if (at < bytes.length) controller.enqueue(bytes.subarray(at, ++at))
        else controller.close()
      },
    })
    expect((await readReply(await world.handle(post(slow)))).json.code).toBe('email-invalid')
  })

  test('that break off are body-invalid and no fault of ours', async () => {
    const broken = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.enqueue(new TextEncoder().encode('{"email":'))
        controller.error(new Error('connection reset'))
      },
    })
    expect((await readReply(await world.handle(post(broken)))).json.code).toBe('body-invalid')
  })
})

test('locales of any kind choose one we speak', async () => {
  for (const locale of [
    'xx',
    'EN-gb',
    'zh-Hant-TW',
    '*',
    '-',
    '_',
    '../de',
    'de\u0000',
    'x'.repeat(5_000),
    '__proto__',
    'constructor',
  ]) {
    const reply = await send({
      method: 'GET',
      path: `${base}/sign-in?locale=${encode(locale)}`,
      headers: { accept: 'text/html' },
      body: undefined,
    })
    expect([locale, reply.status]).toEqual([locale, 200])
    expect(locales).toContain(/<html lang="(\w+)"/.exec(reply.text)?.[1])
  }
})

test('hosts of any kind change nothing outside development', async () => {
  for (const host of ['evil.example', 'a, b', '', '[', 'x'.repeat(3_000), 'app.example.com:99999']) {
    const reply = await createProgram(world).get('/sign-in', { host, accept: 'text/html' })
    expect(reply.status).toBe(200)
    expect(reply.text).not.toContain('evil')
  }
})
