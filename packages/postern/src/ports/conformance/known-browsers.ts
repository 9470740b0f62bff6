/** Browsers that signed a user in before. */

import type { EmailAddress } from '../../domain/email-address.ts'
import type { Id } from '../../domain/id.ts'
import { after, days } from '../../domain/instant.ts'
import type { KnownBrowser } from '../../domain/user.ts'
import { equal, ok } from './assert.ts'
import { type Scenario, scenario } from './scenario.ts'
import { look, nothing, prepare, request, signIn, type World } from './world.ts'

export const knownBrowsers: readonly Scenario[] = [
  scenario('known browsers: one is known for the user it signed in, when asking and when looking', async (world) => {
    const { attempt, effect } = await signIn(world)
    const { id, hash } = effect.browser
    equal(await known(world, attempt.address, id), { id, hash }, 'when asking')
    const next = await request(world, { address: attempt.address })
    equal((await look(world, next.id, id)).subject.knownBrowser, { id, hash }, 'when looking')
    equal((await look(world, next.id)).subject.knownBrowser, undefined, 'without its credential')
    equal(await known(world, attempt.address, world.draw.id(world.now)), undefined, 'another browser')
  }),

  scenario('known browsers: it is not known for anybody else', async (world) => {
    const mine = await signIn(world)
    const theirs = await signIn(world)
    equal(await known(world, theirs.attempt.address, mine.effect.browser.id), undefined, 'for another user')
    equal(
      await known(world, world.draw.address(), mine.effect.browser.id),
      undefined,
      'for an address without an account',
    )
    const attempt = await request(world, { address: theirs.attempt.address })
    equal((await look(world, attempt.id, mine.effect.browser.id)).subject.knownBrowser, undefined, 'when looking')
  }),

  scenario('known browsers: one browser may be known to several users', async (world) => {
    const first = await signIn(world)
    const { id, hash, until } = first.effect.browser
    const second = await signIn(world, {}, { browser: { id, hash, until } })
    equal(await known(world, first.attempt.address, id), { id, hash }, 'the first user')
    equal(await known(world, second.attempt.address, id), { id, hash }, 'the second user')
  }),

  scenario(
    'known browsers: a sign-in under its id with another secret leaves it known to everybody else',
    async (world) => {
      const victim = await signIn(world)
      const { id, hash, until } = victim.effect.browser
      await signIn(world, {}, { browser: { id, hash: world.draw.hash(), until } })
      equal(await known(world, victim.attempt.address, id), { id, hash }, 'the browser of somebody else')
    },
  ),

  scenario('known browsers: one that is known for no time is not kept', async (world) => {
    const browser = { id: world.draw.id<'browser'>(world.now), hash: world.draw.hash(), until: world.now }
    const { user } = await signIn(world, {}, { browser })
    const kept = await world.store.users.export(world.at({ id: user.id, limit: 1 }))
    equal(kept?.browsers, [], 'browsers')
  }),

  scenario('known browsers: it is known until its time is over, and a new sign-in prolongs it', async (world) => {
    const until = after(world.now, days(10))
    const { attempt, effect } = await signIn(
      world,
      {},
      { browser: { id: world.draw.id(world.now), hash: world.draw.hash(), until } },
    )
    const { id, hash } = effect.browser
    world.pass(days(10) - 1)
    equal(await known(world, attempt.address, id), { id, hash }, 'at the last moment')
    await signIn(world, { address: attempt.address }, { browser: { id, hash, until: after(world.now, days(10)) } })
    world.pass(days(9))
    equal(await known(world, attempt.address, id), { id, hash }, 'prolonged')
    world.pass(days(1))
    equal(await known(world, attempt.address, id), undefined, 'over')
  }),

  scenario('known browsers: it stays known after its session ended', async (world) => {
    const { attempt, effect } = await signIn(world)
    const { id, hash } = effect.browser
    const session = effect.session.id
    const also = { events: [world.draw.event(world.now, 'session.revoked', { session })], messages: [] }
    equal((await world.store.sessions.revoke(world.at({ id: session, also }))).kind, 'revoked', 'revoke')
    equal(await known(world, attempt.address, id), { id, hash }, 'afterwards')
  }),

  scenario('known browsers: one that is forgotten with a session is a stranger to that user alone', async (world) => {
    const mine = await signIn(world)
    const { id, hash, until } = mine.effect.browser
    const theirs = await signIn(world, {}, { browser: { id, hash, until } })
    const other = await signIn(world, { address: mine.attempt.address })
    const forgets = { user: mine.user.id, browser: id }
    const revoke = (in_: World) =>
      in_.store.sessions.revoke(in_.at({ id: mine.effect.session.id, forgets, also: nothing }))
    equal((await revoke(world.of('elsewhere'))).kind, 'unknown', 'by another tenant')
    equal(await known(world, mine.attempt.address, id), { id, hash }, 'after that')
    equal((await revoke(world)).kind, 'revoked', 'revoke')
    equal(await known(world, mine.attempt.address, id), undefined, 'to her')
    equal(await known(world, theirs.attempt.address, id), { id, hash }, 'to another user')
    ok(await known(world, mine.attempt.address, other.effect.browser.id), 'her other browser is forgotten')
    await signIn(world, { address: mine.attempt.address }, { browser: { id, hash, until } })
    equal((await revoke(world)).kind, 'unknown', 'once more')
    equal(await known(world, mine.attempt.address, id), undefined, 'when the session is over')
  }),

  scenario('known browsers: whoever ends all sessions but one forgets all browsers but its own', async (world) => {
    const stays = await signIn(world)
    const { address } = stays.attempt
    const { browser } = stays.effect
    await signIn(world, { address }, { browser })
    const [left, there, theirs] = [
      await signIn(world, { address }),
      await signIn(world, { address }),
      await signIn(world),
    ]
    await world.store.sessions.revoke(world.at({ id: left.effect.session.id, also: nothing }))
    const all = [stays, left, there].map(({ effect }) => effect.browser.id)
    const seen = async () => Promise.all(all.map(async (id) => (await known(world, address, id)) !== undefined))
    equal(await seen(), [true, true, true], 'before')
    const revokeOf = (in_: World, except?: Id<'session'>) =>
      in_.store.sessions.revokeOf(in_.at({ user: stays.user.id, ...(except && { except }), also: nothing }))
    await revokeOf(world.of('elsewhere'))
    equal(await seen(), [true, true, true], 'after another tenant ended all')
    await revokeOf(world, stays.effect.session.id)
    equal(await seen(), [true, false, false], 'but one')
    await revokeOf(world, theirs.effect.session.id)
    equal(await seen(), [false, false, false], 'but one that is not hers')
    ok(await known(world, theirs.attempt.address, theirs.effect.browser.id), 'that of another user is forgotten')
  }),

  scenario(
    'known browsers: a sign-in with a new secret for its id makes the new secret the known one',
    async (world) => {
      const { attempt, effect } = await signIn(world)
      const { id, until } = effect.browser
      const hash = world.draw.hash()
      await signIn(world, { address: attempt.address }, { browser: { id, hash, until } })
      equal(await known(world, attempt.address, id), { id, hash }, 'the newer secret')
    },
  ),
]

async function known(world: World, address: EmailAddress, browser: Id<'browser'>): Promise<KnownBrowser | undefined> {
  return (await prepare(world, address, browser)).subject.knownBrowser
}
