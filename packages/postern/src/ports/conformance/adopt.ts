/** Users of another system are taken over with their ids, each whole or not at all. */
import { type Instant, instant } from '../../domain/instant.ts'
import type { AdoptedUser, Adoption } from '../records.ts'
import { equal } from './assert.ts'
import { application, asAddress } from './drafts.ts'
import { type Scenario, scenario } from './scenario.ts'
import { effectFor, eventsOf, look, redeemFound, request, signIn, type World } from './world.ts'

const then: Instant = instant(Date.UTC(2021, 4, 6))

export const adopt: readonly Scenario[] = [
  scenario(
    'adopt: somebody is there with her id, address, name, data and roles, and one event says so',
    async (world) => {
      const ann = adopted(world, 'Ann_0-9', 'Ann@Example.com', {
        name: 'Ann Ähnlich',
        locale: 'de',
        data: { image: 'https://example.com/a.png?a=1,2', deep: [1, null, 'x'] },
        roles: ['admin', 'editor'],
      })
      equal(await take(world, [ann]), [{ kind: 'adopted' }], 'answer')
      const found = await world.store.users.find(world.at({ address: 'ann@example.com' }))
      const { id, status, name, locale, data } = ann
      const whole = {
        id,
        tenant: world.tenant,
        email: 'Ann@Example.com',
        status,
        factors: [],
        createdAt: then,
        version: 1,
      }
      equal(found, { ...whole, name, locale, data }, 'user')
      const attempt = await request(world, { address: asAddress('ann@example.com') })
      const { subject } = await look(world, attempt.id)
      equal(subject.registration, { application, roles: ['admin', 'editor'] }, 'registration')
      const events = await eventsOf(world)
      equal(
        events.filter(({ type }) => type === 'user.created').map(({ user }) => user),
        [id],
        'events',
      )
    },
  ),

  scenario('adopt: she signs in as the same user, and no second one is made', async (world) => {
    await take(world, [adopted(world, 'cm3x', 'ann@example.com')])
    const attempt = await request(world, { address: asAddress('ann@example.com') })
    const found = await look(world, attempt.id)
    const done = await redeemFound(world, found, effectFor(world, found))
    equal(done.kind === 'done' && done.user.id, 'cm3x', 'user')
  }),

  scenario('adopt: who is there already stays as she is, however often it is done', async (world) => {
    const ann = adopted(world, 'ann', 'ann@example.com', { name: 'Ann' })
    await take(world, [ann])
    const before = [await world.store.users.find(world.at({ id: ann.id })), await eventsOf(world)]
    equal(
      await take(world, [{ ...ann, name: 'Other', status: 'banned', roles: ['admin'] }]),
      [{ kind: 'present' }],
      'answer',
    )
    equal([await world.store.users.find(world.at({ id: ann.id })), await eventsOf(world)], before, 'user and events')
  }),

  scenario('adopt: a taken address and a taken id are told, and nothing of such a user is written', async (world) => {
    const { user, attempt } = await signIn(world)
    await take(world, [adopted(world, 'ann', 'ann@example.com')])
    const answers = await take(world, [
      adopted(world, 'eve', attempt.address.address),
      adopted(world, 'ann', 'other@example.com'),
      adopted(world, 'bob', 'bob@example.com'),
      adopted(world, 'bob2', 'BOB@example.com'),
      adopted(world, 'bob', 'bob3@example.com'),
    ])
    const wanted: readonly Adoption[] = [
      { kind: 'address-taken', by: user.id },
      { kind: 'id-taken' },
      { kind: 'adopted' },
      { kind: 'address-taken', by: 'bob' as AdoptedUser['id'] },
      { kind: 'id-taken' },
    ]
    equal(answers, wanted, 'answers')
    const { find } = world.store.users
    for (const id of ['eve', 'bob2']) equal(await find(world.at({ id: id as AdoptedUser['id'] })), undefined, id)
    for (const address of ['other@example.com', 'bob3@example.com'])
      equal(await find(world.at({ address })), undefined, address)
    equal((await find(world.at({ address: attempt.address.key })))?.id, user.id, 'the address that was taken')
  }),

  scenario('adopt: a dry run answers the same and writes nothing', async (world) => {
    await take(world, [adopted(world, 'ann', 'ann@example.com')])
    const all = [
      adopted(world, 'ann', 'ann@example.com'),
      adopted(world, 'eve', 'ANN@example.com'),
      adopted(world, 'bob', 'bob@example.com'),
    ]
    const before = await eventsOf(world)
    const dry = await take(world, all, true)
    equal(await eventsOf(world), before, 'events')
    equal(await world.store.users.find(world.at({ address: 'bob@example.com' })), undefined, 'user')
    equal(await take(world, all), dry, 'answers')
  }),

  scenario('adopt: of a first proof and a taking over at the same time, one has the address', async (world) => {
    for (let round = 0; round < 20; round++) {
      const address = asAddress(`person-${round}@example.com`)
      const attempt = await request(world, { address })
      const found = await look(world, attempt.id)
      const [proved, [taken]] = await Promise.all([
        redeemFound(world, found, effectFor(world, found)),
        take(world, [adopted(world, `old-${round}`, address.address)]),
      ])
      const user = await world.store.users.find(world.at({ address: address.key }))
      if (proved.kind === 'done')
        equal([taken?.kind, user?.id], ['address-taken', proved.user.id], 'the proof came first')
      else equal([taken?.kind, user?.id], ['adopted', `old-${round}`], 'the taking over came first')
    }
  }),

  scenario('adopt: where no application is named she is there, and registered nowhere', async (world) => {
    const ann = adopted(world, 'ann', 'ann@example.com')
    equal(await world.store.users.adopt(world.at({ users: [ann], dryRun: false })), [{ kind: 'adopted' }], 'answer')
    equal((await world.store.users.find(world.at({ address: 'ann@example.com' })))?.id, 'ann', 'user')
    equal(await world.store.registrations.list(world.at({ user: ann.id })), [], 'registrations')
  }),

  scenario('adopt: an id that another tenant has is taken, and its user is not seen', async (world) => {
    const other = world.of('other')
    await take(other, [adopted(other, 'ann', 'ann@example.com')])
    equal(await take(world, [adopted(world, 'ann', 'ann@example.com')]), [{ kind: 'id-taken' }], 'answer')
    equal(await world.store.users.find(world.at({ address: 'ann@example.com' })), undefined, 'user')
    equal((await other.store.users.find(other.at({ address: 'ann@example.com' })))?.id, 'ann', 'the other')
  }),
]

function adopted(world: World, id: string, email: string, over: Partial<AdoptedUser> = {}): AdoptedUser {
  const user = id as AdoptedUser['id']
  const event = world.draw.event(world.now, 'user.created', { user, reason: 'imported' })
  const base = {
    id: user,
    address: asAddress(email),
    status: 'active',
    roles: [],
    createdAt: then,
    provedAt: then,
  } as const
  return { ...base, event, ...over }
}

const take = (world: World, users: readonly AdoptedUser[], dryRun = false): Promise<readonly Adoption[]> =>
  world.store.users.adopt(world.at({ application, users, dryRun }))
