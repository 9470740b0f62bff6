import type { Event, Id } from 'postern/kit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Installation, install } from '../../../test/in-process.ts'
import { tokenIn } from '../../../test/mail-box.ts'

let world: Installation
let key: string

beforeEach(async () => {
  world = await install()
  key = await world.key({ tenant: 'acme' })
  await world.tenant('acme')
  await world.application('acme', 'shop', { settings: { signUp: 'invited' } })
})

afterEach(() => world.close())

async function events(type: string): Promise<readonly Event[]> {
  const { store, clock } = world.runtime.ports
  const page = await store.events.list({ tenant: 'acme' as Id<'tenant'>, now: clock.now(), limit: 500 })
  return page.items.filter((event) => event.type === type)
}

test('an act that changes nothing shows the person, and is on record as reading her', async () => {
  const body = { application: 'shop', email: 'ada@example.com' }
  const id: string = (await world.call('POST', '/api/v1/users', { key, body })).json.id
  const acts = [
    ['PATCH', `/api/v1/users/${id}`, {}],
    ['POST', `/api/v1/users/${id}/unban`, undefined],
    ['POST', `/api/v1/users/${id}/unlock`, undefined],
  ] as const
  for (const [method, path, body] of acts) {
    const before = await events('person.read')
    expect((await world.call(method, path, { key, ...(body && { body }) })).status).toBe(200)
    expect((await events('person.read')).slice(before.length)).toMatchObject([{ user: id, about: { read: 'user' } }])
  }
  const read = await events('person.read')
  await world.call('PATCH', `/api/v1/users/${id}`, { key, body: { name: 'Ada' } })
  await world.call('POST', `/api/v1/users/${id}/lock`, { key })
  expect(await events('person.read')).toEqual(read)
})

const path = '/api/v1/applications/shop/invitations'

async function invited(): Promise<string> {
  const body = { email: 'bob@example.com' }
  return (await world.call('POST', path, { key, body })).json.id
}

test('reading invitations is on record, and names who accepted one', async () => {
  await world.call('GET', path, { key })
  expect(await events('person.read')).toEqual([])
  const id = await invited()
  await world.call('GET', path, { key })
  await world.call('GET', `${path}/${id}`, { key })
  expect(await events('person.read')).toMatchObject([
    { application: 'shop', about: { read: 'invitations' } },
    { application: 'shop', about: { read: 'invitation' } },
  ])
})

test('an invitation that was accepted is not withdrawn, and the answer says so', async () => {
  const id = await invited()
  const visitor = world.visitor()
  await visitor.json('/t/acme/auth/magic-link', { email: 'bob@example.com' })
  const token = tokenIn(await world.mailTo('bob@example.com', 'sign-in'))
  expect((await visitor.json('/t/acme/auth/magic-link/verify', { token })).json['status']).toBe('signed-in')
  const refused = await world.call('DELETE', `${path}/${id}`, { key })
  expect([refused.status, refused.json.code]).toEqual([409, 'invitation-accepted'])
})
