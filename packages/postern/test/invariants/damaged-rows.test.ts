import { afterEach, describe, expect, test } from 'vitest'
import type { Asked } from '../../src/domain/attempt.ts'
import type { Id } from '../../src/domain/id.ts'
import { hours, minutes, seconds } from '../../src/domain/instant.ts'
import type { MessageDraft } from '../../src/domain/message.ts'
import { createDrafts } from '../../src/ports/conformance/drafts.ts'
import type { Store } from '../../src/ports/store.ts'
import { closeWorlds, createWorld, type World } from '../support/world.ts'

afterEach(closeWorlds)

const torn = 'torn' as Asked
const tornAbout = 'torn' as unknown as Readonly<Record<string, string>>

describe('a mail whose row is damaged', () => {
  test('fails with a reason and is told once; those beside it are sent', async () => {
    const world = await createWorld({ mayFail: true })
    const [sound, damaged] = [await queueMail(world, {}), await queueMail(world, torn)]
    for (let round = 0; round < 3; round++) {
      await world.runtime.runChores()
      world.clock.advance(minutes(2))
    }
    const find = (id: Id<'message'>) => world.store.messages.find(world.at({ id }))
    expect(await find(sound)).toMatchObject({ state: 'sent' })
    expect(await find(damaged)).toMatchObject({ state: 'failed', reason: 'unreadable' })
    expect([world.mail.taken.length, world.faultRoutes]).toEqual([1, ['background']])
    expect(world.told.filter(({ reason }) => reason === 'unreadable').map(({ type }) => type)).toEqual(['link.failed'])
  })
})

describe('an event whose row is damaged', () => {
  test('is sealed as it is and told once, and so are those of every tenant', async () => {
    const world = await createWorld({ mayFail: true })
    await writeEvents(world, 'acme', [{}, { about: tornAbout }, {}])
    await writeEvents(world, 'other', [{}])
    await expect(world.runtime.runChores()).rejects.toThrow(/event \w+ of tenant acme cannot be read/)
    for (let round = 0; round < 12; round++) {
      world.clock.advance(seconds(1))
      await world.runtime.runChores()
    }
    expect([await sealedOf(world, 'acme'), await sealedOf(world, 'other')]).toEqual([3, 1])
  })
})

describe('what fails of a chore', () => {
  test('of one tenant: the others are sealed, and it is when it can be', async () => {
    const world = await createWorld()
    for (const tenant of ['acme', 'other', 'third']) await writeEvents(world, tenant, [{}])
    const mend = breakSealing(world, 'other')
    await expect(world.runtime.runChores()).rejects.toThrow('The events of tenant other could not be sealed.')
    const sealed = () => Promise.all(['acme', 'other', 'third'].map((tenant) => sealedOf(world, tenant)))
    expect(await sealed()).toEqual([1, 0, 1])
    mend()
    await world.runtime.runChores()
    expect(await sealed()).toEqual([1, 1, 1])
  })

  test('seals, sweep and keys do not wait for each other', async () => {
    const world = await createWorld()
    await queueMail(world, {})
    world.clock.advance(hours(24 * 9))
    const events = world.store.events as { unsealed: Store['events']['unsealed'] }
    events.unsealed = () => Promise.reject(new Error('no seals'))
    const { sweep } = world.store
    let swept = 0
    Object.assign(world.store, {
      sweep: async (input: Parameters<Store['sweep']>[0]) => {
        swept += (await sweep(input)).removed
        throw new Error('no sweep')
      },
    })
    await expect(world.runtime.runChores()).rejects.toThrow('no seals no sweep')
    expect(swept).toBeGreaterThan(0)
  })
})

async function queueMail({ runtime, clock, store, at }: World, asked: Asked): Promise<Id<'message'>> {
  const { vault } = runtime.ports
  const draw = createDrafts(clock.now() + Object.keys(asked).length)
  const attempt = draw.attempt(clock.now())
  const draft: MessageDraft = draw.message(clock.now(), attempt)
  const id = vault.id<'message'>(clock.now())
  const sealed = vault.seal(
    { tenant: at({}).tenant, purpose: 'message', row: id },
    JSON.stringify({ link: 'a.b', cancel: 'a.c', code: '123456' }),
  )
  const message = { ...draft, id, sealed, facts: { ...draft.facts, asked }, lease: { owner: '', until: clock.now() } }
  await store.messages.post(at({ charges: [], also: { events: [], messages: [message] } }))
  return id
}

interface Facts {
  readonly about?: Readonly<Record<string, string>>
}

async function writeEvents({ store, clock, runtime }: World, tenant: string, facts: readonly Facts[]): Promise<void> {
  const now = clock.now()
  const draw = createDrafts(1)
  const events = facts.map((each) => draw.event(now, 'link.opened', { ...each, id: runtime.ports.vault.id(now) }))
  await store.messages.post({ tenant: tenant as Id<'tenant'>, now, charges: [], also: { events, messages: [] } })
}

async function sealedOf({ store, clock }: World, tenant: string): Promise<number> {
  const seals = await store.events.seals({ tenant: tenant as Id<'tenant'>, now: clock.now(), limit: 100 })
  return seals.reduce((sum, { count }) => sum + count, 0)
}

function breakSealing({ store }: World, broken: string): () => void {
  const events = store.events as { seal: Store['events']['seal'] }
  const { seal } = events
  events.seal = (input) => (input.tenant === broken ? Promise.reject(new Error('gone')) : seal(input))
  return () => void (events.seal = seal)
}
