/** Redeeming on the ground of something that has changed: it answers so, and leaves nothing behind. */
import type { Id } from '../../domain/id.ts'
import { hours } from '../../domain/instant.ts'
import type { Lookup, SignInEffect } from '../records.ts'
import { equal } from './assert.ts'
import { type Scenario, scenario } from './scenario.ts'
import {
  budget,
  completed,
  effectFor,
  eventsOf,
  look,
  nothing,
  prepare,
  redeemFound,
  request,
  signIn,
  takeTry,
  type World,
} from './world.ts'

export const redeemRefused: readonly Scenario[] = [
  scenario('redeem: a decision that rests on something else leaves nothing behind', async (world) => {
    for (const { name, spoil } of spoilers) {
      const attempt = await request(world, { asker: world.draw.asker(world.now) })
      await assertNothingLeft(world, name, await look(world, attempt.id), spoil)
    }
  }),
]

/** What may have happened between look and redeem; each answers what the redeem then rests on. */
const spoilers: readonly { readonly name: string; readonly spoil: (world: World, found: Lookup) => Promise<Lookup> }[] =
  [
    {
      name: 'a new set of secrets',
      spoil: async (world, found) => {
        const { id, version } = found.attempt
        const set = world.draw.set(world.now)
        const sent = await world.store.attempts.resend(
          world.at({ id, version, set, keep: 3, charges: [], also: nothing }),
        )
        equal(sent.kind, 'issued', 'resend')
        return found
      },
    },
    {
      name: 'a cancelled attempt, seen before',
      spoil: async (world, found) => {
        await cancel(world, found)
        return found
      },
    },
    {
      name: 'a cancelled attempt, seen after',
      spoil: async (world, found) => {
        await cancel(world, found)
        return look(world, found.attempt.id)
      },
    },
    {
      name: 'an expired attempt',
      spoil: async (world, found) => {
        world.pass(found.attempt.expiresAt - world.now)
        return found
      },
    },
    {
      name: 'an account that another attempt made',
      spoil: async (world, found) => {
        await signIn(world, { address: found.attempt.address })
        return found
      },
    },
    {
      name: 'a user who changed',
      spoil: async (world, found) => {
        const { user } = await signIn(world, { address: found.attempt.address })
        const seen = await look(world, found.attempt.id)
        const { id, version } = user
        const changed = await world.store.users.change(world.at({ id, version, status: 'banned', also: nothing }))
        equal(changed.kind, 'done', 'change')
        return seen
      },
    },
    {
      name: 'a user who does not exist',
      spoil: async (world, found) => {
        const { user } = await signIn(world)
        return { ...found, subject: { ...found.subject, user: { ...user, id: world.draw.id(world.now) } } }
      },
    },
  ]

async function cancel(world: World, { attempt }: Lookup): Promise<void> {
  const { id, version } = attempt
  equal((await world.store.attempts.cancel(world.at({ id, version, also: nothing }))).kind, 'done', 'cancel')
}

/** Spoils, then redeems with an effect of every kind, and finds none of them. */
async function assertNothingLeft(
  world: World,
  name: string,
  found: Lookup,
  spoil: (world: World, found: Lookup) => Promise<Lookup>,
): Promise<void> {
  const { attempt } = found
  const held = await signIn(world)
  const follower = await request(world, { asker: attempt.asker })
  const tries = budget(`tries:${attempt.id}`, 1, hours(24))
  equal(await takeTry(world, follower.id, [tries]), 'taken', `${name}: try`)
  const rests = await spoil(world, found)
  const artifact = world.draw.artifact(world.now)
  const to = world.draw.asker(world.now)
  const effect = effectFor(world, rests, {
    replaces: held.effect.session.id,
    artifact,
    giveBack: [tries],
    rebind: { from: attempt.asker.id, fromHash: attempt.asker.hash, to: to.id, toHash: to.hash },
  })
  const also = {
    ...completed(world, attempt.id, effect),
    messages: [world.draw.message(world.now, { ...follower, id: attempt.id })],
  }
  const view = (): Promise<unknown> => viewOf(world, effect, [attempt.id, follower.id], held.effect.session.id)
  const before = await view()
  equal((await redeemFound(world, rests, effect, also)).kind, 'changed', name)
  equal(await view(), before, name)
  equal(
    await world.store.artifacts.find(world.at({ kind: artifact.kind, id: artifact.id })),
    undefined,
    `${name}: artifact`,
  )
  equal(await takeTry(world, (await request(world)).id, [tries]), 'exhausted', `${name}: given back`)
}

/** All that a redeem could touch. */
async function viewOf(
  world: World,
  effect: SignInEffect,
  [id, follower]: readonly [Id<'attempt'>, Id<'attempt'>],
  held: Id<'session'>,
): Promise<unknown> {
  const { attempt } = await look(world, id)
  return {
    attempt,
    follower: (await look(world, follower)).attempt,
    standing: await prepare(world, attempt.address, effect.browser.id),
    user: (await world.store.users.find(world.at({ id: effect.user }))) ?? 'none',
    session: (await world.store.sessions.find(world.at({ id: effect.session.id }))) ?? 'none',
    held: await world.store.sessions.find(world.at({ id: held })),
    messages: await world.store.messages.list(world.at({ attempt: id })),
    events: await eventsOf(world),
  }
}
