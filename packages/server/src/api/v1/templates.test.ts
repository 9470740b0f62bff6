import { Worker } from 'node:worker_threads'
import { afterEach, expect, test, vi } from 'vitest'
import { type Installation, install } from '../../../test/in-process.ts'

// The first save or try starts a thread, which a busy machine does slowly.
vi.setConfig({ testTimeout: 60_000 })

const open: Installation[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

async function acme() {
  const at = await install()
  open.push(at)
  await at.tenant('acme')
  await at.application('acme', 'shop')
  await at.application('acme', 'blog')
  const key = await at.key({ tenant: 'acme' })
  const send = async (method: string, path: string, body?: object, more: { key?: string; match?: string } = {}) => {
    const answer = await at.runtime.app.request(`https://sign-in.example.com/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${more.key ?? key}`,
        ...(body && { 'content-type': 'application/json' }),
        ...(more.match && { 'if-match': more.match }),
      },
      ...(body && { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    const retryAfter = answer.headers.get('retry-after')
    return { status: answer.status, retryAfter, json: (text === '' ? {} : JSON.parse(text)) as Record<string, never> }
  }
  return { at, send }
}

const parts = {
  subject: 'Hello {{ code }}',
  html: '<p>{{ code }} {{ link }} {{ state.cart }} {{ user.name }}</p>',
  text: '{{ code }} {{ link }} {{ state.cart }}',
}

test('a template is made, previewed, changed and put back to an older version', async () => {
  const { send } = await acme()
  expect(await send('POST', '/templates', { id: 'shop.sign-in._', ...parts })).toMatchObject({ status: 201 })
  const wanted = { kind: 'sign-in', id: 'shop.sign-in._', state: { cart: 'Two <hats>' }, user: { name: 'Grace' } }
  expect(await send('POST', '/templates/preview', wanted)).toMatchObject({
    status: 200,
    json: {
      subject: 'Hello 482931',
      html: expect.stringContaining('Two &lt;hats&gt; Grace'),
      text: expect.stringContaining('Two <hats>'),
      template: 'shop.sign-in._',
      warnings: [{ path: 'html' }, { path: 'text' }],
    },
  })
  await send('PATCH', '/templates/shop.sign-in._', { subject: 'Bye {{ code }}' })
  expect(await send('POST', '/templates/shop.sign-in._/restore', { version: 1 })).toMatchObject({
    status: 200,
    json: { subject: parts.subject, version: 3 },
  })
  expect((await send('GET', '/templates/shop.sign-in._/history')).json).toMatchObject({
    items: [{ version: 3 }, { version: 2, subject: 'Bye {{ code }}' }, { version: 1 }],
  })
})

test('what is wrong with a template is told by its part, and nothing is saved', async () => {
  const { send } = await acme()
  const refused = await send('POST', '/templates', { id: '_.sign-in.fr', ...parts, html: '<p>{{ cod }}</p>' })
  expect(refused).toMatchObject({
    status: 400,
    json: {
      code: 'values-invalid',
      errors: [
        { path: 'body.html', why: 'names cod, which there is not in this mail' },
        { path: 'body.html', why: 'must always carry {{ code }}' },
        { path: 'body.html', why: 'must always carry {{ link }}' },
      ],
    },
  })
  expect((await send('GET', '/templates')).json).toEqual({ items: [] })
})

test('without parts a preview is the mail as it would be written now', async () => {
  const { send } = await acme()
  const built = await send('POST', '/templates/preview', { kind: 'sign-in', application: 'blog', locale: 'de' })
  expect(built).toMatchObject({ status: 200, json: { subject: '482 931 ist Ihr Code für blog', warnings: [] } })
  await send('POST', '/templates', { id: '_.sign-in._', ...parts })
  const own = await send('POST', '/templates/preview', { kind: 'sign-in', application: 'blog', locale: 'de' })
  expect(own.json).toMatchObject({ subject: 'Hello 482931', template: '_.sign-in._' })
})

test('a test is sent to an address, three times in a quarter of an hour', async () => {
  const { at, send } = await acme()
  await send('POST', '/templates', { id: 'shop.sign-in._', ...parts })
  const to = { to: 'designer@example.com', state: { cart: 'Hats' } }
  expect((await send('POST', '/templates/shop.sign-in._/test', to)).status).toBe(202)
  const mail = await at.mailTo('designer@example.com')
  expect(mail).toMatchObject({ subject: '[Test] Hello 482931', text: expect.stringContaining('Hats') })
  for (let sent = 1; sent < 3; sent++) await send('POST', '/templates/shop.sign-in._/test', to)
  expect(await send('POST', '/templates/shop.sign-in._/test', to)).toMatchObject({
    status: 429,
    json: { code: 'limited' },
  })
})

test('a key for one application sees and tries its own templates only', async () => {
  const { at, send } = await acme()
  for (const id of ['shop.sign-in._', 'blog.sign-in._', '_.sign-in._'])
    await send('POST', '/templates', { id, ...parts })
  const key = await at.key({ tenant: 'acme', applications: ['shop'] })
  const listed = await send('GET', '/templates', undefined, { key })
  expect(listed.json).toMatchObject({ items: [{ id: 'shop.sign-in._' }] })
  const preview = (id: string) => send('POST', '/templates/preview', { kind: 'sign-in', id }, { key })
  expect((await preview('shop.sign-in._')).status).toBe(200)
  expect((await preview('blog.sign-in._')).status).toBe(404)
  expect((await preview('_.sign-in._')).status).toBe(404)
  expect((await send('POST', '/templates/blog.sign-in._/test', { to: 'a@example.com' }, { key })).status).toBe(404)
  const plain = await send('POST', '/templates/preview', { kind: 'sign-in', application: 'blog' }, { key })
  expect(plain.status).toBe(404)
})

test('another tenant’s templates are unknown', async () => {
  const { at, send } = await acme()
  await at.tenant('other')
  await send('POST', '/templates', { id: '_.sign-in._', ...parts })
  const key = await at.key({ tenant: 'other' })
  expect((await send('GET', '/templates/_.sign-in._', undefined, { key })).status).toBe(404)
  expect((await send('POST', '/templates/_.sign-in._/test', { to: 'a@example.com' }, { key })).status).toBe(404)
})

test('of a crowd that tries templates at once some are asked to come back, and the rest share two threads', async () => {
  const { send } = await acme()
  const threads = vi.spyOn(Worker.prototype, 'postMessage')
  const answers = await Promise.all(
    Array.from({ length: 60 }, () => send('POST', '/templates/preview', { kind: 'sign-in', ...parts })),
  )
  const used = new Set(threads.mock.contexts)
  threads.mockRestore()
  expect(used.size).toBeLessThanOrEqual(2)
  const counts = Object.groupBy(answers, ({ status }) => String(status))
  expect(Object.keys(counts).toSorted()).toEqual(['200', '503'])
  expect(counts['200']?.length).toBeGreaterThanOrEqual(2)
  const [busy] = counts['503'] ?? []
  expect(busy).toMatchObject({ json: { code: 'busy' } })
  expect(Number(busy?.retryAfter)).toBeGreaterThan(0)
})
