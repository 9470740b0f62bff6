/** Whoever is banned or removed while she signs in is out afterwards, whichever came first. */
import type { User } from '../../domain/user.ts'
import { equal, ok } from './assert.ts'
import { remove } from './people.ts'
import { type Scenario, scenario } from './scenario.ts'
import { effectFor, look, nothing, redeemFound, request, signIn, type World } from './world.ts'

const rounds = 12

export const peopleRaces: readonly Scenario[] = [
  scenario('people: a ban and a sign-in at the same time leave no session', (world) => race(world, ban)),

  scenario('people: a removal and a sign-in at the same time leave no session', async (world) => {
    await race(world, remove)
    equal((await world.store.users.list(world.at({ application: 'default' as never, limit: 9 }))).items, [], 'users')
  }),

  scenario('people: of many removals at the same time one takes effect', async (world) => {
    const { user } = await signIn(world)
    const kinds = await Promise.all(Array.from({ length: 10 }, () => remove(world, user)))
    equal(kinds.filter((kind) => kind === 'done').length, 1, 'removed')
  }),

  scenario('people: removals beside requests and sign-ins of others wait for nobody for ever', async (world) => {
    const all = await Promise.all(Array.from({ length: 8 }, () => signIn(world)))
    const open = await Promise.all(all.map(({ attempt }) => request(world, { address: attempt.address })))
    const found = await Promise.all(open.map(({ id }) => look(world, id)))
    const kinds = await Promise.all(
      all.flatMap(({ user, attempt }, at) => [
        remove(world, user),
        redeemFound(world, found[at] as never, effectFor(world, found[at] as never)).then(({ kind }) => kind),
        request(world, { address: attempt.address }).then(() => 'issued'),
      ]),
    )
    equal(kinds.length, 24, 'answers')
    for (const { user } of all)
      ok(
        (await sessionsOf(world, user)) === 0 || (await statusOf(world, user)) === 'active',
        'a session of somebody removed',
      )
  }),
]

/** Sign-ins of one user, all decided before `end`, beside it. */
async function race(world: World, end: (world: World, user: User) => Promise<string>): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    const { user, attempt } = await signIn(world)
    const next = await request(world, { address: attempt.address })
    const found = await look(world, next.id)
    const signInAgain = (): Promise<string> =>
      redeemFound(world, found, effectFor(world, found)).then(({ kind }) => kind)
    const answers = await Promise.all(
      round % 2 === 0 ? [end(world, user), signInAgain()] : [signInAgain(), end(world, user)],
    )
    ok(
      answers.every((kind) => kind === 'done' || kind === 'changed'),
      'an answer of another kind',
    )
    ok(answers[round % 2 === 0 ? 0 : 1] === 'done', 'a sign-in keeps somebody from being ended')
    equal(await sessionsOf(world, user), 0, 'sessions')
  }
}

async function ban(world: World, { id, version }: User): Promise<string> {
  return (await world.store.users.change(world.at({ id, version, status: 'banned', ends: true, also: nothing }))).kind
}

async function sessionsOf(world: World, user: User): Promise<number> {
  return (await world.store.sessions.list(world.at({ user: user.id }))).length
}

async function statusOf(world: World, { id }: User): Promise<string | undefined> {
  return (await world.store.users.find(world.at({ id })))?.status
}
