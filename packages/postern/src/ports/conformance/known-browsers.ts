/** Browsers that signed a user in before. */

import type { EmailAddress } from '../../domain/email-address.ts'
import type { Id } from '../../domain/id.ts'
import { after, days } from '../../domain/instant.ts'
import type { KnownBrowser } from '../../domain/user.ts'
import { equal } from './assert.ts'
import { type Scenario, scenario } from './scenario.ts'
import { look, prepare, request, signIn, type World } from './world.ts'

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
