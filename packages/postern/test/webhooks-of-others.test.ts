import { expect, test } from 'vitest'
import { sqlite } from '../src/adapters/sqlite/sqlite.ts'
import { createVault } from '../src/adapters/vault/vault.ts'
import type { Id } from '../src/domain/id.ts'
import type { WebhookCall } from '../src/domain/message.ts'
import type { Scope } from '../src/domain/scope.ts'
import { seal } from '../src/engine/events/seal.ts'
import { createCaller } from '../src/engine/outbox/caller.ts'
import { createWebhookChores } from '../src/engine/webhook-chores.ts'
import { virtualClock } from '../src/ports/conformance/virtual-clock.ts'
import { createWorld } from '../src/ports/conformance/world.ts'
import type { Ports } from '../src/ports/ports.ts'

const tenants = ['acme', 'broken', 'third'] as Id<'tenant'>[]

test('a tenant whose webhooks cannot be read keeps nobody else from being told', async () => {
  const clock = virtualClock()
  const store = await sqlite(':memory:').open()
  const world = createWorld(store, clock)
  const told: string[] = []
  const unless = (tenant: string): void => {
    if (tenant === 'broken') throw new Error('its settings are torn')
  }
  const webhooks = {
    tenants: async () => tenants,
    of: async (tenant: string) => {
      unless(tenant)
      return [{ webhook: `of ${tenant}`, takes: () => true }]
    },
    scopeOf: async (id: Id<'tenant'>) => ({ tenant: { id } }) as Scope,
    async send({ webhook }: WebhookCall) {
      told.push(webhook)
      return { kind: 'taken' }
    },
  }
  const ports = { store, clock, webhooks, node: 'node', vault: createVault('a secret of thirty-two bytes or more') }
  const caller = createCaller(ports as unknown as Ports, {
    deadline: () => ({ signal: new AbortController().signal, clear() {} }),
    onFault: (fault) => expect(fault).toBeUndefined(),
    onFree: () => {},
  })
  const chores = createWebhookChores(ports as unknown as Ports, caller)
  for (const tenant of tenants) {
    const also = { events: [world.draw.event(world.now, 'user.created')], messages: [] }
    await store.messages.post({ tenant, now: world.now, charges: [], also })
  }
  await seal(ports as unknown as Ports)
  await expect(chores.run()).rejects.toThrow('its settings are torn')
  expect(told.toSorted()).toEqual(['of acme', 'of third'])
  await store.close()
})
