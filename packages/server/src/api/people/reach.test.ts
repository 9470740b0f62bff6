import type { Id } from 'postern/kit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Installation, install } from '../../../test/in-process.ts'
import { system } from '../../resources/resource.ts'
import { createWebhooks } from '../../webhooks/webhooks.ts'

const acme = 'acme' as Id<'tenant'>
const send = async () => ({ status: 204, headers: new Headers(), text: '' })

let world: Installation
let key: string
let ada: string

beforeEach(async () => {
  world = await install({ webhooksOf: (made, directory) => createWebhooks(made, { send, directory }) })
  key = await world.key({ tenant: acme })
  await world.tenant('acme')
  await world.application('acme', 'shop')
  await world.application('acme', 'wiki')
  ada = await user('ada@example.com')
})

afterEach(() => world.close())

async function user(email: string): Promise<string> {
  const made = await world.call('POST', '/api/v1/users', { key, body: { application: 'wiki', email } })
  expect(made.status).toBe(201)
  return made.json.id
}

const status = async (method: string, path: string, by = key): Promise<number> =>
  (await world.call(method, path, { key: by })).status

test('staff reaches the people of a tenant that has no application any more, and its webhooks are told', async () => {
  const bob = await user('bob@example.com')
  for (const one of ['shop', 'wiki']) expect(await status('DELETE', `/api/v1/applications/${one}`)).toBe(204)
  for (const path of [`users/${ada}`, `users/${ada}/sessions`, `users/${ada}/export`, 'limits/ada@example.com']) {
    expect(await status('GET', `/api/v1/${path}`), path).toBe(200)
  }
  expect(await status('POST', `/api/v1/users/${ada}/ban`)).toBe(200)
  expect(await status('DELETE', `/api/v1/users/${ada}/sessions`)).toBe(200)
  expect(await status('DELETE', `/api/v1/users/${ada}`)).toBe(204)
  expect(await status('POST', `/api/v1/users/${bob}/anonymise`)).toBe(204)
  expect((await world.runtime.ports.webhooks?.scopeOf(acme))?.tenant.id).toBe('acme')
})

test('a key of several applications works on when one of them is removed, and with the last one ends', async () => {
  const limited = await world.key({ tenant: acme, applications: ['shop', 'wiki'] })
  await world.call('DELETE', '/api/v1/applications/shop', { key })
  expect(await status('GET', `/api/v1/users/${ada}`, limited)).toBe(200)
  await world.call('DELETE', '/api/v1/applications/wiki', { key })
  expect(await status('GET', `/api/v1/users/${ada}`, limited)).toBe(404)
})

test('an application that its tenant names as its first is not removed', async () => {
  const admin = await world.key()
  const first = (firstApplication: string | null) =>
    world.call('PATCH', '/api/v1/tenants/acme', { key: admin, body: { firstApplication } })
  await first('shop')
  const refused = await world.call('DELETE', '/api/v1/applications/shop', { key })
  expect([refused.status, refused.json.code]).toEqual([409, 'in-use'])
  expect(await status('DELETE', '/api/v1/applications/wiki')).toBe(204)
  await first(null)
  expect(await status('DELETE', '/api/v1/applications/shop')).toBe(204)
})

test('of a tenant whose first application is gone another one is the first, and its host says why it stays', async () => {
  const admin = await world.key()
  const { store, clock } = world.runtime.ports
  const there = { tenant: system, now: clock.now() }
  const json = JSON.stringify({ name: 'Acme', status: 'active', host: 'login.acme.example', firstApplication: 'gone' })
  await store.documents.put({ ...there, kind: 'tenant', id: 'acme', version: 1, json })
  const host = { kind: 'host', id: 'login.acme.example', version: 0, json: '{"tenant":"acme"}' }
  await store.documents.put({ ...there, ...host })
  world.directory.forget()
  expect((await world.directory.find({ tenant: 'acme' }))?.application.id).toBe('shop')
  const kept = await world.call('DELETE', '/api/v1/tenants/acme/host', { key: admin })
  expect([kept.status, kept.json.code]).toEqual([400, 'values-invalid'])
  expect(kept.json.errors).toMatchObject([{ path: 'body.firstApplication' }])
})
