import { afterEach, expect, test } from 'vitest'
import { type Installation, install } from '../../test/in-process.ts'

const open: Installation[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

async function acme(options: { readonly ownMachine?: true } = {}) {
  const world = await install(options)
  open.push(world)
  await world.tenant('acme')
  const key = await world.key({ tenant: 'acme' })
  const send = (method: string, path: string, body: object) => world.call(method, `/api/v1/${path}`, { key, body })
  return {
    world,
    webhook: (url: string) => send('POST', 'webhooks', { url, events: ['*'] }),
    transport: (item: object) => send('PUT', 'transports', { transports: [{ id: 'main', ...item }] }),
    change: (id: string, patch: object) => send('PATCH', `webhooks/${id}`, patch),
  }
}

const secret = 'a secret of the receiver, long enough'

test.each([
  'http://localhost:9000/x',
  'http://localhost/x',
  'https://localhost/x',
  'https://127.0.0.1/x',
  'https://127.1/x',
  'https://10.0.0.1/x',
  'https://192.168.1.7/x',
  'https://169.254.169.254/latest',
  'https://[::1]/x',
  'https://[fd00::1]/x',
  'https://[::ffff:10.0.0.1]/x',
])('%s is refused where no call would ever go there', async (url) => {
  const { webhook, transport } = await acme()
  const made = await webhook(url)
  expect([made.status, made.json.errors]).toMatchObject([400, [{ path: 'body.url' }]])
  const put = await transport({ kind: 'webhook', url, secret })
  expect([put.status, put.json.errors]).toMatchObject([400, [{ path: 'body.transports.0.url' }]])
})

test.each(['localhost', '127.0.0.1', '10.0.0.25', '::1', '[fd00::1]'])(
  'a mail server of a tenant at %s is refused where no mail would ever go there',
  async (host) => {
    const { transport } = await acme()
    const { status, json } = await transport({ kind: 'smtp', host })
    expect([status, json.errors]).toEqual([
      400,
      [{ path: 'body.transports.0.host', why: 'must lead to the public internet' }],
    ])
  },
)

test('names and public addresses are taken: where they lead is judged with every call', async () => {
  const { webhook, transport } = await acme()
  for (const url of ['https://crm.acme.example/x', 'https://93.184.215.14/x', 'https://[2606:2800:220:1::1]/x']) {
    expect((await webhook(url)).status).toBe(201)
  }
  for (const host of ['mail.acme.example', '93.184.215.14']) {
    expect((await transport({ kind: 'smtp', host })).status).toBe(200)
  }
})

test('in development this machine is taken', async () => {
  const { webhook, transport } = await acme({ ownMachine: true })
  expect((await webhook('http://localhost:9000/x')).status).toBe(201)
  expect((await transport({ kind: 'smtp', host: '127.0.0.1', port: 2525, secure: 'none' })).status).toBe(200)
})

test('a webhook that leads nowhere can be switched off, and led elsewhere', async () => {
  const { world, webhook, change } = await acme()
  const { json: made } = await webhook('https://crm.acme.example/x')
  const at = { tenant: 'acme' as never, now: world.runtime.ports.clock.now(), kind: 'webhook', id: made.id }
  const { documents } = world.runtime.ports.store
  const kept = await documents.find(at)
  const json = kept?.json.replace('https://crm.acme.example/x', 'http://localhost:9000/x') ?? ''
  await documents.put({ ...at, version: kept?.version ?? 0, json })
  expect((await change(made.id, { enabled: false })).json).toMatchObject({ enabled: false })
  expect((await change(made.id, { url: 'http://localhost:9001/x' })).status).toBe(400)
  expect((await change(made.id, { url: 'https://crm.acme.example/y' })).status).toBe(200)
})
