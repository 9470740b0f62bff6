import { type Event, parseEmailAddress } from 'postern/kit'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ApiKeyDocument } from '../src/resources/api-key.ts'
import { type Installation, install, origin } from './in-process.ts'
import { tokenIn } from './mail-box.ts'
import { type FreshStore, freshStore } from './store.ts'
import type { Visitor } from './visitor.ts'

let installation: Installation
let store: FreshStore
let key: string

beforeEach(async () => {
  store = await freshStore()
  installation = await install({ store: store.source })
  await installation.tenant('acme')
  await installation.application('acme', 'shop', { name: 'Shop', roles: ['buyer', 'seller'] })
  await installation.application('acme', 'wiki', { name: 'Wiki', roles: ['any'] })
  await installation.tenant('beta')
  await installation.application('beta', 'desk', { name: 'Desk' })
  key = await installation.key({ tenant: 'acme' })
})

afterEach(async () => {
  await installation.close()
  await store.release()
})

interface Called {
  readonly status: number
  readonly text: string
  readonly headers: Headers
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look at answers of every shape
  readonly json: any
}

async function call(method: string, path: string, body?: unknown, by = key, more: object = {}): Promise<Called> {
  const response = await installation.runtime.app.request(`${origin}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${by}`,
      accept: 'application/json',
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...more,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  const isJson = /\/(?:problem\+)?json/.test(response.headers.get('content-type') ?? '')
  return { status: response.status, text, headers: response.headers, json: isJson ? JSON.parse(text) : undefined }
}

const get = (path: string, by = key): Promise<Called> => call('GET', path, undefined, by)
const limited = (more: Partial<ApiKeyDocument>): Promise<string> => installation.key({ tenant: 'acme', ...more })

async function make(email: string, more: object = {}): Promise<string> {
  const made = await call('POST', '/users', { application: 'shop', email, ...more })
  expect(made.status).toBe(201)
  return made.json.id
}

async function events(type: string): Promise<readonly Event[]> {
  const { store, clock } = installation.runtime.ports
  const page = await store.events.list({ tenant: 'acme' as never, now: clock.now(), limit: 500 })
  return page.items.filter((event) => event.type === type)
}

const base = '/t/acme/auth'

/** Asks for a mail as a browser does. */
async function ask(visitor: Visitor, email: string, application = 'shop'): Promise<string> {
  const sent = await visitor.json(`${base}/magic-link?application=${application}`, { email })
  expect(sent.status).toBe(200)
  return sent.json['attemptId'] as string
}

describe('users', () => {
  test('are found by address and name, exact or by how they begin, and never by their middle', async () => {
    await make('ada@example.com', { name: 'Ada Lovelace' })
    await make('adam@example.com', { name: 'ada' })
    await make('bob@example.com', { name: 'Bob' })
    const found = async (query: string) =>
      (await get(`/users?${query}`)).json.items.map(({ email }: { email: string }) => email)
    expect(await found('email=ADA@example.com')).toEqual(['ada@example.com'])
    expect(await found('email=da@example.com')).toEqual([])
    expect(await found('emailPrefix=ada')).toEqual(['ada@example.com', 'adam@example.com'])
    expect(await found('emailPrefix=%25')).toEqual([])
    expect(await found('name=ADA')).toEqual(['adam@example.com'])
    expect(await found('namePrefix=ada')).toEqual(['adam@example.com', 'ada@example.com'])
    expect(await found('namePrefix=lovelace')).toEqual([])
    expect(await found('')).toEqual(['bob@example.com', 'adam@example.com', 'ada@example.com'])
    expect((await get('/users?email=a@example.com&name=a')).json.code).toBe('values-invalid')
  })

  test('come page by page, each once', async () => {
    for (let count = 0; count < 5; count++) await make(`user${count}@example.com`, { name: 'Same' })
    for (const query of ['', 'namePrefix=s', 'emailPrefix=user', 'application=shop']) {
      const seen: string[] = []
      let next = ''
      do {
        const page = await get(`/users?limit=2&${query}${next && `&after=${encodeURIComponent(next)}`}`)
        seen.push(...page.json.items.map(({ id }: { id: string }) => id))
        next = page.json.next ?? ''
      } while (next)
      expect([query, seen.length, new Set(seen).size]).toEqual([query, 5, 5])
    }
  })

  test('are changed by a merge patch, for the version that was seen', async () => {
    const id = await make('ada@example.com', { data: { a: 1, b: { c: 2 } }, roles: ['buyer'] })
    const read = await get(`/users/${id}`)
    expect(read.json).toMatchObject({ registrations: [{ application: 'shop', roles: ['buyer'] }] })
    const tag = { 'if-match': read.headers.get('etag') ?? '' }
    const patch = { name: 'Ada', data: { b: { d: 3 }, a: null } }
    const changed = await call('PATCH', `/users/${id}`, patch, key, tag)
    expect(changed.json).toMatchObject({ name: 'Ada', data: { b: { c: 2, d: 3 } } })
    expect((await call('PATCH', `/users/${id}`, patch, key, tag)).status).toBe(412)
    expect((await call('PATCH', `/users/${id}`, { email: 'x@example.com' })).json.code).toBe('values-invalid')
    const [event] = await events('user.updated')
    expect(event).toMatchObject({ user: id, actor: expect.stringMatching(/^key:/) })
  })

  test('of fifty changes of one version at the same time, one takes effect and the others are told', async () => {
    const id = await make('ada@example.com', { data: {} })
    const tag = { 'if-match': (await get(`/users/${id}`)).headers.get('etag') ?? '' }
    const patches = Array.from({ length: 50 }, (_, at) =>
      call('PATCH', `/users/${id}`, { name: `Ada ${at}`, data: { at } }, key, tag),
    )
    const answers = await Promise.all(patches)
    const [winner, ...more] = answers.filter(({ status }) => status === 200)
    expect(more).toEqual([])
    expect(answers.filter(({ status, json }) => status === 412 && json.code === 'version-changed')).toHaveLength(49)
    expect((await get(`/users/${id}`)).json).toMatchObject({ name: winner?.json.name, data: winner?.json.data })
    expect(await events('user.updated')).toHaveLength(1)
  })

  test('lose nothing to each other where several merge into her data at the same time', async () => {
    const id = await make('ada@example.com')
    const merge = (at: number) => call('PATCH', `/users/${id}`, { data: { [`part${at}`]: at } })
    const answers = await Promise.all([merge(1), merge(2), merge(3)])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    expect((await get(`/users/${id}`)).json.data).toEqual({ part1: 1, part2: 2, part3: 3 })
  })

  test('and their registrations take a condition wherever they are changed', async () => {
    const id = await make('ada@example.com')
    const old = { 'if-match': (await get(`/users/${id}`)).headers.get('etag') ?? '' }
    const put = await call('PUT', `/users/${id}/registrations/wiki`, { roles: ['any'] }, key, old)
    expect(put.status).toBe(201)
    expect(put.headers.get('etag')).toBe((await get(`/users/${id}`)).headers.get('etag'))
    const late = [
      ['PUT', `/users/${id}/registrations/wiki`],
      ['DELETE', `/users/${id}/registrations/wiki`],
      ['POST', `/users/${id}/ban`],
      ['POST', `/users/${id}/lock`],
      ['POST', `/users/${id}/anonymise`],
      ['DELETE', `/users/${id}`],
    ] as const
    for (const [method, path] of late) {
      expect([path, (await call(method, path, method === 'DELETE' ? undefined : {}, key, old)).status]).toEqual([
        path,
        412,
      ])
    }
    const newest = { 'if-match': put.headers.get('etag') ?? '' }
    expect((await call('DELETE', `/users/${id}`, undefined, key, newest)).status).toBe(204)
  })

  test('are banned, locked and let in again, with who did it and why', async () => {
    const id = await make('ada@example.com')
    const act = async (verb: string) =>
      (await call('POST', `/users/${id}/${verb}`, { reason: 'fraud-case-7' })).json.status
    expect([await act('lock'), await act('ban'), await act('unlock'), await act('unban'), await act('unlock')]).toEqual(
      ['locked', 'banned', 'banned', 'active', 'active'],
    )
    for (const type of ['user.locked', 'user.banned', 'user.unbanned']) {
      expect(await events(type)).toMatchObject([{ user: id, reason: 'fraud-case-7', actor: expect.any(String) }])
    }
    expect((await call('POST', `/users/${id}/ban`, { reason: 'because I say so' })).status).toBe(400)
  })

  test('who are removed are nobody, and those of another tenant are as unknown ones', async () => {
    const id = await make('ada@example.com')
    const beta = await installation.key({ tenant: 'beta' })
    const unknown = await get(`/users/${'0'.repeat(26)}`)
    for (const path of [`/users/${id}`, `/users/${id}/export`, `/users/${id}/sessions`, `/users/${id}/registrations`]) {
      expect((await get(path, beta)).text).toBe(unknown.text)
    }
    expect((await call('DELETE', `/users/${id}`, undefined, beta)).text).toBe(unknown.text)
    expect((await get(`/users/${id}/export`)).json).toMatchObject({ format: 'postern-person-1', user: { id } })
    expect((await call('DELETE', `/users/${id}`)).status).toBe(204)
    expect((await get(`/users/${id}`)).text).toBe(unknown.text)
  })

  test('who are registered elsewhere only do not exist for a key of one application', async () => {
    const ada = await make('ada@example.com', { application: 'shop' })
    const bob = await make('bob@example.com', { application: 'wiki' })
    await call('PUT', `/users/${ada}/registrations/wiki`, {})
    const wiki = await limited({ applications: ['wiki'] })
    expect((await get('/users', wiki)).json.items.map(({ id }: { id: string }) => id)).toEqual([bob, ada])
    const shop = await limited({ applications: ['shop'] })
    expect((await get('/users?emailPrefix=b', shop)).json.items).toEqual([])
    expect((await get('/users?application=wiki', shop)).status).toBe(404)
    expect((await get(`/users/${bob}`, shop)).status).toBe(404)
    expect((await get(`/users/${ada}`, shop)).json.registrations).toMatchObject([{ application: 'shop' }])
    // She is also another application's: her end is not this key's to say.
    expect((await call('DELETE', `/users/${ada}`, undefined, shop)).status).toBe(404)
    expect((await get('/suppressions', shop)).status).toBe(403)
  })

  test('who are not a key’s to see are not where its pages end', async () => {
    const { engine } = installation.runtime
    const add = async (application: string, name: string) => {
      const scope = await installation.directory.find({ tenant: 'acme', application })
      const email = parseEmailAddress(`${name}@example.com`)
      if (!scope || !email) throw new Error(name)
      await engine.createUser(scope, { address: email, name, roles: [] })
    }
    // As many as are looked through for one page, and one more.
    for (let count = 0; count < 500; count++) await add('wiki', `ann${1000 + count}`)
    await add('shop', 'annz')
    const shop = await limited({ applications: ['shop'] })
    for (const search of ['emailPrefix=ann', 'namePrefix=ann']) {
      const first = (await get(`/users?${search}`, shop)).json
      expect(first).toEqual({ items: [], next: expect.stringMatching(/^[\w-]{40,}$/) })
      const rest = (await get(`/users?${search}&after=${first.next}`, shop)).json
      expect(rest.items).toMatchObject([{ email: 'annz@example.com' }])
      expect((await get(`/users?${search}&after=ann1000`, shop)).json.errors).toMatchObject([{ path: 'query.after' }])
    }
  })

  test('who are also another application’s are not shut out or changed by a key of one', async () => {
    const ada = await make('ada@example.com', { application: 'shop' })
    const shop = await limited({ applications: ['shop'] })
    expect((await call('PATCH', `/users/${ada}`, { data: { plan: 'free' } }, shop)).status).toBe(200)
    expect((await call('POST', `/users/${ada}/lock`, {}, shop)).status).toBe(200)
    expect((await call('POST', `/users/${ada}/unlock`, {}, shop)).status).toBe(200)
    await call('PUT', `/users/${ada}/registrations/wiki`, {})
    // Tokens of the wiki may show her data, and a ban would end her sessions there.
    expect((await call('PATCH', `/users/${ada}`, { data: { plan: 'all' } }, shop)).status).toBe(404)
    for (const act of ['ban', 'lock', 'unban', 'unlock'])
      expect([act, (await call('POST', `/users/${ada}/${act}`, {}, shop)).status]).toEqual([act, 404])
    expect((await get(`/users/${ada}`)).json).toMatchObject({ status: 'active', data: { plan: 'free' } })
  })

  test('that are read are on record, once for each request', async () => {
    const ids = [await make('ada@example.com'), await make('bob@example.com')]
    await get('/users')
    await get(`/users/${ids[0]}`)
    await get('/users?email=nobody@example.com')
    expect(await events('person.read')).toMatchObject([
      { about: { read: 'users', users: `${ids[1]} ${ids[0]}` } },
      { user: ids[0], about: { read: 'user' }, actor: expect.stringMatching(/^key:/) },
    ])
  })
})

test('a registration is made, changed and ended; roles are those of the application', async () => {
  const id = await make('ada@example.com')
  const put = (application: string, body: object) => call('PUT', `/users/${id}/registrations/${application}`, body)
  expect(await put('wiki', { data: { a: 1 } })).toMatchObject({ status: 201, json: { roles: [], data: { a: 1 } } })
  expect(await put('wiki', { roles: ['any'] })).toMatchObject({ status: 200, json: { roles: ['any'], data: { a: 1 } } })
  expect((await put('shop', { roles: ['thief'] })).json.errors).toMatchObject([{ path: 'body.roles' }])
  expect((await put('nowhere', {})).status).toBe(404)
  expect((await put('desk', {})).status).toBe(404)
  expect((await call('DELETE', `/users/${id}/registrations/wiki`)).status).toBe(204)
  expect((await call('DELETE', `/users/${id}/registrations/wiki`)).status).toBe(404)
  expect((await get(`/users/${id}/registrations`)).json.items).toMatchObject([{ application: 'shop' }])
  expect((await events('registration.changed')).map(({ reason }) => reason)).toEqual(['created', 'changed', 'removed'])
})

test('whoever is there already is told by what: the address or the id', async () => {
  const email = 'ada@example.com'
  const id = await make(email)
  const again = (more: object) => call('POST', '/users', { application: 'shop', ...more })
  const taken = [await again({ email }), await again({ email: 'bob@example.com', id })]
  expect(taken.map(({ status, json }) => [status, json.code, json.what, json.detail])).toEqual([
    [409, 'exists', 'email', expect.stringMatching(/^The address /)],
    [409, 'exists', 'id', expect.stringMatching(/^The id /)],
  ])
})

test('sessions of a user are seen and ended', async () => {
  const visitor = installation.visitor()
  await ask(visitor, 'ada@example.com')
  const verified = await visitor.json(`${base}/magic-link/verify`, {
    token: tokenIn(await installation.mailTo('ada@example.com')),
  })
  const { id } = verified.json['user'] as { id: string }
  const [session] = (await get(`/users/${id}/sessions`)).json.items
  expect(session).toMatchObject({ user: id, application: 'shop', methods: ['email-link'] })
  const wiki = await limited({ applications: ['wiki'] })
  expect((await get(`/sessions/${session.id}`, wiki)).status).toBe(404)
  expect((await call('DELETE', `/sessions/${session.id}`)).status).toBe(204)
  expect((await visitor.get(`${base}/me`, {})).status).toBe(401)
  expect((await call('DELETE', `/users/${id}/sessions`)).json).toEqual({ revoked: 0 })
})

describe('an attempt', () => {
  test('tells in a sentence why somebody got in', async () => {
    const visitor = installation.visitor()
    const attempt = await ask(visitor, 'ada@example.com')
    const mail = await installation.mailTo('ada@example.com')
    const before = await get(`/attempts/${attempt}`)
    expect(before.json).toMatchObject({ state: 'open', verdict: { outcome: 'not-yet' } })
    expect(before.text).not.toContain('ada@example.com')
    await visitor.json(`${base}/magic-link/verify`, { token: tokenIn(mail) })
    const after = await get(`/attempts/${attempt}`)
    expect(after.json).toMatchObject({
      state: 'completed',
      email: 'ada@example.com',
      verdict: { code: 'signed-in', outcome: 'in' },
      messages: [{ kind: 'sign-in', state: 'sent' }],
    })
    expect(after.json.timeline.map(({ type }: { type: string }) => type)).toEqual(
      expect.arrayContaining(['link.requested', 'link.delivered', 'sign-in.completed']),
    )
    const token = tokenIn(mail)
    for (const secret of [token.split('.')[1] ?? '', mail.facts.code ?? '']) expect(after.text).not.toContain(secret)
  })

  test('of a banned user says so, and its address is shown to whoever asks by it', async () => {
    const id = await make('ada@example.com')
    await call('POST', `/users/${id}/ban`)
    const visitor = installation.visitor()
    const attempt = await ask(visitor, 'Ada@example.com')
    const token = tokenIn(await installation.mailTo('ada@example.com'))
    expect((await visitor.json(`${base}/magic-link/verify`, { token })).status).toBe(403)
    const listed = await get('/attempts?address=ADA@example.com')
    expect(listed.json).toMatchObject({
      items: [{ id: attempt, email: 'Ada@example.com', verdict: { code: 'user-banned', outcome: 'not-in' } }],
      standing: { user: id, status: 'banned', suppressedUntil: null, mailsLimitedUntil: null },
    })
    expect((await get('/attempts?address=nobody@example.com')).json.items).toEqual([])
    expect((await get('/attempts?address=nobody')).json.code).toBe('email-invalid')
  })

  test('of another application or tenant is as an unknown one', async () => {
    const attempt = await ask(installation.visitor(), 'ada@example.com')
    const unknown = await get(`/attempts/${'0'.repeat(26)}`)
    const others = [await limited({ applications: ['wiki'] }), await installation.key({ tenant: 'beta' })]
    for (const by of others) {
      expect((await get(`/attempts/${attempt}`, by)).text).toBe(unknown.text)
      expect((await get('/attempts?address=ada@example.com', by)).json).toMatchObject({ items: [] })
      expect((await get(`/messages?attempt=${attempt}`, by)).json.items).toEqual([])
    }
  })

  test('of another application leaves no trace in a page, and the address stands there like any other', async () => {
    const visitor = installation.visitor()
    for (const application of ['shop', 'wiki', 'shop']) await ask(visitor, 'ada@example.com', application)
    await call('PUT', '/suppressions/ada@example.com', {})
    const list = async (query: string, by: string) => (await get(`/attempts?address=ada@example.com&${query}`, by)).json
    const desk = await limited({ applications: ['desk'] })
    expect(await list('limit=1', desk)).toEqual({ items: [], standing: await standingOf('nobody@example.com') })
    const shop = await limited({ applications: ['shop'] })
    const first = await list('limit=1', shop)
    const rest = await list(`limit=1&after=${first.next}`, shop)
    expect(first).toMatchObject({ items: [{ id: first.next }], standing: { suppressedUntil: expect.any(String) } })
    expect([rest.items.length, rest.next]).toEqual([1, undefined])
    const all = await list('limit=3', key)
    expect(all.items.map(({ application }: { application: string }) => application)).toEqual(['shop', 'wiki', 'shop'])
    expect(all.next).toBeUndefined()
  })
})

const standingOf = async (address: string) => (await get(`/attempts?address=${address}`)).json.standing

test('an address that is suppressed by hand gets no mail until it is released', async () => {
  await make('ada@example.com')
  expect((await call('PUT', '/suppressions/Ada@example.com', { reason: 'left-us' })).status).toBe(204)
  const found = (await get('/suppressions/ada@example.com')).json
  expect(found).toMatchObject({ address: 'ada@example.com', reason: 'left-us' })
  const attempt = await ask(installation.visitor(), 'ada@example.com')
  await installation.runtime.runChores()
  expect((await get(`/attempts/${attempt}`)).json.verdict.code).toBe('suppressed')
  expect((await get('/suppressions')).json.items).toHaveLength(1)
  expect((await call('DELETE', '/suppressions/ada@example.com')).status).toBe(204)
  expect((await get('/suppressions/ada@example.com')).status).toBe(404)
  await ask(installation.visitor(), 'ada@example.com')
  await installation.mailTo('ada@example.com')
  expect((await events('address.released')).length).toBe(1)
})

test('budgets of an address are seen and given back', async () => {
  for (let count = 0; count < 3; count++) await ask(installation.visitor(), 'ada@example.com')
  const refused = await installation.visitor().json(`${base}/magic-link?application=shop`, { email: 'ada@example.com' })
  expect(refused.status).toBe(429)
  const { json } = await get('/limits/ada@example.com')
  const mails = json.items.find(({ counts }: { counts: string }) => counts === 'mails')
  expect(mails).toMatchObject({
    windows: [
      { most: 3, spent: 3 },
      { most: 10, spent: 3 },
    ],
  })
  expect(Date.parse(mails.limitedUntil)).toBeGreaterThan(Date.now())
  expect((await get('/attempts?address=ada@example.com')).json.standing.mailsLimitedUntil).toBe(mails.limitedUntil)
  const restored = await call('DELETE', '/limits/ada@example.com')
  expect(restored.json.items.every(({ limitedUntil }: { limitedUntil: unknown }) => limitedUntil === null)).toBe(true)
  await ask(installation.visitor(), 'ada@example.com')
  expect(await events('limit.restored')).toHaveLength(1)
})

test('a condition on what has no version holds for nothing', async () => {
  const tag = { 'if-match': '"1"' }
  expect((await call('PUT', '/suppressions/ada@example.com', {}, key, tag)).json.code).toBe('version-changed')
  expect((await get('/suppressions/ada@example.com')).status).toBe(404)
  expect((await call('PUT', '/suppressions/ada@example.com', {}, key, { 'if-match': '*' })).status).toBe(204)
})

test('budgets of a network are seen and given back, whatever the width', async () => {
  const peer = '2001:db8:7:1::9'
  const asked = async (at: number) => {
    const body = JSON.stringify({ email: `user${at}@example.com` })
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body }
    const path = `${origin}${base}/magic-link?application=shop`
    return (await installation.runtime.app.request(path, init, { peer })).status
  }
  for (let at = 0; at < 15; at++) expect(await asked(at)).toBe(200)
  expect(await asked(15)).toBe(429)
  const { json } = await get(`/limits/networks/${peer}`)
  expect(json.items).toMatchObject([
    { network: '2001:db8:7:1::/64', windows: [{ most: 30, spent: 15 }], proofFrom: 15, limitedUntil: null },
    { network: '2001:db8:7::/56', windows: [{ most: 120, spent: 15 }], proofFrom: 60 },
    { network: '2001:db8:7::/48', windows: [{ most: 600, spent: 15 }], proofFrom: 300 },
  ])
  const spent = (items: readonly { windows: readonly { spent: number }[] }[]) =>
    items.map(({ windows }) => windows[0]?.spent)
  expect(spent((await get('/limits/networks/2001:db8:7:2::1')).json.items)).toEqual([0, 15, 15])
  expect(spent((await get(`/limits/networks/${peer}`, await installation.key({ tenant: 'beta' }))).json.items)).toEqual(
    [0, 0, 0],
  )
  expect((await get(`/limits/networks/${peer}`, await limited({ applications: ['shop'] }))).status).toBe(404)
  expect((await get('/limits/networks/somewhere')).status).toBe(404)
  const restored = await call('DELETE', `/limits/networks/${encodeURIComponent(peer)}`)
  expect(spent(restored.json.items)).toEqual([0, 0, 0])
  expect(await asked(15)).toBe(200)
  expect(await events('limit.restored')).toMatchObject([{ reason: 'network' }])
})

test('invitations are sent, listed and withdrawn', async () => {
  const path = '/applications/shop/invitations'
  const made = await call('POST', path, { email: 'ada@example.com', roles: ['buyer'], invitedBy: 'Bob' })
  expect(made).toMatchObject({ status: 201, json: { state: 'open', roles: ['buyer'] } })
  await installation.mailTo('ada@example.com')
  expect((await get(path)).json.items).toMatchObject([{ id: made.json.id }])
  expect((await get(`/applications/wiki/invitations/${made.json.id}`)).status).toBe(404)
  expect((await call('POST', path, { email: 'a@example.com', roles: ['thief'] })).status).toBe(400)
  for (const invitedBy of ['www.example.com', 'evil.example', 'Ann \u202e gnp']) {
    expect((await call('POST', path, { email: 'a@example.com', invitedBy })).json.errors[0].path).toBe('body.invitedBy')
  }
  expect((await call('DELETE', `${path}/${made.json.id}`)).status).toBe(204)
  expect((await get(`${path}/${made.json.id}`)).json.state).toBe('revoked')
})

describe('events', () => {
  test('are found by what they are about, in both orders, within their time', async () => {
    const id = await make('ada@example.com')
    await make('bob@example.com')
    const from = new Date(Date.now() - 1000).toISOString()
    const types = async (query: string) =>
      (await get(`/events?${query}`)).json.items.map(({ type }: { type: string }) => type)
    expect(await types('type=user.created')).toHaveLength(2)
    expect(await types(`type=user.created&user=${id}`)).toHaveLength(1)
    expect(await types(`type=user.created&from=${from}&order=oldest`)).toHaveLength(2)
    expect(await types(`type=user.created&to=${from}`)).toHaveLength(0)
    expect(await types('type=user.created&application=wiki')).toHaveLength(0)
    const [created] = await events('user.created')
    expect(await types(`type=user.created&actor=${created?.actor}`)).toHaveLength(2)
    const page = await get('/events?type=user.created&limit=1')
    const rest = await get(`/events?type=user.created&limit=1&after=${page.json.next}`)
    expect([page.json.items[0].user, rest.json.items[0].user]).toEqual([expect.not.stringMatching(id), id])
  })

  test('of what staff did to people of one application are not for another one’s key', async () => {
    const id = await make('bob@example.com', { application: 'wiki' })
    const visitor = installation.visitor()
    await ask(visitor, 'bob@example.com', 'wiki')
    const token = tokenIn(await installation.mailTo('bob@example.com'))
    await visitor.json(`${base}/magic-link/verify?application=wiki`, { token })
    const [session] = (await get(`/users/${id}/sessions`)).json.items
    await call('DELETE', `/sessions/${session.id}`)
    await call('POST', `/users/${id}/ban`)
    await call('DELETE', `/users/${id}`)
    const told = async (by: string) => (await get(`/events?user=${id}`, by)).json.items
    expect(await told(await limited({ applications: ['shop'] }))).toEqual([])
    const inWiki = (await told(await limited({ applications: ['wiki'] }))).map(({ type }: { type: string }) => type)
    expect(inWiki).toEqual(expect.arrayContaining(['session.revoked', 'user.banned', 'user.removed']))
  })

  test('go out as lines of JSON, all that the key may see', async () => {
    for (let count = 0; count < 3; count++) await make(`user${count}@example.com`)
    const all = await get('/events/export')
    expect(all.headers.get('content-type')).toContain('application/x-ndjson')
    const lines = all.text.trim().split('\n')
    expect(lines.map((line) => JSON.parse(line).type).filter((type) => type === 'user.created')).toHaveLength(3)
    const wiki = await limited({ applications: ['wiki'] })
    expect((await get('/events/export?type=user.created', wiki)).text).toBe('')
  })
})

test('a mail that cannot be sent waits, is hurried, and is dropped', async () => {
  installation.setTransport(() => ({ kind: 'later', reason: 'smtp-451' }))
  const attempt = await ask(installation.visitor(), 'ada@example.com')
  const waiting = async () => (await get(`/messages?attempt=${attempt}`)).json.items[0]
  await expect.poll(async () => (await waiting()).reason).toBe('smtp-451')
  const { id } = await waiting()
  expect((await get(`/attempts/${attempt}`)).json.verdict).toMatchObject({ code: 'mail-waiting' })
  expect((await call('POST', `/messages/${id}/retry`)).status).toBe(200)
  expect((await call('POST', `/messages/${id}/cancel`)).json).toMatchObject({ state: 'dropped', reason: 'cancelled' })
  expect((await call('POST', `/messages/${id}/cancel`)).status).toBe(412)
  expect((await get(`/attempts/${attempt}`)).json.verdict).toMatchObject({ code: 'mail-cancelled' })
  expect((await get('/messages?state=dropped')).json.items).toMatchObject([
    { id, to: expect.not.stringContaining('ada@') },
  ])
})
