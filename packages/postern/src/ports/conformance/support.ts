/** What support staff reads and puts right: people by name, stories, registrations, suppressions, budgets, waiting mails. */
import type { Id } from '../../domain/id.ts'
import { after, days, minutes } from '../../domain/instant.ts'
import type { User } from '../../domain/user.ts'
import type { UserSearch } from '../people.ts'
import { equal, ok } from './assert.ts'
import { application, asAddress } from './drafts.ts'
import { type Scenario, scenario } from './scenario.ts'
import { effectFor, eventsOf, look, nothing, redeemFound, request, signIn, unsealed, type World } from './world.ts'

export const support: readonly Scenario[] = [
  scenario('support: names are found by their beginning, page by page, each user once', async (world) => {
    const names = ['Ada', 'ada lovelace', 'ADA', 'Adam', 'Bea', 'ada', 'a_a', 'Äda']
    for (const name of names) await named(world, name)
    await named(world, undefined)
    await named(world.of('other'), 'Ada')
    equal(await all(world, { what: 'name', text: 'ADA', exact: true }, 9), ['Ada', 'ADA', 'ada'], 'whole')
    const prefixed = ['Ada', 'ADA', 'ada', 'ada lovelace', 'Adam']
    for (const limit of [1, 2, 3, 9])
      equal(await all(world, { what: 'name', text: 'ada', exact: false }, limit), prefixed, `in pages of ${limit}`)
    equal(await all(world, { what: 'name', text: 'a_', exact: false }, 9), ['a_a'], 'no letter stands for others')
    equal(await all(world, { what: 'name', text: '', exact: false }, 3), ['a_a', ...prefixed, 'Bea', 'Äda'], 'all')
  }),

  scenario('support: users of one application are listed without the others', async (world) => {
    const shop = 'shop' as Id<'application'>
    const users: User[] = []
    for (let count = 0; count < 4; count++) {
      const { user } = await signIn(world)
      users.push(user)
      if (count % 2 === 0) await register(world, user, { application: shop, roles: ['buyer'] })
      world.pass(minutes(1))
    }
    const [first, , third] = users
    const list = async (limit: number, behind?: string) =>
      world.store.users.list(
        world.at({
          application: shop,
          by: { what: 'registered', application: shop },
          limit,
          ...(behind && { after: behind }),
        }),
      )
    const page = await list(1)
    equal([page.items[0]?.user.id, page.items[0]?.roles], [third?.id, ['buyer']], 'first page')
    const rest = await list(9, page.next)
    equal(
      rest.items.map(({ user }) => user.id),
      [first?.id],
      'second page',
    )
    const whole = await world.store.users.list(world.at({ application: shop, limit: 9 }))
    equal(
      whole.items.map(({ registered }) => registered),
      [false, true, false, true],
      'of everybody',
    )
    const nowhere = await world.store.users.list(world.at({ limit: 9 }))
    equal(nowhere.items.length, 4, 'without an application')
  }),

  scenario('support: a search among so many finds who is registered, page by page, each user once', async (world) => {
    const names = ['Ada', 'ada', 'ADA', 'Adam', 'Bea', 'bea', 'Bo', 'Bob', 'Cy']
    const hers: Id<'user'>[] = []
    for (const [at, name] of names.entries()) {
      const user = await named(world, name)
      if (at % 3 === 0) continue
      await register(world, user, { application: shop, roles: ['buyer'] })
      hers.push(user.id)
    }
    for (const [among, limit] of looks) {
      const byName = await amongSo(world, { what: 'name', text: '', exact: false, among }, limit)
      equal(byName, hers, `by name, ${limit} among ${among}`)
      const byAddress = await amongSo(world, { what: 'address', prefix: '', among }, limit)
      equal(byAddress.toSorted(), hers.toSorted(), `by address, ${limit} among ${among}`)
    }
    const by = { what: 'name', text: 'ADA', exact: true, among: 2 } as const
    const page = await world.store.users.list(world.at({ application: shop, by, limit: 9 }))
    equal([page.items.length, page.next !== undefined], [1, true], 'of one name, where the look ends within it')
  }),

  scenario('support: attempts of an address come newest first, and only its own', async (world) => {
    const address = asAddress('Ada@example.com')
    const ids: string[] = []
    for (let count = 0; count < 5; count++) {
      ids.unshift((await request(world, { address })).id)
      await request(world)
      world.pass(minutes(1))
    }
    await request(world.of('other'), { address })
    const { list } = world.store.attempts
    const first = await list(world.at({ address: address.key, limit: 3 }))
    const second = await list(world.at({ address: address.key, limit: 3, ...(first.next && { after: first.next }) }))
    equal(
      [...first.items, ...second.items].map(({ id }) => id),
      ids,
      'attempts',
    )
    equal(second.next, undefined, 'next of the last page')
    equal((await list(world.at({ address: 'ada@example.co', limit: 3 }))).items, [], 'of another')
  }),

  scenario('support: events are listed newest first, and those of one user without the others', async (world) => {
    const { user } = await signIn(world)
    await signIn(world)
    await signIn(world.of('other'))
    const whole = await eventsOf(world)
    const pages = async (of: object) => {
      const found: string[] = []
      let after: string | undefined
      do {
        const page = await world.store.events.list(world.at({ newest: true, limit: 2, ...of, ...(after && { after }) }))
        found.push(...page.items.map(({ id }) => id))
        after = page.next
      } while (after !== undefined)
      return found
    }
    equal(await pages({}), whole.map(({ id }) => id).reverse(), 'all')
    const hers = whole.filter((event) => event.user === user.id).map(({ id }) => id)
    equal(await pages({ user: user.id }), hers.toReversed(), 'hers')
    const page = await world.store.events.list(world.at({ user: user.id, limit: 9 }))
    equal(
      page.items.map(({ id }) => id),
      hers,
      'hers, oldest first',
    )
  }),

  scenario('support: seals behind a place come oldest first', async (world) => {
    for (let count = 0; count < 3; count++) {
      const [event] = await request(world).then(() => unsealed(world))
      ok(event, 'nothing is to be sealed')
      const [first, last] = [event.events[0]?.sequence ?? 0, event.events.at(-1)?.sequence ?? 0]
      const { head } = event
      await world.store.events.seal(world.at({ head, link: `link-${count}`, first, last, count: event.events.length }))
    }
    const links = async (after: number, limit: number) =>
      (await world.store.events.seals(world.at({ after, limit }))).map(({ link }) => link)
    equal(await links(0, 2), ['link-0', 'link-1'], 'first')
    const [newest, second] = await world.store.events.seals(world.at({ limit: 2 }))
    equal(await links(second?.last ?? 0, 2), ['link-2'], 'behind')
    equal([newest?.at, newest?.link], [world.now, 'link-2'], 'newest')
    const older = await world.store.events.seals(world.at({ before: newest?.last ?? 0, limit: 2 }))
    equal(
      older.map(({ link }) => link),
      ['link-1', 'link-0'],
      'in front of the newest',
    )
    equal(await world.store.events.seals(world.at({ before: older[1]?.last ?? 0, limit: 2 })), [], 'in front of all')
  }),

  scenario('support: a registration is made, changed and ended, and with it her sessions there', async (world) => {
    const { user, effect, attempt } = await signIn(world)
    const shop = 'shop' as Id<'application'>
    const made = await register(world, user, { application: shop, roles: ['buyer'], data: { size: 'xl' } })
    await signIn(world, { address: attempt.address, application: shop }, { session: sessionIn(world, shop) })
    await register(world, made, { application: shop, roles: ['seller'] })
    const hers = async () => world.store.registrations.list(world.at({ user: user.id }))
    equal(
      (await hers()).map(({ application: id, roles, data }) => [id, roles, data]),
      [
        [application, [], undefined],
        [shop, ['seller'], { size: 'xl' }],
      ],
      'changed',
    )
    const seen = await found(world, user)
    const remove = (version: number) =>
      world.store.registrations.remove(world.at({ user: user.id, version, application: shop, also: nothing }))
    equal((await remove(seen.version - 1)).kind, 'changed', 'of an older version')
    equal((await remove(seen.version)).kind, 'done', 'removed')
    equal((await remove(seen.version + 1)).kind, 'changed', 'removed again')
    equal(
      (await hers()).map(({ application: id }) => id),
      [application],
      'left',
    )
    const sessions = await world.store.sessions.list(world.at({ user: user.id }))
    equal(
      sessions.map(({ id }) => id),
      [effect.session.id],
      'sessions',
    )
  }),

  scenario('support: a sign-in that saw a registration before it ended is not redeemed', async (world) => {
    const { user, attempt } = await signIn(world)
    const next = await request(world, { address: attempt.address })
    const before = await look(world, next.id)
    await world.store.registrations.remove(
      world.at({ user: user.id, version: user.version, application, also: nothing }),
    )
    equal((await redeemFound(world, before, effectFor(world, before))).kind, 'changed', 'redeemed')
    equal((await look(world, next.id)).subject.registration, undefined, 'seen after')
  }),
]

async function named(world: World, name: string | undefined): Promise<User> {
  const { user } = await signIn(world)
  const { id, version } = user
  if (name !== undefined) await world.store.users.change(world.at({ id, version, name, also: nothing }))
  world.pass(minutes(1))
  return user
}

const shop = 'shop' as Id<'application'>

/** Among so many, as many on a page. */
const looks = [
  [1, 1],
  [2, 1],
  [2, 3],
  [3, 2],
  [4, 9],
  [9, 2],
  [99, 9],
] as const

async function amongSo(world: World, by: UserSearch, limit: number): Promise<readonly Id<'user'>[]> {
  const ids: Id<'user'>[] = []
  let behind: string | undefined
  for (let pages = 0; pages < 20; pages++) {
    const after = behind === undefined ? {} : { after: behind }
    const page = await world.store.users.list(world.at({ application: shop, by, limit, ...after }))
    ok(page.items.length <= limit, 'a page is longer than its limit')
    ok(
      page.items.every(({ registered, roles }) => registered && roles[0] === 'buyer'),
      'somebody else is listed',
    )
    ids.push(...page.items.map(({ user }) => user.id))
    behind = page.next
    if (behind === undefined) return ids
  }
  throw new Error('the pages come to no end')
}

async function all(world: World, by: UserSearch, limit: number): Promise<readonly (string | undefined)[]> {
  const found: (string | undefined)[] = []
  let behind: string | undefined
  for (let pages = 0; pages < 20; pages++) {
    const page = await world.store.users.list(world.at({ by, limit, ...(behind !== undefined && { after: behind }) }))
    found.push(...page.items.map(({ user }) => user.name))
    behind = page.next
    if (behind === undefined) return found
  }
  throw new Error('the list does not come to an end')
}

async function found(world: World, { id }: User): Promise<User> {
  const user = await world.store.users.find(world.at({ id }))
  ok(user, 'a user is gone')
  return user
}

interface Wanted {
  readonly application: Id<'application'>
  readonly roles: readonly string[]
  readonly data?: Readonly<Record<string, unknown>>
}

async function register(world: World, user: User, wanted: Wanted): Promise<User> {
  const { version } = await found(world, user)
  const put = await world.store.registrations.put(world.at({ user: user.id, version, ...wanted, also: nothing }))
  ok(put.kind === 'done', 'a registration is not made')
  return found(world, user)
}

function sessionIn(world: World, id: Id<'application'>) {
  const now = world.now
  return {
    id: world.draw.id<'session'>(now),
    application: id,
    hash: world.draw.hash(),
    methods: ['email-link'] as const,
    asked: {},
    idleUntil: after(now, days(1)),
    expiresAt: after(now, days(1)),
  }
}
