import { expect, test } from 'vitest'
import { sqlite } from '../src/adapters/sqlite/sqlite.ts'
import { createVault } from '../src/adapters/vault/vault.ts'
import type { WebhookCall } from '../src/domain/message.ts'
import type { Scope } from '../src/domain/scope.ts'
import { callOf } from '../src/engine/events/publish.ts'
import { createCaller } from '../src/engine/outbox/caller.ts'
import { virtualClock } from '../src/ports/conformance/virtual-clock.ts'
import { createWorld, eventsOf } from '../src/ports/conformance/world.ts'
import type { Ports } from '../src/ports/ports.ts'
import type { Handover } from '../src/ports/transport.ts'

/** A caller over a store in memory, whose calls are answered by hand. */
async function createGround() {
  const clock = virtualClock()
  const store = await sqlite(':memory:').open()
  const world = createWorld(store, clock)
  const { tenant } = world
  const vault = createVault('a secret of thirty-two bytes or more')
  const under: { readonly webhook: string; answer(handover: Handover): void }[] = []
  const ports = {
    store,
    clock,
    vault,
    node: 'node',
    webhooks: {
      tenants: async () => [tenant],
      of: async () => [],
      scopeOf: async () => ({ tenant: { id: tenant } }) as Scope,
      send: ({ webhook }: WebhookCall) =>
        new Promise<Handover>((resolve) => void under.push({ webhook, answer: resolve })),
    },
  } as unknown as Ports
  const faults: unknown[] = []
  const caller = createCaller(ports, {
    deadline: () => ({ signal: new AbortController().signal, clear() {} }),
    onFault: (fault) => void faults.push(fault),
    onFree: () => {},
  })
  const collectAll = async () => {
    while ((await caller.collect()).collected > 0);
    return under.map(({ webhook }) => webhook).toSorted()
  }
  return {
    clock,
    collectAll,
    /** Answers everything that is under way. */
    async answer(handover: Handover) {
      for (const call of under.splice(0)) call.answer(handover)
      await caller.settled()
      expect(faults).toEqual([])
    },
    async queue(webhook: string, count: number) {
      const also = { events: [world.draw.event(world.now, 'user.created')], messages: [] }
      await store.messages.post(world.at({ charges: [], also }))
      const event = (await eventsOf(world)).at(-1)
      if (!event) throw new Error('there is no event')
      const messages = Array.from({ length: count }, () => callOf({ vault }, clock.now(), { webhook, event }))
      await store.messages.post(world.at({ charges: [], also: { events: [], messages } }))
    },
    close: () => store.close(),
  }
}

test('of one webhook four calls are under way at most, whatever waits for it', async () => {
  const ground = await createGround()
  await ground.queue('slow', 50)
  await ground.queue('other', 1)
  expect(await ground.collectAll()).toEqual(['other', 'slow', 'slow', 'slow', 'slow'])
  await ground.answer({ kind: 'taken' })
  expect(await ground.collectAll()).toEqual(['slow', 'slow', 'slow', 'slow'])
  await ground.answer({ kind: 'taken' })
  await ground.close()
})

test('one that does not answer is passed over for 10 seconds, then 20, and called again at once when it answers', async () => {
  const ground = await createGround()
  await ground.queue('hangs', 50)
  expect(await ground.collectAll()).toHaveLength(4)
  for (const pause of [10_000, 20_000]) {
    await ground.answer({ kind: 'down', reason: 'timed-out' })
    await ground.queue('works', 1)
    ground.clock.advance(pause - 1)
    expect(await ground.collectAll()).toEqual(['works'])
    await ground.answer({ kind: 'taken' })
    ground.clock.advance(1)
    expect(await ground.collectAll()).toHaveLength(4)
  }
  await ground.answer({ kind: 'taken' })
  expect(await ground.collectAll()).toHaveLength(4)
  await ground.answer({ kind: 'taken' })
  await ground.close()
})
