/** Invitations: put and accepted as they were seen, once, by whoever is first. */
import { days } from '../../domain/instant.ts'
import type { Store } from '../store.ts'
import type { Charge } from '../written.ts'
import { equal, ok } from './assert.ts'
import { application, birthOwner } from './drafts.ts'
import { remove } from './people.ts'
import { type Scenario, scenario } from './scenario.ts'
import {
  budget,
  effectFor,
  eventsOf,
  look,
  nothing,
  prepare,
  redeemFound,
  request,
  signIn,
  tally,
  type World,
} from './world.ts'

type Put = Parameters<Store['invitations']['put']>[0]

export const invitations: readonly Scenario[] = [
  scenario('invitations: one is put with its mail, its secret and its event, as it was seen', async (world) => {
    const { address } = world.draw.attempt(world.now)
    const artifact = world.draw.artifact(world.now)
    const draft = mailTo(world, address.key)
    const also = { events: [world.draw.event(world.now, 'invitation.created')], messages: [draft] }
    equal(await put(world, address.key, { artifact, also }), { kind: 'done' }, 'first')
    equal(await put(world, address.key), { kind: 'changed' }, 'created again')
    const { subject } = await prepare(world, address)
    equal(subject.invitation, { version: 1, json: '{"n":0}' }, 'subject')
    ok(await world.store.artifacts.find(world.at({ kind: artifact.kind, id: artifact.id })), 'no secret')
    equal(
      (await eventsOf(world)).map(({ type }) => type),
      ['invitation.created'],
      'events',
    )
    equal(await claimed(world), [draft.id], 'mails')
    equal(await put(world, address.key, { version: 1, json: '{"n":1}' }), { kind: 'done' }, 'replaced')
    equal((await prepare(world, address)).subject.invitation, { version: 2, json: '{"n":1}' }, 'subject afterwards')
    const attempt = await request(world, { address })
    equal((await look(world, attempt.id)).subject.invitation, { version: 2, json: '{"n":1}' }, 'subject of an attempt')
  }),

  scenario('invitations: one that replaces another drops the mail that waits, and no other', async (world) => {
    const { address } = world.draw.attempt(world.now)
    const signingIn = await request(world, { address })
    const [first, second, other] = [
      mailTo(world, address.key),
      mailTo(world, address.key),
      mailTo(world, 'b@example.com'),
    ]
    await put(world, address.key, { also: { events: [], messages: [first] } })
    await put(world, 'b@example.com', { also: { events: [], messages: [other] } })
    await put(world, address.key, { version: 1, also: { events: [], messages: [second] } })
    const [mail] = await world.store.messages.list(world.at({ attempt: signingIn.id }))
    equal((await claimed(world)).toSorted(), [mail?.id, second.id, other.id].toSorted(), 'mails')
  }),

  scenario('invitations: the mail of another application to the same address goes on its way', async (world) => {
    const { address } = world.draw.attempt(world.now)
    const there = { ...mailTo(world, address.key), application: 'elsewhere' as typeof application }
    const id = `elsewhere/${address.key}`
    await put(world, address.key, { id, also: { events: [], messages: [there] } })
    const here = mailTo(world, address.key)
    await put(world, address.key, { also: { events: [], messages: [here] } })
    equal((await claimed(world)).toSorted(), [there.id, here.id].toSorted(), 'mails')
  }),

  scenario('invitations: a spent budget, or a version that is gone, charges and writes nothing', async (world) => {
    const one: Charge = budget('invite', 2)
    equal(await put(world, 'a@example.com', { charges: [one] }), { kind: 'done' }, 'first')
    const also = { events: [world.draw.event(world.now, 'invitation.created')], messages: [] }
    equal(await put(world, 'a@example.com', { charges: [one], also }), { kind: 'changed' }, 'not as it was seen')
    equal(await put(world, 'a@example.com', { charges: [one], version: 1 }), { kind: 'done' }, 'second')
    const third = await put(world, 'a@example.com', { charges: [one], version: 2, also })
    equal([third.kind, await eventsOf(world)], ['limited', []], 'third')
    equal(
      (await world.store.documents.find(world.at({ kind: 'invitation', id: keyOf('a@example.com') })))?.version,
      2,
      'version',
    )
  }),

  scenario('invitations: of many sign-ins that accept one at the same time, one does', async (world) => {
    const { address } = world.draw.attempt(world.now)
    await put(world, address.key)
    const attempts = await Promise.all(Array.from({ length: 6 }, () => request(world, { address })))
    const found = await Promise.all(attempts.map(({ id }) => look(world, id)))
    const answers = await Promise.all(
      found.map((each) => redeemFound(world, each, accepting(world, each, { roles: ['admin'] }))),
    )
    equal(tally(answers.map(({ kind }) => kind)), { done: 1, changed: 5 }, 'answers')
    const { subject } = await prepare(world, address)
    equal([subject.invitation?.json, subject.registration?.roles], ['{"accepted":true}', ['admin']], 'afterwards')
    for (const { id } of attempts) {
      const { attempt } = await look(world, id)
      ok(attempt.state === 'completed' || attempt.version === 1, 'an attempt was spent for nothing')
    }
  }),

  scenario('invitations: one that was revoked meanwhile is not accepted, and leaves nothing behind', async (world) => {
    const { address } = world.draw.attempt(world.now)
    await put(world, address.key)
    const attempt = await request(world, { address })
    const found = await look(world, attempt.id)
    await put(world, address.key, { version: 1, json: '{"revoked":true}' })
    const events = await eventsOf(world)
    equal((await redeemFound(world, found, accepting(world, found))).kind, 'changed', 'answer')
    const { subject } = await prepare(world, address)
    equal([subject.user, subject.invitation?.json], [undefined, '{"revoked":true}'], 'afterwards')
    equal((await look(world, attempt.id)).attempt, found.attempt, 'attempt')
    equal(await eventsOf(world), events, 'events')
    equal((await signIn(world, { address })).user.email, address.address, 'a sign-in afterwards')
  }),

  scenario('invitations: revoking and accepting at the same time: one of the two comes first', async (world) => {
    for (let round = 0; round < 8; round++) {
      const { address } = world.draw.attempt(world.now)
      await put(world, address.key)
      const attempt = await request(world, { address })
      const found = await look(world, attempt.id)
      const accept = (): Promise<{ kind: string }> => redeemFound(world, found, accepting(world, found))
      const revoke = (): Promise<{ kind: string }> => put(world, address.key, { version: 1, json: '{"revoked":true}' })
      const answers = await Promise.all(round % 2 ? [accept(), revoke()] : [revoke(), accept()])
      equal(answers.map(({ kind }) => kind).toSorted(), ['changed', 'done'], 'answers')
    }
  }),

  scenario('invitations: they are of one tenant and one application', async (world) => {
    const other = world.of('other')
    const { address } = world.draw.attempt(world.now)
    await put(world, address.key)
    equal((await prepare(other, address)).subject.invitation, undefined, 'another tenant')
    const elsewhere = { application: 'elsewhere' as typeof application }
    const there = await world.store.attempts.prepare(world.at({ ...elsewhere, address }))
    equal(there.subject.invitation, undefined, 'another application')
    equal(await put(other, address.key, { version: 1 }), { kind: 'changed' }, 'changed by another tenant')
  }),

  scenario(
    'invitations: removal of a user forgets what she accepted for what is no longer hers, and nothing of who came after',
    async (world) => {
      const [her, him] = [await signIn(world), await signIn(world)]
      const keep = (id: string, version: number, user?: string) =>
        world.store.documents.put(
          world.at({ kind: 'invitation', id, version, json: JSON.stringify({ address: 'somebody', user }) }),
        )
      const [left, passed, his] = ['left/old@example.com', 'left/passed@example.com', 'left/his@example.com']
      for (const id of [left, passed, his]) await keep(id, 0)
      for (const id of [left, passed]) await keep(id, 1, her.user.id)
      await keep(his, 1, him.user.id)
      await keep(passed, 2)
      const secretOf = async (group: string) => {
        const artifact = world.draw.artifact(world.now, { group })
        await world.store.artifacts.put(world.at({ artifact }))
        return artifact
      }
      const [gone, kept] = [await secretOf(left), await secretOf(passed)]
      equal(await remove(world, her.user), 'done', 'removed')
      const versions = async (id: string) => {
        const history = await world.store.documents.history(world.at({ kind: 'invitation', id }))
        return history.map(({ version }) => version)
      }
      equal([await versions(left), await versions(passed), await versions(his)], [[], [3], [2, 1]], 'versions')
      equal(await world.store.documents.find(world.at({ kind: 'invitation', id: left })), undefined, 'hers')
      equal((await world.store.documents.find(world.at({ kind: 'invitation', id: passed })))?.version, 3, 'a later one')
      equal(await world.store.artifacts.find(world.at({ kind: gone.kind, id: gone.id })), undefined, 'its secret')
      ok(await world.store.artifacts.find(world.at({ kind: kept.kind, id: kept.id })), 'a later secret is gone')
    },
  ),
]

const keyOf = (address: string): string => `${application}/${address}`

function put(world: World, address: string, over: Partial<Put> = {}): ReturnType<Store['invitations']['put']> {
  const { store, at } = world
  return store.invitations.put(
    at({ id: keyOf(address), version: 0, json: '{"n":0}', address, charges: [], also: nothing, ...over }),
  )
}

function accepting(world: World, found: Awaited<ReturnType<typeof look>>, over = {}): ReturnType<typeof effectFor> {
  const id = keyOf(found.attempt.address.key)
  const document = { kind: 'invitation', id, version: 1, json: '{"accepted":true}' }
  return effectFor(world, found, { document, ...over })
}

function mailTo(world: World, key: string): ReturnType<World['draw']['message']> {
  const { now, draw } = world
  const { attempt: _, facts, ...draft } = draw.message(now, draw.attempt(now))
  return { ...draft, to: { address: key, key }, facts: { ...facts, kind: 'invitation', about: { invitation: 'x' } } }
}

async function claimed(world: World): Promise<readonly string[]> {
  world.pass(days(1))
  const messages = await world.store.messages.claim({ now: world.now, owner: birthOwner, until: world.now, limit: 100 })
  return messages.map(({ id }) => id)
}
