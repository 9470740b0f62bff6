import type { EventDraft, Id } from 'postern/kit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Installation, install, origin } from '../../../test/in-process.ts'
import { turnsWhile } from '../../../test/turns-while.ts'

let world: Installation

beforeEach(async () => {
  world = await install()
})

afterEach(() => world.close())

/** So many facts at once, as after years. */
async function happened(count: number): Promise<void> {
  const { store, vault, clock } = world.runtime.ports
  const now = clock.now()
  const event = (): EventDraft => ({
    id: vault.id(now),
    type: 'user.created',
    application: 'default' as Id<'application'>,
  })
  const also = { events: Array.from({ length: count }, event), messages: [] }
  await store.messages.post({ tenant: 'default' as Id<'tenant'>, now, charges: [], also })
}

test('an export of a long trail lets others be served between its stretches', async () => {
  await happened(4_000)
  const key = await world.key()
  let lines = 0
  const turns = await turnsWhile(async () => {
    const headers = { authorization: `Bearer ${key}`, host: new URL(origin).host }
    const request = new Request(`${origin}/api/v1/events/export`, { headers })
    const answer = await world.runtime.app.fetch(request, { peer: '203.0.113.7' })
    lines = (await answer.text()).trim().split('\n').length
  })
  expect(lines).toBeGreaterThanOrEqual(4_000)
  expect(turns).toBeGreaterThanOrEqual(20)
})

test('a search that finds nothing in a long trail lets others be served as well', async () => {
  await happened(4_000)
  const key = await world.key()
  const turns = await turnsWhile(async () => {
    expect((await world.call('GET', '/api/v1/events?type=user.banned', { key })).json.items).toEqual([])
  })
  expect(turns).toBeGreaterThanOrEqual(20)
})

test('whom somebody looked for in the trail is on record where she was found, and nothing else that was typed', async () => {
  const key = await world.key()
  const body = { application: 'default', email: 'ada@example.com' }
  const { id } = (await world.call('POST', '/api/v1/users', { key, body })).json
  const foreign = await world.key({ tenant: 'default', applications: ['shop'] })
  const reads = async () => {
    const { store, clock } = world.runtime.ports
    const page = await store.events.list({ tenant: 'default' as Id<'tenant'>, now: clock.now(), limit: 500 })
    const found = page.items.filter(({ type }) => type === 'person.read')
    return found.map(({ user, attempt, about }) => [about?.['read'], user ?? attempt])
  }
  for (const search of ['user=carol@secret.example', 'attempt=carol@secret.example', `attempt=${id}`]) {
    expect((await world.call('GET', `/api/v1/events?${search}`, { key })).json.items).toEqual([])
  }
  await world.call('GET', `/api/v1/events?user=${id}`, { key: foreign })
  expect(await reads()).toEqual([])
  await world.call('GET', `/api/v1/events?user=${id}`, { key })
  await world.call('GET', `/api/v1/events/export?user=${id}`, { key })
  await world.call('GET', '/api/v1/events/export?user=carol@secret.example', { key })
  await world.call('GET', `/api/v1/events/export?user=${id}`, { key: foreign })
  expect(await reads()).toEqual([
    ['events', id],
    ['events-export', id],
    ['events-export', undefined],
    ['events-export', undefined],
  ])
})
