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
