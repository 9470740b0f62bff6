/** On either store: a secret that was replaced or taken away is in no older version of its document. */
import type { Document, Id } from 'postern/kit'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openTransportSecret } from '../src/resources/transport-secrets.ts'
import type { TransportsDocument } from '../src/resources/transports.ts'
import type { Called } from './called.ts'
import { type Installation, install } from './in-process.ts'
import { type FreshStore, freshStore } from './store.ts'

const acme = 'acme' as Id<'tenant'>
const system = 'system' as Id<'tenant'>
let store: FreshStore
let installation: Installation
let key: string

beforeEach(async () => {
  store = await freshStore()
  installation = await install({ store: store.source })
  await installation.tenant('acme')
  await installation.application('acme', 'shop')
  key = await installation.key()
})

afterEach(async () => {
  await installation.close()
  await store.release()
})

async function call(method: string, path: string, body?: object): Promise<Called> {
  const answer = await installation.call(method, `/api/v1${path}`, { key, tenant: 'acme', ...(body && { body }) })
  expect(answer.status, answer.text).toBeLessThan(300)
  return answer
}

const at = (tenant: Id<'tenant'>) => ({ tenant, now: installation.runtime.ports.clock.now() })
const documents = () => installation.runtime.ports.store.documents

async function present(kind: string, id: string, tenant = acme): Promise<Document> {
  const found = await documents().find({ ...at(tenant), kind, id })
  if (!found) throw new Error(`there is no ${kind} ${id}`)
  return found
}

/** Every row of the history, as it is kept. */
async function rows(kind: string, id: string, tenant = acme): Promise<readonly string[]> {
  return (await documents().history({ ...at(tenant), kind, id })).map(({ json }) => json)
}

/** What of a document is long enough to be a secret, sealed or hashed. */
const secretsIn = ({ json }: Document): readonly string[] => json.match(/[A-Za-z0-9+/=]{40,}/g) ?? []

describe('no row of its history holds a secret of', () => {
  test('a webhook, whose restored version signs with the present ones', async () => {
    const url = 'https://hooks.example.com/one'
    const { id } = (await call('POST', '/webhooks', { url, events: ['*'] })).json
    const first = secretsIn(await present('webhook', id))
    await call('POST', `/webhooks/${id}/rotate-secret`)
    await call('PATCH', `/webhooks/${id}`, { description: 'changed' })
    const now = await present('webhook', id)
    expect([first.length, secretsIn(now).length]).toEqual([1, 2])
    const kept = await rows('webhook', id)
    expect(kept).toHaveLength(3)
    for (const secret of secretsIn(now)) expect(kept.join()).not.toContain(secret)
    const history = (await call('GET', `/webhooks/${id}/history`)).json.items
    expect(history.map(({ secrets }: { secrets: object[] }) => secrets.length)).toEqual([2, 2, 1])
    await call('POST', `/webhooks/${id}/restore`, { version: 1 })
    const restored = await present('webhook', id)
    expect(JSON.parse(restored.json).secrets).toEqual(JSON.parse(now.json).secrets)
    expect(JSON.parse(restored.json).description).toBeUndefined()
  })

  test('a mail transport, whose present one can still be read', async () => {
    const put = (secret: string) =>
      call('PUT', '/transports', {
        transports: [{ id: 'main', kind: 'resend', secret, noticeSecret: 'whsec_what its notices bring' }],
      })
    await put('re_the_first')
    const first = secretsIn(await present('transports', 'mail'))
    await put('re_the_second')
    const now = await present('transports', 'mail')
    expect([first.length, secretsIn(now).length]).toEqual([2, 2])
    const kept = await rows('transports', 'mail')
    expect(kept).toHaveLength(2)
    for (const secret of [...first, ...secretsIn(now)]) expect(kept.join()).not.toContain(secret)
    expect(JSON.parse(kept[0] ?? '')).toEqual({ transports: [{ id: 'main', kind: 'resend' }] })
    const [value] = (JSON.parse(now.json) as TransportsDocument).transports
    if (!value) throw new Error('the transport is gone')
    const { vault } = installation.runtime.ports
    expect(openTransportSecret(vault, acme, { value, name: 'secret' })).toBe('re_the_second')
  })

  test('an application', async () => {
    const made = (await call('POST', '/applications/shop/secrets')).json
    const hash = secretsIn(await present('application', 'shop'))
    expect(hash).toHaveLength(1)
    await call('DELETE', `/applications/shop/secrets/${made.id}`)
    const kept = await rows('application', 'shop')
    expect(kept).toHaveLength(3)
    expect(kept.join()).not.toContain(hash[0])
    expect(kept.join()).toContain(made.id)
    await call('POST', '/applications/shop/restore', { version: 2 })
    expect(JSON.parse((await present('application', 'shop')).json).secrets).toEqual([])
  })

  test('an API key', async () => {
    const { id } = (await call('POST', '/keys', { name: 'One', operations: ['tenants.read'] })).json
    const first = secretsIn(await present('api-key', id, system))
    await call('POST', `/keys/${id}/rotate`, {})
    const now = secretsIn(await present('api-key', id, system))
    const kept = await rows('api-key', id, system)
    expect([first.length, now.length > 0, kept.length]).toEqual([1, true, 2])
    for (const hash of [...first, ...now]) expect(kept.join()).not.toContain(hash)
  })

  test('anything that was removed', async () => {
    const { id } = (await call('POST', '/webhooks', { url: 'https://hooks.example.com/one', events: ['*'] })).json
    const [secret] = secretsIn(await present('webhook', id))
    await call('DELETE', `/webhooks/${id}`)
    expect((await rows('webhook', id)).join()).not.toContain(secret)
  })
})
