import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Installation, install } from '../../test/in-process.ts'
import type { ApiKeyDocument } from '../resources/api-key.ts'

let world: Installation
let key: string

beforeEach(async () => {
  world = await install()
  await world.tenant('acme')
  await world.application('acme', 'shop')
  key = await world.key()
})

afterEach(() => world.close())

const get = (path: string, by = key) => world.call('GET', `/api/v1/${path}`, { key: by, tenant: 'acme' })
const keyOf = (more: Partial<ApiKeyDocument>): Promise<string> => world.key({ tenant: 'acme', ...more })

const id = '01kz3v9m4qe7x2c5b8n1d6f0ga'
const address = 'ada@example.com'
const named = `${id}/ada`
/** One place of each form. */
const places = { id, own: 'Customer_7', slug: 'acme', address, named, number: '12', word: 'shop.link.en' }

const lists: Readonly<Record<string, readonly (keyof typeof places)[]>> = {
  tenants: ['id', 'slug', 'number'],
  applications: ['id', 'own', 'slug', 'number'],
  keys: ['id'],
  webhooks: ['id'],
  themes: ['id', 'own', 'slug', 'number'],
  templates: [],
  logos: [],
  'tenants/acme/history': ['number'],
  users: ['id', 'own', 'slug', 'number'],
  'users?application=shop': ['id', 'own', 'slug', 'number'],
  'users?emailPrefix=AD': ['address'],
  'users?emailPrefix=b': [],
  'users?email=ada@example.com': [],
  'users?name=Ada': ['named'],
  'users?name=ad': [],
  'users?namePrefix=Ad': ['named'],
  'users?namePrefix=b': [],
  suppressions: ['address'],
  'applications/shop/invitations': ['address'],
  'attempts?address=ada@example.com': ['id'],
  messages: ['id'],
  events: ['number'],
  'events/seals': ['number'],
  'events?order=oldest': ['number'],
}

test.each(Object.entries(lists))('%s goes on from places of its own form, and from no other', async (list, own) => {
  const after = (place: string) => get(`${list}${list.includes('?') ? '&' : '?'}after=${encodeURIComponent(place)}`)
  for (const [form, place] of Object.entries(places)) {
    const { status, json } = await after(place)
    if (own.includes(form as keyof typeof places)) expect([form, status]).toEqual([form, 200])
    else expect([form, status, json.code, json.errors]).toEqual([form, 400, 'values-invalid', refused])
  }
  for (const garbage of ['', ' ', '.', '%', "' OR 1=1 --", '../x', 'ä', 'undefined?', '9'.repeat(280)]) {
    expect([garbage, (await after(garbage)).status]).toEqual([garbage, 400])
  }
})

const refused = [{ path: 'query.after', why: 'must be `next` of a page before' }]

test('the calls of a webhook go on from a call', async () => {
  const body = { url: 'https://a.example/', events: ['*'] }
  const webhook = (await world.call('POST', '/api/v1/webhooks', { key, tenant: 'acme', body })).json.id
  const calls = (after: string) => get(`webhooks/${webhook}/deliveries?after=${after}`)
  expect((await calls(id)).status).toBe(200)
  expect((await calls('shop')).json.errors).toEqual(refused)
})

test('a list goes on where a page ended, though what it ended with was removed meanwhile', async () => {
  for (const id of ['a', 'b', 'c', 'd']) await world.application('acme', id)
  const seen: string[] = []
  let next: string | undefined
  do {
    const page = (await get(`applications?limit=1${next === undefined ? '' : `&after=${next}`}`)).json
    for (const { id } of page.items) {
      seen.push(id)
      const removed = await world.call('DELETE', `/api/v1/applications/${id}`, { key, tenant: 'acme' })
      expect(removed.status).toBe(204)
    }
    next = page.next
  } while (next !== undefined)
  expect(seen).toEqual(['a', 'b', 'c', 'd', 'shop'])
})

test('whether something is there does not show in what a place is answered with', async () => {
  await world.application('acme', 'wiki')
  await world.tenant('beta')
  const limited = await keyOf({ applications: ['shop'] })
  for (const list of ['applications', 'themes']) {
    const [there, nowhere] = [await get(`${list}?after=wiki`, limited), await get(`${list}?after=wikj`, limited)]
    expect([there.status, there.text]).toEqual([200, nowhere.text])
  }
  const own = await keyOf({})
  const [there, nowhere] = [await get('tenants?after=beta', own), await get('tenants?after=bets', own)]
  expect([there.status, there.text]).toEqual([200, nowhere.text])
})
