import { afterEach, describe, expect, test } from 'vitest'
import type { Id } from '../../src/domain/id.ts'
import { seconds } from '../../src/domain/instant.ts'
import { seal } from '../../src/engine/events/seal.ts'
import { createDrafts } from '../../src/ports/conformance/drafts.ts'
import type { Store } from '../../src/ports/store.ts'
import { closeWorlds, createWorld, type World } from '../support/world.ts'

afterEach(closeWorlds)

const nameOf = (number: number): string => `tenant-${String(number).padStart(4, '0')}`

describe('sealing many tenants', () => {
  test('one round of chores seals a thousand of them', async () => {
    const world = await createWorld()
    const write = writerOf(world)
    const names = Array.from({ length: 1000 }, (_, number) => nameOf(number))
    await Promise.all(names.map((name) => write(name, 3)))
    await world.runtime.runChores()
    const seals = await Promise.all(names.map((name) => sealsOf(world, name)))
    expect(seals.map((each) => each.map(({ count }) => count))).toEqual(names.map(() => [3]))
    expect(await seal(world.runtime.ports)).toEqual({ tenants: [], faults: [], next: undefined, more: false })
  })

  test('a hundred cost the store one read, and a busy one does not make the others wait', async () => {
    const world = await createWorld()
    const write = writerOf(world)
    await write(nameOf(0), 1500)
    await Promise.all(Array.from({ length: 99 }, (_, number) => write(nameOf(number + 1), 2)))
    const asked = countReads(world)
    const { tenants, more } = await seal(world.runtime.ports)
    expect([asked.unsealed, tenants.length, more]).toEqual([1, 100, true])
    expect((await sealsOf(world, nameOf(99))).map(({ count }) => count)).toEqual([2])
    expect((await sealsOf(world, nameOf(0))).map(({ count }) => count)).toEqual([10])
  })

  test('tenants that come first and never rest leave the last ones their turn', async () => {
    const world = await createWorld()
    const write = writerOf(world)
    const busy = Array.from({ length: 120 }, (_, number) => nameOf(number))
    await Promise.all([...busy, 'the-last'].map((name) => write(name, 30)))
    let next: Id<'tenant'> | undefined
    const sealed = new Set<string>()
    for (let batch = 0; batch < 2; batch++) {
      const made = await seal(world.runtime.ports, next)
      for (const tenant of made.tenants) sealed.add(tenant)
      next = made.next
      await Promise.all(busy.map((name) => write(name, 30)))
    }
    expect([sealed.size, sealed.has('the-last')]).toEqual([121, true])
  })
})

describe('looking for what to seal', () => {
  test('is seldom while nothing is written, and at once when something was', async () => {
    const world = await createWorld()
    const write = writerOf(world)
    const asked = countReads(world)
    const rounds = async (count: number): Promise<number> => {
      const before = asked.unsealed
      for (let round = 0; round < count; round++) {
        await world.runtime.runChores()
        world.clock.advance(seconds(1))
      }
      return asked.unsealed - before
    }
    await write(nameOf(0), 1)
    expect(await rounds(1)).toBeGreaterThan(0)
    expect(await sealsOf(world, nameOf(0))).toHaveLength(1)
    await rounds(2)
    expect(await rounds(30)).toBeLessThanOrEqual(3)
    await write(nameOf(1), 1)
    await rounds(1)
    expect(await sealsOf(world, nameOf(1))).toHaveLength(1)
  })

  test('goes on after a look that failed', async () => {
    const world = await createWorld()
    const write = writerOf(world)
    for (let round = 0; round < 3; round++) await world.runtime.runChores()
    await write(nameOf(0), 1)
    const events = world.store.events as { unsealed: Store['events']['unsealed'] }
    const read = events.unsealed
    events.unsealed = () => Promise.reject(new Error('gone'))
    await expect(world.runtime.runChores()).rejects.toThrow('gone')
    events.unsealed = read
    await world.runtime.runChores()
    expect(await sealsOf(world, nameOf(0))).toHaveLength(1)
  })
})

/** Writes events of a tenant, as many as one act may write. */
function writerOf({ store, clock }: World): (tenant: string, count: number) => Promise<void> {
  const draw = createDrafts(20_261_122)
  return async (tenant, count) => {
    const now = clock.now()
    const events = Array.from({ length: count }, () => draw.event(now, 'link.opened'))
    const also = { events, messages: [] }
    await store.messages.post({ tenant: tenant as Id<'tenant'>, now, charges: [], also })
  }
}

function sealsOf({ store, clock }: World, tenant: string) {
  return store.events.seals({ tenant: tenant as Id<'tenant'>, now: clock.now(), limit: 100 })
}

function countReads(world: World): { unsealed: number } {
  const counted = { unsealed: 0 }
  const events = world.store.events as { unsealed: Store['events']['unsealed'] }
  const read = events.unsealed
  events.unsealed = (input) => {
    counted.unsealed++
    return read(input)
  }
  return counted
}
