import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { RoutineSet } from '../../src/adapters/postgres/routine.ts'
import { routines } from '../../src/adapters/postgres/routines.ts'
import type { Event } from '../../src/domain/event.ts'
import { request, type World } from '../../src/ports/conformance/world.ts'
import type { Store } from '../../src/ports/store.ts'
import { changedRoutines, openVersion } from './another-version.ts'
import { createGround, type Ground, until, waits } from './ground.ts'

let ground: Ground

beforeEach(async () => {
  ground = await createGround('own')
})

afterEach(() => ground.close())

/** Seals what is there, one batch. Answers the events of the seal, if it was made. */
async function sealOnce({ store, now }: World, limit: number): Promise<readonly Event[] | undefined> {
  const [found] = await store.events.unsealed({ now, tenants: 1, limit })
  const [first] = found?.events ?? []
  const last = found?.events.at(-1)
  if (!found || !first || !last) return undefined
  const link = `${found.head.slice(-20)}/${last.sequence}`
  const { kind } = await store.events.seal({
    tenant: found.tenant,
    now,
    head: found.head,
    link,
    first: first.sequence,
    last: last.sequence,
    count: found.events.length,
  })
  return kind === 'done' ? found.events : []
}

describe('sealing while three nodes write', () => {
  test('leaves no event out, takes none twice, and keeps their order', async () => {
    const worlds = await Promise.all([1, 2, 3].map(() => ground.node()))
    const { id } = await request(ground.world)
    let writing = true
    const write = async (world: World): Promise<void> => {
      while (writing) {
        const also = { events: [world.draw.event(world.now, 'link.opened', { attempt: id })], messages: [] }
        await world.store.attempts.note(world.at({ id, most: 1_000_000, also }))
      }
    }
    const sealed: Event[][] = []
    let written = false
    const sealing = async (world: World): Promise<void> => {
      for (;;) {
        const last = written
        const made = await sealOnce(world, 50)
        if (made && made.length > 0) sealed.push([...made])
        if (last && made === undefined) return
      }
    }
    const writes = worlds.flatMap((world) => [1, 2, 3, 4].map(() => write(world)))
    const seals = worlds.slice(0, 2).map(sealing)
    await pause(2500)
    writing = false
    await Promise.all(writes)
    written = true
    await Promise.all(seals)
    const numbers = sealed
      .sort((one, other) => numberOf(one) - numberOf(other))
      .flatMap((batch) => batch.map(sequenceOf))
    const all = await allEvents(ground.world)
    expect(all.length).toBeGreaterThan(300)
    expect(numbers).toEqual(all.map(sequenceOf))
  })

  test('waits for a number that was drawn before and is not committed yet', async () => {
    expect(await outcomeWithWriter(ground.world, routines)).toEqual({ waited: true, leftOut: 0 })
  })

  test('leaves a tenant whose writer does not end to a later round, and holds up no other one', async () => {
    const { world } = ground
    const other = world.of('other')
    await request(world)
    await request(other)
    const slow = await ground.session()
    const also = { events: [{ id: 'slow', type: 'link.opened', application: 'default' }], messages: [] }
    await slow.query('BEGIN')
    await slow.query(`SELECT ${routines.nameOf('also')}($1, $2, $3)`, [world.tenant, world.now, JSON.stringify(also)])
    const order: string[] = []
    const sealing = world.store.events.unsealed({ now: world.now, tenants: 5, limit: 50 })
    void sealing.then(() => order.push('sealed'))
    await until(() => waits(ground, 'advisory'), 'the sealer waits')
    await request(other).then(() => order.push('written'))
    const found = (await sealing).map(({ tenant, events }) => [tenant, events.length])
    expect(order).toEqual(['written', 'sealed'])
    expect(found).toEqual([
      [world.tenant, 0],
      [other.tenant, 2],
    ])
    await slow.query('COMMIT')
    const later = await world.store.events.unsealed({ now: world.now, tenants: 1, limit: 50 })
    expect(later.map(({ events }) => events.length)).toEqual([2])
  })

  test('would leave that event out for ever if writers did not hold the lock', async () => {
    const set = changedRoutines('0badc0de', (text) => text.replace(/PERFORM pg_advisory_xact_lock_shared\([^;]*;/, ''))
    const unlocked = await openVersion(ground.url, set)
    try {
      const world = ground.world.through(unlocked.store as Store)
      expect(await outcomeWithWriter(world, set)).toEqual({ waited: false, leftOut: 1 })
    } finally {
      await unlocked.close()
    }
  })
})

/** A writer draws its number and is slow to commit, while another one writes and a third one seals. */
async function outcomeWithWriter(world: World, { nameOf }: Pick<RoutineSet, 'nameOf'>) {
  const slow = await ground.session()
  const also = { events: [{ id: 'slow', type: 'link.opened', application: 'default' }], messages: [] }
  await slow.query('BEGIN')
  await slow.query(`SELECT ${nameOf('also')}($1, $2, $3)`, [world.tenant, world.now, JSON.stringify(also)])
  await request(world)
  const sealing = sealOnce(world, 50)
  let sealed = false
  const noteEnd = (): void => {
    sealed = true
  }
  void sealing.then(noteEnd, noteEnd)
  await until(async () => sealed || (await waits(ground, 'advisory')), 'the sealer waits, or is done')
  const waited = !sealed
  await slow.query('COMMIT')
  const taken = [...((await sealing) ?? [])]
  for (;;) {
    const more = await sealOnce(world, 50)
    if (!more) break
    taken.push(...more)
  }
  return { waited, leftOut: (await allEvents(ground.world)).length - taken.length }
}

const sequenceOf = ({ sequence }: Event): number => sequence
const numberOf = ([first]: readonly Event[]): number => first?.sequence ?? 0

async function allEvents(world: World): Promise<readonly Event[]> {
  const all: Event[] = []
  let after: string | undefined
  do {
    const page = await world.store.events.list(world.at({ limit: 1000, ...(after ? { after } : {}) }))
    all.push(...page.items)
    after = page.next
  } while (after)
  return all
}
