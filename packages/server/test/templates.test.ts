/** Mails and pages in a tenant's own words and colours: a real process, a real mail server, on either store. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import PostalMime, { type Email } from 'postal-mime'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Browser, browser } from './browser.ts'
import { type MailServer, mailServer } from './mail-server.ts'
import { cleanUp, dev, type Environment, newFolder, type Postern, run, until } from './process.ts'
import { databaseSetting } from './store.ts'

// Each save starts a thread, which a busy machine does slowly.
vi.setConfig({ testTimeout: 120_000 })

const rootKey = 'a-root-key-of-at-least-thirty-two-letters'
let smtp: MailServer
let folder: string
let caller: Browser
let url: string

beforeEach(async () => {
  smtp = await mailServer()
  folder = newFolder()
})

afterEach(async () => {
  caller?.close()
  await cleanUp()
  await smtp.close()
})

const environment = (): Environment => ({
  POSTERN_ROOT_KEY: rootKey,
  POSTERN_LIMITS: 'off',
  SMTP_URL: smtp.url,
  MAIL_FROM: 'Acme <no-reply@acme.example>',
})

async function begin(): Promise<Postern> {
  const server = await dev({ folder, env: environment() })
  url = server.url
  caller = browser(url)
  return server
}

async function send(method: 'GET' | 'POST' | 'PATCH', path: string, json?: object) {
  const headers = { authorization: `Bearer ${rootKey}`, ...(path !== '/tenants' && { 'postern-tenant': 'acme' }) }
  const answer = await caller.ask(`/api/v1${path}`, { method, headers, ...(json && { json }) })
  return { status: answer.status, json: answer.json() }
}

async function made(path: string, json: object): Promise<void> {
  const answer = await send('POST', path, json)
  expect([path, answer.status, answer.json]).toEqual([path, 201, expect.anything()])
}

/** Asks to sign in, and reads the mail as a mail program does. */
async function mailTo(email: string): Promise<Email> {
  const someone = browser(url)
  expect((await someone.ask('/t/acme/auth/magic-link', { json: { email } })).status).toBe(200)
  someone.close()
  return PostalMime.parse((await smtp.next(email)).raw)
}

const own = {
  subject: 'Ahoy, {{ code }} opens {{ application.name }}',
  html: '<p>Ahoy {{ email }}: <b>{{ code }}</b> <a href="{{ link }}">{{ words.button }}</a></p>',
  text: 'Ahoy {{ email }}: {{ code }}\n{{ link }}\n',
}

test('a template and a reply address are those of the tenant, from the first draft to the mail that arrives', async () => {
  await begin()
  await made('/tenants', { id: 'acme', name: 'Acme', settings: { replyTo: 'help@acme.example' } })
  await made('/applications', { id: 'shop', name: 'The Shop' })
  const before = await mailTo('before@example.com')
  expect(before.replyTo).toMatchObject([{ address: 'help@acme.example' }])

  const preview = await send('POST', '/templates/preview', { kind: 'sign-in', ...own })
  expect(preview.json).toMatchObject({ subject: 'Ahoy, 482931 opens The Shop', warnings: expect.any(Array) })
  await made('/templates', { id: '_.sign-in._', ...own })
  const trial = await send('POST', '/templates/_.sign-in._/test', { to: 'ops@example.com' })
  expect(trial.status).toBe(202)
  const tried = await PostalMime.parse((await smtp.next('ops@example.com')).raw)
  expect(tried.subject).toBe('[Test] Ahoy, 482931 opens The Shop')

  const mail = await mailTo('ann@example.com')
  expect(mail.subject).toMatch(/^Ahoy, \d{6} opens The Shop$/)
  expect(mail.replyTo).toMatchObject([{ address: 'help@acme.example' }])
  expect(mail.html).toMatch(/<p>Ahoy ann@example\.com: <b>\d{6}<\/b>/)
  expect(mail.text).toContain('This stops it:')
  // What arrived opens the door.
  const { link } = await smtp.next('ann@example.com')
  const token = `${/link\/([0-9a-z]+)#/.exec(link)?.[1]}.${link.split('#')[1]}`
  const verified = await caller.ask('/t/acme/auth/magic-link/verify', { json: { token, email: 'ann@example.com' } })
  expect(verified.json()).toMatchObject({ status: 'signed-in', user: { email: 'ann@example.com' } })

  const { version } = (await send('GET', '/templates/_.sign-in._')).json
  expect(version).toBe(1)
  expect((await send('PATCH', '/templates/_.sign-in._', { subject: 'Second {{ code }}' })).status).toBe(200)
  expect((await mailTo('bob@example.com')).subject).toMatch(/^Second /)
  expect((await send('POST', '/templates/_.sign-in._/restore', { version: 1 })).json).toMatchObject({ version: 3 })
  expect((await mailTo('cyd@example.com')).subject).toMatch(/^Ahoy, /)
})

test('where a template fails, the mail goes in the usual words, and the trail and the log say so', async () => {
  const server = await begin()
  await made('/tenants', { id: 'acme', name: 'Acme' })
  await made('/applications', { id: 'shop', name: 'The Shop' })
  // Well with every sample; without end for whoever has such data.
  const text = `${own.text}{% for a in (1..user.data.n) %}{% for b in (1..user.data.n) %}{{ b }}{% endfor %}{% endfor %}`
  await made('/templates', { id: 'shop.sign-in._', ...own, text })
  await made('/users', { email: 'ann@example.com', application: 'shop', data: { n: 9000 } })
  const mail = await mailTo('ann@example.com')
  expect(mail.subject).toMatch(/^\d{3} \d{3} is your The Shop code$/)
  const events = async () => (await send('GET', '/events?limit=100')).json['items'] as { type: string }[]
  const failed = await until(async () => (await events()).find(({ type }) => type === 'template.failed'), 'the event')
  expect(failed).toMatchObject({ about: { kind: 'template', id: 'shop.sign-in._', version: '1' } })
  expect(server.stdout() + server.stderr()).toMatch(
    /route=template acme\/shop\.sign-in\._\s+Error (?:not-written|too-slow|died)/,
  )
})

test('a template of the longest parts is taken, and what is longer than a body may be is told its size', async () => {
  await begin()
  await made('/tenants', { id: 'acme', name: 'Acme' })
  await made('/applications', { id: 'shop', name: 'The Shop' })
  const long = (part: string): string => part + '\u20ac'.repeat(99_000 - part.length)
  await made('/templates', { id: '_.sign-in._', ...own, html: long(own.html), text: long(own.text) })
  const more = await send('POST', '/templates', { id: '_.sign-in.de', ...own, html: 'x'.repeat(1_100_000) })
  expect([more.status, more.json['code'], more.json['title']]).toEqual([
    413,
    'too-large',
    expect.stringContaining('1 MiB for a template'),
  ])
  const other = await send('POST', '/applications', { id: 'big', name: 'x'.repeat(300_000) })
  expect([other.status, other.json['code']]).toEqual([413, 'too-large'])
})

test('a file brings a template and a theme, twice alike, and a running server uses them', async () => {
  await begin()
  const file = join(folder, 'installation.json')
  const acme = (action: string) => ({
    applications: { shop: { name: 'The Shop' } },
    themes: { _: { light: { action, link: action }, radius: 2 } },
    templates: { 'shop.sign-in._': own },
  })
  const env = { ...environment(), ...(await databaseSetting(folder)) }
  const apply = async (content: object) => {
    writeFileSync(file, JSON.stringify({ tenants: { acme: content } }))
    return run(['apply', 'installation.json', '--dev', '--json'], { folder, env })
  }
  const first = await apply(acme('#0d6a44'))
  expect([first.code, first.stderr]).toEqual([0, ''])
  expect(actsOf(first.stdout)).toEqual([
    'create tenant acme',
    'create application acme/shop',
    'create theme acme/_',
    'create template acme/shop.sign-in._',
  ])
  expect(actsOf((await apply(acme('#0d6a44'))).stdout)).toEqual([])
  const sheet = async () => {
    const page = await caller.ask('/t/acme/auth/sign-in', { headers: { accept: 'text/html' } })
    const [, path] = /href="([^"]+\/assets\/theme\/[^"]+)"/.exec(page.text) ?? []
    return path && (await caller.ask(path)).text
  }
  expect(await until(sheet, 'the theme')).toContain('--action:#0d6a44')
  expect((await mailTo('ann@example.com')).subject).toMatch(/^Ahoy, /)

  expect(actsOf((await apply(acme('#7a1f5c'))).stdout)).toEqual(['change theme acme/_'])
  await until(async () => ((await sheet())?.includes('--action:#7a1f5c') ? true : undefined), 'the other colour')
  const pale = await apply(acme('#eeeeee'))
  expect(pale.code).not.toBe(0)
  expect(pale.stdout + pale.stderr).toMatch(/theme acme\/_, light\.\w+: /)
  expect(await sheet()).toContain('--action:#7a1f5c')
})

function actsOf(stdout: string): readonly string[] {
  const { acts } = JSON.parse(stdout) as { readonly acts: readonly { readonly act: string; readonly what: string }[] }
  return acts.map(({ act, what }) => `${act} ${what}`)
}
