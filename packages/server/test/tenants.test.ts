import type { Id, Instant } from 'postern/kit'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { applications } from '../src/resources/application.ts'
import { hostRecord } from '../src/resources/host.ts'
import { proveHost, type ResolveTxt } from '../src/resources/prove-host.ts'
import { system } from '../src/resources/resource.ts'
import { change, remove } from '../src/resources/shelf.ts'
import { tenants } from '../src/resources/tenant.ts'
import { type Installation, install, origin } from './in-process.ts'
import { tokenIn } from './mail-box.ts'
import type { Visitor } from './visitor.ts'

let installation: Installation

beforeEach(async () => {
  installation = await install()
  await installation.tenant('acme')
  await installation.application('acme', 'shop', { name: 'Shop', startUrl: 'https://shop.example/' })
  await installation.application('acme', 'wiki', { name: 'Wiki' })
  await installation.tenant('beta')
  await installation.application('beta', 'desk', { name: 'Desk' })
})

afterEach(() => installation.close())

async function ask(visitor: Visitor, base: string, email: string, application?: string): Promise<string> {
  const query = application === undefined ? '' : `?application=${application}`
  const page = await visitor.get(`${base}/sign-in${query}`)
  expect(page.status).toBe(200)
  const [, action = ''] = /<form class="stack" method="post" action="([^"]+)"/.exec(page.text) ?? []
  const sent = await visitor.form(action.replaceAll('&amp;', '&'), { email })
  expect([sent.status, sent.location]).toEqual([303, expect.stringMatching(/\/check-email\//)])
  return sent.location ?? ''
}

async function signIn(visitor: Visitor, base: string, email: string, application?: string) {
  await ask(visitor, base, email, application)
  const mail = await installation.mailTo(email)
  const verified = await visitor.json(`${base}/magic-link/verify`, { token: tokenIn(mail) })
  expect(verified.json['status']).toBe('signed-in')
  return { mail, verified }
}

describe('the same address', () => {
  test('is two people in two tenants, and neither session is one in the other', async () => {
    const visitor = installation.visitor()
    const one = await signIn(visitor, '/t/acme/auth', 'ann@example.com')
    const other = await signIn(visitor, '/t/beta/auth', 'ann@example.com')
    const idOf = ({ verified }: typeof one) => (verified.json['user'] as { id: string }).id
    expect(idOf(one)).not.toBe(idOf(other))
    expect([...visitor.cookies.keys()].filter((name) => name.includes('session'))).toEqual([
      '__Host-postern-session-acme',
      '__Host-postern-session-beta',
    ])
    const thief = installation.visitor()
    thief.cookies.set('__Host-postern-session-beta', visitor.cookies.get('__Host-postern-session-acme') ?? '')
    expect((await thief.get('/t/beta/auth/me', {})).status).toBe(401)
    expect((await visitor.get('/t/beta/auth/me', {})).json['id']).toBe(idOf(other))
  })

  test('is one person in two applications of a tenant, with a registration in each', async () => {
    const one = await signIn(installation.visitor(), '/t/acme/auth', 'ann@example.com', 'shop')
    const other = await signIn(installation.visitor(), '/t/acme/auth', 'ann@example.com', 'wiki')
    const id = (one.verified.json['user'] as { id: Id<'user'> }).id
    expect((other.verified.json['user'] as { id: string }).id).toBe(id)
    const person = await installation.runtime.engine.exportUser(await scope('acme', 'shop'), { id })
    expect(person?.registrations.map(({ application }) => application).sort()).toEqual(['shop', 'wiki'])
  })
})

describe('a link of one tenant', () => {
  test('is unknown at another, and its code as well', async () => {
    const visitor = installation.visitor()
    await ask(visitor, '/t/acme/auth', 'ann@example.com')
    const mail = await installation.mailTo('ann@example.com')
    expect(mail.facts.link).toMatch(/^https:\/\/sign-in\.example\.com\/t\/acme\/auth\/link\//)
    const token = tokenIn(mail)
    const [attemptId] = token.split('.')
    for (const [path, body, code] of [
      ['/t/beta/auth/magic-link/verify', { token }, 'link-unknown'],
      ['/auth/magic-link/verify', { token }, 'link-unknown'],
      [`/t/beta/auth/attempts/${attemptId}/open`, { token }, 'link-unknown'],
      [`/t/beta/auth/attempts/${attemptId}/cancel`, { token }, 'link-unknown'],
      ['/t/beta/auth/code/verify', { attemptId, code: mail.facts.code }, 'attempt-unknown'],
    ] as const)
      expect([path, (await visitor.json(path, body)).json['code']]).toEqual([path, code])
    expect((await visitor.json('/t/acme/auth/magic-link/verify', { token })).json['status']).toBe('signed-in')
  })
})

describe('an application that is not its tenant’s first', () => {
  test('keeps its name on every page of its attempt, and its mail leads to it', async () => {
    const visitor = installation.visitor()
    const waiting = await ask(visitor, '/t/acme/auth', 'ann@example.com', 'wiki')
    expect(waiting).toMatch(/^\/t\/acme\/auth\/check-email\//)
    const page = (await visitor.get(waiting)).text
    expect(page).toContain('Wiki')
    expect(page).toContain('href="/t/acme/auth/sign-in?application=wiki"')
    const mail = await installation.mailTo('ann@example.com')
    expect(mail.subject).toContain('Wiki')
    const landing = (await visitor.get(new URL(mail.facts.link ?? '').pathname)).text
    expect(landing).toContain('Wiki')
    expect(landing).not.toContain('Shop')
    const verified = await visitor.json('/t/acme/auth/magic-link/verify', { token: tokenIn(mail) })
    expect(verified.json['next']).toBe(`${origin}/t/acme/auth/signed-in`)
    expect((await visitor.get('/t/acme/auth/signed-in')).text).toContain('Wiki')
    const out = await visitor.form('/t/acme/auth/sign-out', {})
    expect(out.location).toBe('/t/acme/auth/signed-out?application=wiki')
  })

  test('has invitations whose links name it', async () => {
    const visitor = installation.visitor()
    const outcome = await installation.runtime.engine.invite(await scope('acme', 'wiki'), {
      address: { address: 'bob@example.com', key: 'bob@example.com' },
      roles: [],
      locale: 'en',
      expiresIn: 86_400_000,
    })
    expect(outcome.kind).toBe('invited')
    const mail = await installation.mailTo('bob@example.com')
    const url = new URL(mail.facts.link ?? '')
    expect(url.pathname + url.search).toMatch(/^\/t\/acme\/auth\/invitation\/[0-9a-z]{26}\?application=wiki$/)
    const landing = await visitor.get(url.pathname + url.search)
    expect(landing.text).toContain('Wiki')
    const id = url.pathname.split('/').at(-1)
    const [, action = ''] = /action="([^"]+)" data-fragment/.exec(landing.text) ?? []
    const opened = await visitor.json(action, { token: `${id}.${url.hash.slice(1)}` })
    expect(opened.json).toMatchObject({ status: 'open', application: { id: 'wiki' } })
    const elsewhere = await visitor.json(`/t/acme/auth/invitations/${id}/open`, { token: `${id}.${url.hash.slice(1)}` })
    expect(elsewhere.json['code']).toBe('invitation-unknown')
  })
})

describe('an application whose sign-in is off', () => {
  const off = () =>
    change(
      { desk: installation.desk, resource: tenants, tenant: system },
      { id: 'acme', patch: { status: 'suspended' } },
    )

  test('says so on its page, in words of its own, and leads nowhere', async () => {
    await off()
    const page = await installation.visitor().get('/t/acme/auth/sign-in')
    expect([page.status, page.text]).toEqual([403, expect.stringContaining('Nobody can sign in here right now')])
    expect(page.text).not.toMatch(/No new accounts|<form|href="[^"]*\/sign-in"/)
  })

  test('neither begins nor completes anything, and spends nothing', async () => {
    const visitor = installation.visitor()
    const waiting = await ask(visitor, '/t/acme/auth', 'ann@example.com')
    const mail = await installation.mailTo('ann@example.com')
    const token = tokenIn(mail)
    const attemptId = waiting.split('/').at(-1)
    await off()
    const refused = { status: 403, json: expect.objectContaining({ code: 'sign-in-off' }) }
    for (const [path, body] of [
      ['/magic-link', { email: 'ann@example.com' }],
      ['/magic-link/verify', { token }],
      ['/code/verify', { attemptId, code: mail.facts.code }],
      [`/attempts/${attemptId}/resend`, {}],
      [`/attempts/${attemptId}/approve`, { token, number: '10' }],
    ] as const)
      expect([path, await visitor.json(`/t/acme/auth${path}`, body)]).toEqual([path, expect.objectContaining(refused)])
    expect((await visitor.get('/t/acme/auth/sign-in')).status).toBe(403)
    await change(
      { desk: installation.desk, resource: tenants, tenant: system },
      { id: 'acme', patch: { status: 'active' } },
    )
    expect((await visitor.json('/t/acme/auth/magic-link/verify', { token })).json['status']).toBe('signed-in')
  })
})

describe('a host of a tenant’s own', () => {
  const id = 'acme' as Id<'tenant'>
  const prove = (tenant: Id<'tenant'>, texts: readonly string[]) => {
    const resolveTxt: ResolveTxt = async (name) => (name === '_postern.login.acme.example' ? texts : [])
    return proveHost({ desk: installation.desk, resolveTxt, baseUrl: `${origin}/auth` }, tenant)
  }
  const wants = (tenant: string) =>
    change(
      { desk: installation.desk, resource: tenants, tenant: system },
      { id: tenant, patch: { pendingHost: 'login.acme.example' } },
    )

  test('is its own once its DNS says so, and then it is nowhere else', async () => {
    expect((await wants('acme')).kind).toBe('done')
    const elsewhere = installation.visitor('https://login.acme.example')
    expect((await elsewhere.get('/auth/sign-in')).status).toBe(421)
    const { value } = hostRecord(installation.desk.ports, 'acme', 'login.acme.example')
    expect(await prove(id, ['v=spf1 -all', value.slice(0, -1)])).toMatchObject({ kind: 'unproved', record: { value } })
    expect(await prove(id, ['v=spf1 -all', value])).toEqual({ kind: 'proved', host: 'login.acme.example' })
    const { mail } = await signIn(elsewhere, '/auth', 'ann@example.com', 'wiki')
    expect(mail.facts.link).toMatch(/^https:\/\/login\.acme\.example\/auth\/link\//)
    expect((await elsewhere.get('/auth/me', {})).json['email']).toBe('ann@example.com')
    expect((await installation.visitor().get('/t/acme/auth/sign-in')).status).toBe(404)
    expect((await elsewhere.get('/t/beta/auth/sign-in')).status).toBe(404)
    expect((await elsewhere.get('/auth/sign-in?application=desk')).status).toBe(404)
  })

  test('is proved by nobody else’s record, and two tenants never have it', async () => {
    await wants('acme')
    await wants('beta')
    const record = (tenant: string) => hostRecord(installation.desk.ports, tenant, 'login.acme.example').value
    expect((await prove('beta' as Id<'tenant'>, [record('acme')])).kind).toBe('unproved')
    expect((await prove(id, [record('acme'), record('beta')])).kind).toBe('proved')
    expect((await prove('beta' as Id<'tenant'>, [record('acme'), record('beta')])).kind).toBe('taken')
    const where = { desk: installation.desk, resource: tenants, tenant: system }
    expect(await change(where, { id: 'beta', patch: { host: 'login.acme.example' } })).toMatchObject({
      kind: 'invalid',
      faults: [{ path: 'host' }],
    })
    await change(where, { id: 'acme', patch: { host: null } })
    expect((await prove('beta' as Id<'tenant'>, [record('beta')])).kind).toBe('proved')
  })
})

describe('an application of bearers', () => {
  const claimsOf = (tokens: unknown): Record<string, unknown> => {
    const [, payload = ''] = (tokens as { accessToken: string }).accessToken.split('.')
    return JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>
  }

  test('says in its tokens what its settings want, and gives only roles that it lists', async () => {
    const claims = { fixed: { plan: 'pro' }, user: { team: 'team' }, registration: { seat: 'seat' } }
    await installation.application('acme', 'api', {
      roles: ['reader'],
      settings: { tokens: { mode: 'bearer', claims } },
    })
    const { verified } = await signIn(installation.visitor(), '/t/acme/auth', 'ann@example.com', 'api')
    const first = claimsOf(verified.json['tokens'])
    expect(first).toMatchObject({ iss: `${origin}/t/acme/auth`, client_id: 'api', plan: 'pro', roles: [] })
    expect(first).not.toHaveProperty('team')
    const { id } = verified.json['user'] as { id: Id<'user'> }
    const of = await scope('acme', 'api')
    const roles = ['reader', 'owner']
    await installation.runtime.engine.updateUser(of, { id, data: { team: 'blue', other: 1 }, roles })
    await installation.runtime.engine.changeRegistration(of, { user: id, data: { seat: 12 }, actor: 'cli' })
    const { refreshToken } = verified.json['tokens'] as { refreshToken: string }
    const refreshed = await installation.visitor().json('/t/acme/auth/refresh?application=api', { refreshToken })
    const later = claimsOf(refreshed.json['tokens'])
    expect(later).toMatchObject({ plan: 'pro', team: 'blue', seat: 12, roles: ['reader'] })
    expect(later).not.toHaveProperty('other')
    const elsewhere = await installation.visitor().json('/t/acme/auth/refresh?application=shop', { refreshToken })
    expect(elsewhere.json['code']).toBe('refresh-unknown')
    const again = await signIn(installation.visitor(), '/t/acme/auth', 'ann@example.com', 'api')
    expect(claimsOf(again.verified.json['tokens'])).toMatchObject({ team: 'blue', seat: 12, roles: ['reader'] })
  })

  test('refreshes nothing while its tenant is suspended', async () => {
    await installation.application('acme', 'api', { settings: { tokens: { mode: 'bearer' } } })
    const { verified } = await signIn(installation.visitor(), '/t/acme/auth', 'ann@example.com', 'api')
    const { refreshToken } = verified.json['tokens'] as { refreshToken: string }
    const where = { desk: installation.desk, resource: tenants, tenant: system }
    await change(where, { id: 'acme', patch: { status: 'suspended' } })
    const refused = await installation.visitor().json('/t/acme/auth/refresh?application=api', { refreshToken })
    expect(refused.json['code']).toBe('sign-in-off')
  })

  test('gives no access token for a session’s cookie either, until it is suspended no more', async () => {
    await installation.application('acme', 'api', { settings: { tokens: { mode: 'cookie' } } })
    const visitor = installation.visitor()
    await signIn(visitor, '/t/acme/auth', 'ann@example.com', 'api')
    const where = { desk: installation.desk, resource: tenants, tenant: system }
    const given = async () => (await visitor.json('/t/acme/auth/refresh?application=api', {})).json
    expect(await given()).toHaveProperty('tokens')
    await change(where, { id: 'acme', patch: { status: 'suspended' } })
    expect(await given()).toMatchObject({ code: 'sign-in-off' })
    await change(where, { id: 'acme', patch: { status: 'active' } })
    expect(await given()).toHaveProperty('tokens')
  })
})

test('a tenant’s own limits hold for its addresses and for nobody else’s', async () => {
  const where = { desk: installation.desk, resource: tenants, tenant: system }
  await change(where, { id: 'acme', patch: { limits: { mailsPerQuarterHour: 1 } } })
  const asked = async (tenant: string) =>
    (await installation.visitor().json(`/t/${tenant}/auth/magic-link`, { email: 'ann@example.com' })).status
  expect([await asked('acme'), await asked('acme'), await asked('beta'), await asked('beta')]).toEqual([
    200, 429, 200, 200,
  ])
})

test('pages speak the languages of their tenant and no other', async () => {
  const where = { desk: installation.desk, resource: tenants, tenant: system }
  await change(where, { id: 'acme', patch: { settings: { locales: ['de', 'fr'] } } })
  const spoken = async (tenant: string, wanted: string) => {
    const headers = { accept: 'text/html', 'accept-language': wanted }
    return /<html lang="(\w+)"/.exec((await installation.visitor().get(`/t/${tenant}/auth/sign-in`, headers)).text)?.[1]
  }
  expect([await spoken('acme', 'es, fr;q=0.5'), await spoken('acme', 'es'), await spoken('beta', 'es')]).toEqual([
    'fr',
    'de',
    'es',
  ])
})

test('a preview is a redirect, and what only looks like one is refused', async () => {
  await installation.application('acme', 'site', { previews: ['https://pr-*.preview.acme.example/cb'] })
  const status = async (url: string) =>
    (await installation.visitor().get(`/t/acme/auth/sign-in?application=site&redirect_uri=${encodeURIComponent(url)}`))
      .status
  expect(await status('https://pr-7.preview.acme.example/cb')).toBe(200)
  expect(await status('https://pr-7.evil.example/.preview.acme.example/cb')).toBe(400)
  const where = { desk: installation.desk, resource: applications, tenant: 'acme' as Id<'tenant'> }
  expect(await change(where, { id: 'site', patch: { previews: ['https://*.vercel.app/cb'] } })).toMatchObject({
    kind: 'invalid',
    faults: [{ path: 'previews.0' }],
  })
  expect(
    await change(where, { id: 'site', patch: { settings: { code: { kind: 'digits', length: 4 } } } }),
  ).toMatchObject({
    kind: 'invalid',
    faults: [{ path: 'settings.code', why: expect.stringMatching(/too short/) }],
  })
})

test('a preview that was written down below a host of everybody’s is none, and its application goes on', async () => {
  await installation.application('acme', 'site', { previews: ['https://*.preview.acme.example/cb'] })
  const { store } = installation.runtime.ports
  const at = { tenant: 'acme' as Id<'tenant'>, now: Date.now() as Instant, kind: 'application', id: 'site' }
  const { json = '', version = 0 } = (await store.documents.find(at)) ?? {}
  const previews = ['https://*.a.run.app/cb', ...(JSON.parse(json) as { previews: string[] }).previews]
  await store.documents.put({ ...at, version, json: JSON.stringify({ ...JSON.parse(json), previews }) })
  const status = async (url: string) =>
    (await installation.visitor().get(`/t/acme/auth/sign-in?application=site&redirect_uri=${encodeURIComponent(url)}`))
      .status
  expect(await status('https://evil-7xk2.a.run.app/cb')).toBe(400)
  expect(await status('https://pr-7.preview.acme.example/cb')).toBe(200)
})

test('a suspended tenant’s own key is unknown, and the installation’s still reads it', async () => {
  const keys = [await installation.key({ tenant: 'acme' }), await installation.key()]
  const where = { desk: installation.desk, resource: tenants, tenant: system }
  const read = async () =>
    Promise.all(
      keys.map(
        async (key) =>
          (await installation.visitor().get('/api/v1/tenants/acme/host', { authorization: `Bearer ${key}` })).status,
      ),
    )
  expect(await read()).toEqual([200, 200])
  await change(where, { id: 'acme', patch: { status: 'suspended' } })
  expect(await read()).toEqual([401, 200])
})

test('signing out ends the session whose cookie goes, whichever application of the tenant is named', async () => {
  const [visitor, thief] = [installation.visitor(), installation.visitor()]
  await signIn(visitor, '/t/acme/auth', 'ann@example.com', 'wiki')
  for (const [name, value] of visitor.cookies) thief.cookies.set(name, value)
  expect((await thief.get('/t/acme/auth/me')).status).toBe(200)
  expect((await visitor.json('/t/acme/auth/sign-out?application=shop', {})).status).toBe(204)
  expect((await thief.get('/t/acme/auth/me?application=wiki')).status).toBe(401)
})

test('whoever was signed in to an application that is gone signs in to another one of its tenant, and out', async () => {
  const visitor = installation.visitor()
  await signIn(visitor, '/t/acme/auth', 'ann@example.com', 'wiki')
  const where = { desk: installation.desk, resource: applications, tenant: 'acme' as Id<'tenant'> }
  expect(await remove(where, { id: 'wiki' })).toEqual({ kind: 'done' })
  expect((await visitor.get('/t/acme/auth/me')).status).toBe(401)
  const { verified } = await signIn(visitor, '/t/acme/auth', 'ann@example.com')
  expect(verified.json['next']).toBe('https://shop.example/')
  expect((await visitor.json('/t/acme/auth/sign-out', {})).status).toBe(204)
  expect((await visitor.get('/t/acme/auth/sign-in?application=wiki')).status).toBe(404)
})

async function scope(tenant: string, application: string) {
  const found = await installation.directory.find({ tenant, application })
  if (!found) throw new Error('no such application')
  return found
}

test('what is not there is not there for a page of another origin either, at every tenant’s path', async () => {
  for (const path of ['/auth/nowhere', '/t/acme/auth/nowhere', '/t/nobody/auth/nowhere'])
    expect([path, (await installation.visitor().get(path, { origin: 'https://spa.example' })).status]).toEqual([
      path,
      404,
    ])
})
