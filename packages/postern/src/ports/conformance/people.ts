/** What is kept of people: changed, listed, shown, and ended whole. */
import { minutes } from '../../domain/instant.ts'
import type { User } from '../../domain/user.ts'
import type { Person } from '../records.ts'
import type { Store } from '../store.ts'
import { equal, ok } from './assert.ts'
import { application, asAddress, asked } from './drafts.ts'
import { type Scenario, scenario } from './scenario.ts'
import {
  completed,
  effectFor,
  eventsOf,
  look,
  nothing,
  prepare,
  redeemFound,
  request,
  type SignedIn,
  signIn,
  type World,
} from './world.ts'

type Change = Parameters<Store['users']['change']>[0]

export const people: readonly Scenario[] = [
  scenario('people: name, locale, data and roles are set, kept, and taken away', async (world) => {
    const { user } = await signIn(world)
    const data = { plan: 'team', seats: [1, 2], note: 'o’clock' }
    const set = await change(world, user, {
      name: 'Ada',
      locale: 'fr',
      data,
      roles: { application, roles: ['admin', 'member'] },
    })
    equal(
      set,
      { user: { ...user, name: 'Ada', locale: 'fr', data, version: set.user.version }, roles: ['admin', 'member'] },
      'set',
    )
    const same = await change(world, set.user, { status: 'locked' })
    equal(same, { ...set, user: { ...set.user, status: 'locked', version: same.user.version } }, 'after another change')
    const none = await change(world, same.user, {
      name: null,
      locale: null,
      data: null,
      roles: { application, roles: [] },
    })
    const { locale: _, ...bare } = user
    equal(none, { user: { ...bare, status: 'locked', version: none.user.version }, roles: [] }, 'taken away')
  }),

  scenario('people: one is found in an application by id and by address, with her roles there', async (world) => {
    const { user, attempt } = await signIn(world, {}, { roles: ['owner'] })
    const { findIn } = world.store.users
    equal(await findIn(world.at({ application, id: user.id })), { user, roles: ['owner'] }, 'by id')
    equal(
      await findIn(world.at({ application, address: attempt.address.key })),
      { user, roles: ['owner'] },
      'by address',
    )
    const elsewhere = { application: 'elsewhere' as typeof application }
    equal(await findIn(world.at({ ...elsewhere, id: user.id })), { user, roles: [] }, 'where she has no registration')
    equal(await findIn(world.at({ application, address: 'nobody@example.com' })), undefined, 'nobody')
  }),

  scenario(
    'people: a change that ends sessions ends hers, with her browsers and the mails that wait',
    async (world) => {
      const mine = await signIn(world)
      const other = await signIn(world)
      const waiting = await request(world, { address: mine.attempt.address })
      const others = await request(world, { address: other.attempt.address })
      await change(world, mine.user, { status: 'banned', ends: true })
      equal(await world.store.sessions.list(world.at({ user: mine.user.id })), [], 'her sessions')
      equal((await world.store.sessions.list(world.at({ user: other.user.id }))).length, 1, 'those of another')
      const known = [mine, other].map(async ({ attempt: { address }, effect: { browser } }) => {
        return (await prepare(world, address, browser.id)).subject.knownBrowser !== undefined
      })
      equal(await Promise.all(known), [false, true], 'whose browser is known')
      equal(await mailStates(world, waiting.id), ['dropped'], 'the mail to her')
      equal(await mailStates(world, others.id), ['queued'], 'the mail to another')
    },
  ),

  scenario('people: the newest come first, page by page, and nobody who was removed', async (world) => {
    const all: User[] = []
    for (let count = 0; count < 5; count++) {
      all.push((await signIn(world)).user)
      world.pass(minutes(1))
    }
    const [, , gone] = all
    ok(gone, 'nobody signed in')
    await remove(world, gone)
    const newest = all.filter((user) => user !== gone).reverse()
    const first = await world.store.users.list(world.at({ application, limit: 3 }))
    equal(
      first.items,
      newest.slice(0, 3).map((user) => ({ user, roles: [], registered: true })),
      'first page',
    )
    ok(first.next !== undefined, 'the first page is said to be the last')
    const second = await world.store.users.list(world.at({ application, limit: 3, after: first.next }))
    equal(second, { items: newest.slice(3).map((user) => ({ user, roles: [], registered: true })) }, 'second page')
  }),

  scenario('people: a prefix finds addresses that begin so, in their order, letter for letter', async (world) => {
    for (const address of [
      'ben@example.com',
      'Anna@example.com',
      'ann@example.com',
      'a_n@example.com',
      'bo@example.com',
    ])
      await signIn(world, { address: asAddress(address) })
    const list = async (prefix: string, limit: number, after?: string) => {
      const page = await world.store.users.list(
        world.at({ application, by: { what: 'address', prefix }, limit, ...(after && { after }) }),
      )
      return { emails: page.items.map(({ user }) => user.email), next: page.next }
    }
    equal(await list('a', 9), { emails: ['a_n@example.com', 'ann@example.com', 'Anna@example.com'] }, 'a')
    equal(await list('a_', 9), { emails: ['a_n@example.com'] }, 'no letter stands for others')
    equal(await list('ann@example.com', 9), { emails: ['ann@example.com'] }, 'a whole address')
    const first = await list('', 2)
    equal(first.emails, ['a_n@example.com', 'ann@example.com'], 'first page')
    equal(
      (await list('', 9, first.next)).emails,
      ['Anna@example.com', 'ben@example.com', 'bo@example.com'],
      'second page',
    )
  }),

  scenario('people: removal ends everything, and leaves an id that is never used again', async (world) => {
    const mine = await signIn(world)
    const { user, effect } = mine
    const { address } = mine.attempt
    const open = await request(world, { address })
    const proved = await request(world, { address })
    const artifact = world.draw.artifact(world.now, { group: proved.id })
    await world.store.attempts.prove(world.at({ id: proved.id, version: 1, artifact, also: nothing }))
    const inSession = world.draw.artifact(world.now, { group: effect.session.id })
    await world.store.artifacts.put(world.at({ artifact: inSession }))
    const document = { kind: 'invitation', id: `${application}/${address.key}` }
    const secret = world.draw.artifact(world.now, { group: document.id })
    await world.store.documents.put(world.at({ ...document, version: 0, json: '{}' }))
    await world.store.artifacts.put(world.at({ artifact: secret }))
    equal(await remove(world, user), 'done', 'removed')

    equal(await world.store.sessions.find(world.at({ id: effect.session.id })), undefined, 'session')
    for (const { id } of [open, proved]) {
      equal((await look(world, id)).attempt.state, 'cancelled', 'an open attempt')
      equal(await mailStates(world, id), ['dropped'], 'a waiting mail')
    }
    for (const { kind, id } of [artifact, inSession, secret])
      equal(await world.store.artifacts.find(world.at({ kind, id })), undefined, 'an artifact')
    equal(await world.store.documents.find(world.at(document)), undefined, 'invitation')
    equal(await world.store.documents.history(world.at(document)), [], 'history of the invitation')
    equal(await prepare(world, address, effect.browser.id), { subject: { address }, failures: 0 }, 'subject')
    const left = await world.store.users.find(world.at({ id: user.id }))
    const { id, tenant, createdAt, version } = { ...user, version: left?.version ?? 0 }
    equal(left, { id, tenant, createdAt, version, email: '', status: 'removed', factors: [] }, 'row')
    ok(version > user.version, 'removal does not raise the version')
    const story = (await eventsOf(world)).filter((event) => event.user === user.id || event.attempt === mine.attempt.id)
    ok(story.length >= 3 && story.every((event) => event.asked === undefined), 'an event still tells who asked')
    equal(await remove(world, { ...user, version }), 'changed', 'removed again')
    equal(await kindOfChange(world, { ...user, version }), 'changed', 'changed afterwards')

    const anew = await signIn(world, { address })
    ok(anew.user.id !== user.id, 'an id is used again')
  }),

  scenario('people: whoever is removed but kept leaves her registrations, and nothing else', async (world) => {
    const { user } = await signIn(world, {}, { roles: ['member'] })
    await remove(world, user, true)
    const person = await world.store.users.export(world.at({ id: user.id, limit: 10 }))
    ok(person, 'nothing is left')
    equal(person.registrations, [{ application, roles: ['member'], createdAt: user.createdAt }], 'registrations')
    equal([person.addresses, person.sessions, person.browsers], [[], [], []], 'the rest')
  }),

  scenario('people: removal touches nobody else', async (world) => {
    const mine = await signIn(world)
    const other = await signIn(world)
    const open = await request(world, { address: other.attempt.address })
    const before = await viewOf(world, other)
    await remove(world, mine.user)
    equal(await viewOf(world, other), before, 'what another has')
    equal((await look(world, open.id)).attempt.state, 'open', 'the attempt of another')
    equal(await mailStates(world, open.id), ['queued'], 'the mail to another')
  }),

  scenario('people: an export has everything of one person and nothing of another, secrets aside', async (world) => {
    await signIn(world)
    const mine = await signIn(world, {}, { roles: ['member'] })
    const { user, effect, attempt } = mine
    await world.store.documents.put(
      world.at({ kind: 'invitation', id: `${application}/${attempt.address.key}`, version: 0, json: '{"a":1}' }),
    )
    const person = await viewOf(world, mine)
    const { hash: _, ...session } = (await world.store.sessions.list(world.at({ user: user.id })))[0] ?? ({} as never)
    equal(person.user, user, 'user')
    equal(person.addresses, [{ address: attempt.address.address, provedAt: world.now }], 'addresses')
    equal(person.registrations, [{ application, roles: ['member'], createdAt: world.now }], 'registrations')
    equal(person.sessions, [session], 'sessions')
    equal(person.browsers, [{ id: effect.browser.id, seenAt: world.now, expiresAt: effect.browser.until }], 'browsers')
    equal(
      person.attempts.map(({ id, state, asked: by }) => ({ id, state, by })),
      [{ id: attempt.id, state: 'completed', by: asked }],
      'attempts',
    )
    equal(
      person.messages.map(({ to }) => to),
      [attempt.address],
      'messages',
    )
    equal(
      person.invitations.map(({ json }) => json),
      ['{"a":1}'],
      'invitations',
    )
    const story = (await eventsOf(world)).filter((event) => event.attempt === attempt.id)
    equal(person.events, story.toReversed(), 'events, newest first')
    ok(!JSON.stringify(person).includes('hash'), 'a hash is shown')
    const few = await world.store.users.export(world.at({ id: user.id, limit: 1 }))
    equal(few?.events, story.slice(-1), 'the newest event alone')
    equal(
      await world.store.users.export(world.at({ id: world.draw.id<'user'>(world.now), limit: 1 })),
      undefined,
      'nobody',
    )
  }),

  scenario('people: they are of one tenant', async (world) => {
    const other = world.of('other')
    const { user, attempt } = await signIn(world)
    await signIn(other, { address: attempt.address })
    const { users } = other.store
    equal(await users.findIn(other.at({ application, id: user.id })), undefined, 'found by id')
    equal(await users.export(other.at({ id: user.id, limit: 10 })), undefined, 'exported')
    equal((await users.list(other.at({ application, limit: 10 }))).items.length, 1, 'listed')
    equal(
      (await users.list(other.at({ application, limit: 10, by: { what: 'address', prefix: '' } }))).items.length,
      1,
      'listed by address',
    )
    equal(await remove(other, user), 'changed', 'removed')
    equal(await world.store.users.find(world.at({ id: user.id })), user, 'mine')
  }),

  scenario(
    'people: a first sign-in brings roles and data, a later one changes roles only where it says so',
    async (world) => {
      const attempt = await request(world)
      const found = await look(world, attempt.id)
      const plain = effectFor(world, found)
      const newUser = { ...plain.newUser, data: { team: 7 } } as NonNullable<typeof plain.newUser>
      const effect = { ...plain, newUser, roles: ['member'] }
      const redeemed = await redeemFound(world, found, effect, completed(world, attempt.id, effect))
      ok(redeemed.kind === 'done', 'a plain sign-in is not done')
      equal(redeemed.user.data, { team: 7 }, 'data answered')
      const { address } = attempt
      await signIn(world, { address })
      equal(
        await prepare(world, address).then(({ subject }) => [subject.user?.data, subject.registration?.roles]),
        [{ team: 7 }, ['member']],
        'after a plain one',
      )
      await signIn(world, { address }, { roles: ['member', 'admin'] })
      equal((await prepare(world, address)).subject.registration?.roles, ['member', 'admin'], 'after one that says so')
    },
  ),
]

async function change(
  world: World,
  { id, version }: User,
  what: Partial<Change>,
): Promise<{ readonly user: User; readonly roles: readonly string[] }> {
  const { kind } = await world.store.users.change(world.at({ id, version, also: nothing, ...what }))
  ok(kind === 'done', 'a change is not done')
  const found = await world.store.users.findIn(world.at({ application, id }))
  ok(found, 'a changed user is gone')
  return found
}

async function kindOfChange(world: World, { id, version }: User): Promise<string> {
  return (await world.store.users.change(world.at({ id, version, status: 'active', also: nothing }))).kind
}

export async function remove(world: World, { id, version }: User, keep = false): Promise<string> {
  const also = { events: [world.draw.event(world.now, 'user.removed', { user: id })], messages: [] }
  return (await world.store.users.remove(world.at({ id, version, keep, also }))).kind
}

async function mailStates(world: World, attempt: SignedIn['attempt']['id']): Promise<readonly string[]> {
  return (await world.store.messages.list(world.at({ attempt }))).map(({ state }) => state)
}

async function viewOf(world: World, { user }: SignedIn): Promise<Person> {
  const person = await world.store.users.export(world.at({ id: user.id, limit: 1000 }))
  ok(person, 'a user is not exported')
  return person
}
