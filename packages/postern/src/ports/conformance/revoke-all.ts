/** The ending of everything: nothing that began before outlives it, nothing that began after is touched. */
import type { Id } from '../../domain/id.ts'
import { days, minutes } from '../../domain/instant.ts'
import type { RevokePlace } from '../records.ts'
import { equal, ok } from './assert.ts'
import { type Scenario, scenario } from './scenario.ts'
import { effectFor, eventsOf, look, prepare, redeemFound, request, type SignedIn, signIn, type World } from './world.ts'

export const revokeAll: readonly Scenario[] = [
  scenario('revoke all: sessions end, open attempts with their mails, and artifacts are spent', async (world) => {
    const signed = await signIn(world)
    const open = await request(world)
    const artifact = world.draw.artifact(world.now)
    await world.store.artifacts.put(world.at({ artifact }))
    equal(await endAll(world), 3, 'ended')
    equal(await hasSession(world, signed), false, 'a session')
    equal((await look(world, open.id)).attempt.state, 'cancelled', 'an open attempt')
    const [message] = await world.store.messages.list(world.at({ attempt: open.id }))
    equal([message?.state, message?.sealed], ['dropped', undefined], 'its message')
    equal((await world.store.artifacts.consume(world.at(artifact))).kind, 'spent', 'an artifact')
    equal((await world.store.artifacts.put(world.at({ artifact }))).kind, 'exists', 'put again')
  }),

  scenario('revoke all: users stay, and known browsers stay or go as was said', async (world) => {
    const { attempt, effect, user } = await signIn(world)
    await endAll(world)
    const { subject } = await prepare(world, attempt.address, effect.browser.id)
    equal([subject.user, subject.knownBrowser?.id], [user, effect.browser.id], 'subject')
    await endAll(world, { browsers: true })
    const later = await prepare(world, attempt.address, effect.browser.id)
    equal([later.subject.user, later.subject.knownBrowser], [user, undefined], 'subject without browsers')
  }),

  scenario('revoke all: what begins afterwards goes on', async (world) => {
    const old = await signIn(world)
    const before = world.now
    world.pass(minutes(1))
    const fresh = await signIn(world)
    const open = await request(world)
    await endAll(world, { before, browsers: true })
    equal([await hasSession(world, old), await hasSession(world, fresh)], [false, true], 'sessions')
    equal((await look(world, open.id)).attempt.state, 'open', 'a later attempt')
    const { subject } = await prepare(world, fresh.attempt.address, fresh.effect.browser.id)
    ok(subject.knownBrowser, 'a later browser is forgotten')
  }),

  scenario('revoke all: a session of an older attempt ends, however late it was made', async (world) => {
    const attempt = await request(world)
    const before = world.now
    world.pass(minutes(1))
    const found = await look(world, attempt.id)
    const effect = effectFor(world, found)
    equal((await redeemFound(world, found, effect)).kind, 'done', 'redeem')
    await endAll(world, { before })
    const session = await world.store.sessions.find(world.at({ id: effect.session.id }))
    equal(session, undefined, 'the session')
  }),

  scenario('revoke all: an attempt that it ended is not redeemed by who had read it before', async (world) => {
    const attempt = await request(world)
    const found = await look(world, attempt.id)
    await endAll(world)
    equal((await redeemFound(world, found, effectFor(world, found))).kind, 'changed', 'redeem')
  }),

  scenario(
    'revoke all: stretches of any length end the same, in every tenant, with one event for each',
    async (world) => {
      const worlds = [world, world.of('other')]
      for (const limit of [1, 2, 3, 1000]) {
        const signed: SignedIn[] = []
        for (const each of worlds) for (let n = 0; n < 3; n++) signed.push(await signIn(each))
        for (const each of worlds)
          for (let n = 0; n < 3; n++)
            await each.store.artifacts.put(each.at({ artifact: each.draw.artifact(each.now, { kind: `kind-${n}` }) }))
        const ended = await endAll(world, { limit, browsers: true })
        equal(ended, 3 * worlds.length * 3, `ended, by ${limit}`)
        for (const [at, each] of worlds.entries()) {
          const sessions = await Promise.all(signed.slice(at * 3, at * 3 + 3).map((one) => hasSession(each, one)))
          equal(sessions, [false, false, false], 'sessions')
        }
        world.pass(days(1))
      }
      for (const each of worlds) {
        const told = (await eventsOf(each)).filter(({ type }) => type === 'sessions.revoked-all')
        equal(told.length, 4, `events of ${each.tenant}`)
      }
    },
  ),

  scenario('revoke all: an empty store has nothing to end and tells nobody', async (world) => {
    equal(await endAll(world), 0, 'ended')
    equal(await eventsOf(world), [], 'events')
  }),
]

interface Wishes {
  readonly before?: World['now']
  readonly browsers?: boolean
  readonly limit?: number
}

/** Walks to the end and answers how many rows were ended. */
async function endAll(
  world: World,
  { before = world.now, browsers = false, limit = 100 }: Wishes = {},
): Promise<number> {
  let from: RevokePlace | undefined
  let ended = 0
  for (let stretch = 0; stretch < 1000; stretch++) {
    const event = world.draw.event(world.now, 'sessions.revoked-all')
    const step = await world.store.sessions.revokeAll({
      before,
      browsers,
      limit,
      event,
      now: world.now,
      ...(from ? { from } : {}),
    })
    ended += step.ended
    from = step.next
    if (!from) return ended
  }
  throw new Error('revoking does not come to an end')
}

async function hasSession(
  world: World,
  { effect }: { readonly effect: { readonly session: { readonly id: Id<'session'> } } },
): Promise<boolean> {
  return (await world.store.sessions.find(world.at({ id: effect.session.id }))) !== undefined
}
