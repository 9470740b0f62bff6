/** Every command that waits for rows or locks plays here, on few rows that all nodes want. The order is in locks.ts. */
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Asker } from '../../src/domain/attempt.ts'
import type { EmailAddress } from '../../src/domain/email-address.ts'
import { familyOf } from '../../src/domain/family.ts'
import type { Id } from '../../src/domain/id.ts'
import { after, days, hours, minutes } from '../../src/domain/instant.ts'
import type { MessageDraft } from '../../src/domain/message.ts'
import { completed, effectFor, look, nothing, redeemFound, type World } from '../../src/ports/conformance/world.ts'
import type { AttemptDraft, SignInEffect } from '../../src/ports/records.ts'
import type { ArtifactDraft, Charge } from '../../src/ports/written.ts'
import { createGround, type Ground, until } from './ground.ts'

const nodes = 4
const playedFor = 4000
/** On a machine that is busy with other things it takes longer. */
const leastPlayed = 200

/** Four narrow budgets and two wide ones, none of which ever ends. */
const budgets: readonly Charge[] = Array.from({ length: 6 }, (_, at) => ({
  key: `budget/${'dbfaec'[at]}`,
  windows: [{ length: minutes(60), max: 1_000_000 }],
  grain: at < 4 ? 0 : minutes(3),
}))

let ground: Ground
let worlds: World[]

beforeEach(async () => {
  for (const { key } of budgets) spent.set(key, 0)
  ground = await createGround('own')
  // A lock that is waited for longer than this is looked at: two that wait for each other are found out at once.
  const name = new URL(ground.url).pathname.slice(1)
  await ground.query(`ALTER DATABASE "${name}" SET deadlock_timeout = '20ms'`)
  worlds = await Promise.all(Array.from({ length: nodes }, () => ground.node({ poolSize: 10 })))
})

afterEach(() => ground.close())

/** How much was charged to each budget by calls that were answered with yes, and given back. */
const spent = new Map<string, number>()
function note(charges: readonly Charge[], by: 1 | -1): void {
  for (const { key } of charges) spent.set(key, (spent.get(key) ?? 0) + by)
}

/** What the players share. */
interface Things {
  readonly askers: readonly Asker[]
  readonly addresses: readonly EmailAddress[]
  readonly browsers: readonly Id<'browser'>[]
  readonly proofs: readonly ArtifactDraft[]
  readonly artifacts: readonly ArtifactDraft[]
  /** The newest ones, of everybody. */
  readonly sessions: Id<'session'>[]
}

const oneOf = <T>({ draw }: World, things: readonly T[]): T => things[draw.below(things.length)] as T
const some = ({ draw }: World): Charge[] => draw.shuffled(budgets).slice(0, 1 + draw.below(budgets.length))

/** Asks and signs in while the mail is settled; each time with other budgets, in another order. */
async function play(world: World, things: Things): Promise<void> {
  const { draw, store } = world
  const asker = oneOf(world, things.askers)
  const attempt = draw.attempt(world.now, { asker, address: oneOf(world, things.addresses) })
  const message = draw.message(world.now, attempt)
  const charges = some(world)
  const proof = draw.below(4) ? {} : { proof: oneOf(world, things.proofs) }
  const also = { events: [draw.event(world.now, 'link.requested')], messages: [message] }
  const issued = await store.attempts.issue(world.at({ attempt, charges, ...proof, also }))
  // A proof is good for one.
  if (issued.kind === 'proof-needed') return
  expect(issued).toEqual({ kind: 'issued' })
  note(charges, 1)
  await Promise.all([settle(world, message), draw.below(8) ? signIn(world, attempt, things) : stop(world, attempt)])
  if (draw.below(10) === 0) await store.attempts.endAll(world.at({ asker: asker.id as never, hash: asker.hash }))
}

/** One in four is refused, which counts against the address. */
function settle({ store, at, now, draw }: World, { id, lease }: MessageDraft): Promise<unknown> {
  const outcome = draw.below(4)
    ? ({ kind: 'sent', transport: 'wire', worksUntil: after(now, minutes(10)) } as const)
    : ({ kind: 'failed', reason: 'refused', suppress: true } as const)
  const event = draw.event(now, 'link.delivered')
  return store.messages.settle(at({ settlements: [{ id, owner: lease.owner, outcome, event }] }))
}

/** Half-way, with something to wait for, and no further. */
async function stop(world: World, { id }: AttemptDraft): Promise<void> {
  const { store, draw } = world
  const artifact = { ...draw.artifact(world.now), group: id }
  const { attempt } = await look(world, id)
  await store.attempts.prove(world.at({ id, version: attempt.version, artifact, also: nothing }))
  const { version } = (await look(world, id)).attempt
  const also = { events: [draw.event(world.now, 'attempt.cancelled')], messages: [] }
  await Promise.all([
    store.attempts.cancel(world.at({ id, version, also })),
    store.artifacts.consume(world.at({ kind: artifact.kind, id: artifact.id })),
  ])
}

/** By a counted try. Every other browser gets a new binding, which its open attempts follow. */
async function signIn(world: World, attempt: AttemptDraft, things: Things): Promise<void> {
  const { draw, store } = world
  const tries = some(world)
  const taken = await store.attempts.takeTry(world.at({ id: attempt.id, charges: tries }))
  if (taken.kind === 'exhausted') return
  note(tries, 1)
  const found = await look(world, attempt.id)
  const { application, address } = attempt
  const { invitation } = found.subject
  const document = {
    kind: 'invitation',
    id: `${application}/${address.key}`,
    version: invitation?.version ?? 0,
    json: '{}',
  }
  const accepts = invitation && draw.below(2) ? { document, roles: ['member'] } : {}
  const drawn = effectFor(world, found, { giveBack: tries, ...browserOf(world, attempt, things), ...accepts })
  const family = { id: familyOf(drawn.session.id), hash: draw.hash(), expiresAt: drawn.session.expiresAt }
  const effect = { ...drawn, family }
  const { kind } = await redeemFound(world, found, effect, completed(world, attempt.id, effect))
  if (kind !== 'done') return
  note(tries, -1)
  things.sessions.push(effect.session.id)
  if (things.sessions.length > 20) things.sessions.shift()
  const refreshed = refresh(world, effect.user, family)
  if (draw.below(4) === 0) await changeUser(world, effect.user)
  await refreshed
  if (draw.below(12) === 0) await removeUser(world, effect.user)
  if (draw.below(8) === 0) await adoptPeople(world, things)
  if (draw.below(8) === 0) await store.sessions.revokeOf(world.at({ user: effect.user, also: nothing }))
}

function browserOf(world: World, { asker }: AttemptDraft, { browsers, sessions }: Things): Partial<SignInEffect> {
  const { draw, now } = world
  const to = draw.asker(now)
  const from = { from: asker.id as never, fromHash: asker.hash }
  return {
    browser: { id: oneOf(world, browsers), hash: draw.hash(), until: after(now, days(180)) },
    ...(draw.below(2) ? { rebind: { ...from, to: to.id as never, toHash: to.hash } } : {}),
    ...(draw.below(2) && sessions.length > 0 ? { replaces: oneOf(world, sessions) } : {}),
  }
}

async function refresh(
  { store, draw, at, now }: World,
  user: Id<'user'>,
  { id, hash: from }: NonNullable<SignInEffect['family']>,
): Promise<void> {
  const { version: userVersion } = (await store.users.find(at({ id: user }))) ?? { version: 0 }
  const idleUntil = after(now, hours(24))
  await store.families.rotate(
    at({ id, user, userVersion, from, to: draw.hash(), idleUntil, spent: draw.artifact(now).id }),
  )
}

async function changeUser(world: World, id: Id<'user'>): Promise<void> {
  const { version } = (await world.store.users.find(world.at({ id }))) ?? { version: 0 }
  const also = { events: [world.draw.event(world.now, 'session.revoked')], messages: [] }
  const ends = world.draw.below(2) === 0
  await world.store.users.change(world.at({ id, version, status: 'active', ends, also }))
}

async function removeUser(world: World, id: Id<'user'>): Promise<void> {
  const { version } = (await world.store.users.find(world.at({ id }))) ?? { version: 0 }
  const also = { events: [world.draw.event(world.now, 'user.removed', { user: id })], messages: [] }
  await world.store.users.remove(world.at({ id, version, keep: world.draw.below(2) === 0, also }))
}

/** Invites anew, which drops the mail that waits and ends what the one before was to do. */
async function invite(world: World, { addresses }: Things): Promise<void> {
  const { store, draw, at, now } = world
  const address = oneOf(world, addresses)
  const attempt = draw.attempt(now, { address })
  const id = `${attempt.application}/${address.key}`
  const known = await store.documents.find(at({ kind: 'invitation', id }))
  const { attempt: _, facts, ...mail } = draw.message(now, attempt)
  const message: MessageDraft = { ...mail, facts: { ...facts, kind: 'invitation' } }
  const also = { events: [draw.event(now, 'invitation.created')], messages: [message] }
  const artifact = draw.artifact(now, { group: id })
  const version = known?.version ?? 0
  const charges = some(world)
  const call = { id, version, json: '{}', address: address.key, artifact, charges, also }
  if ((await store.invitations.put(at(call))).kind === 'done') note(charges, 1)
  await pause(5)
}

/** In another order each time: most of them are somebody's already. */
async function adoptPeople({ store, draw, at, now }: World, { addresses }: Things): Promise<void> {
  const application = draw.attempt(now).application
  const users = draw.shuffled(addresses).map((address) => ({
    id: `old-${draw.below(20)}` as Id<'user'>,
    address,
    status: 'active' as const,
    roles: [],
    createdAt: now,
    provedAt: now,
    event: draw.event(now, 'user.created'),
  }))
  await store.users.adopt(at({ application, users, dryRun: false }))
}

/** What browsers and applications do all the time. */
async function use(world: World, { sessions, artifacts }: Things): Promise<void> {
  const { store, draw, at, now } = world
  const artifact = oneOf(world, artifacts)
  const { kind, id, group = '' } = artifact
  await Promise.all([
    ...sessions.map((session) => store.sessions.touch(at({ id: session, idleUntil: after(now, hours(24)) }))),
    ...sessions.slice(0, draw.below(3)).map((session) => revoke(world, session)),
    store.artifacts.put(at({ artifact: { ...artifact, expiresAt: after(now, minutes(5)) } })),
    store.artifacts.consume(at({ kind, id })),
    draw.below(4) ? undefined : store.artifacts.revoke(at({ group })),
  ])
}

async function revoke({ store, at, draw }: World, id: Id<'session'>): Promise<void> {
  const { user, browser } = (await store.sessions.find(at({ id })))?.session ?? {}
  const forgets = user && browser && draw.below(2) === 0 && { user, browser }
  await store.sessions.revoke(at({ id, ...(forgets && { forgets }), also: nothing }))
}

async function doChores({ store, clock, now, draw }: World): Promise<void> {
  clock.advance(10)
  await pause(50)
  await Promise.all([
    store.sweep({ now, limit: 100, keepAttempts: days(7), keepEvents: days(30) }),
    store.events.unsealed({ now, tenants: 5, limit: 10 }),
    store.messages.claim({ now: after(now, minutes(2)), owner: 'another', until: after(now, minutes(4)), limit: 3 }),
    draw.below(2) ? store.messages.release({ now, owner: 'another' }) : undefined,
  ])
}

test('nodes that share budgets, people, sessions and chores never lock each other out, and every hit is counted', async () => {
  const things = thingsOf(ground.world)
  const giveUpAt = performance.now() + playedFor
  let played = 0
  const again = async (step: () => Promise<void>): Promise<void> => {
    while (performance.now() < giveUpAt || played < leastPlayed) {
      await step()
      played++
    }
  }
  await Promise.all(
    worlds.flatMap((world) => [
      ...Array.from({ length: 12 }, () => again(() => play(world, things))),
      again(() => use(world, things)),
      again(() => invite(world, things)),
      again(() => doChores(world)),
    ]),
  )
  const rows = await ground.query(`SELECT split_part(b.key, '#', 1) AS key, sum(n)::int AS hits
FROM postern_budgets b, unnest(b.counts) AS n GROUP BY 1`)
  expect(Object.fromEntries(rows.map(({ key, hits }) => [key, hits]))).toEqual(Object.fromEntries(spent))
  // A broken order makes many. The end of a person goes by no order (locks.ts): should one come of it, it was tried again.
  expect(await deadlocksOnRecord()).toBeLessThanOrEqual(1)
})

function thingsOf({ draw, now }: World): Things {
  const several = <T>(length: number, make: () => T): T[] => Array.from({ length }, make)
  return {
    askers: several(6, () => draw.asker(now)),
    addresses: several(12, () => draw.address()),
    browsers: several(6, () => draw.id(now)),
    proofs: several(60, () => draw.artifact(now, { kind: 'proof' })),
    artifacts: several(12, () => draw.artifact(now, { group: 'ab'[draw.below(2)] as string })),
    sessions: [],
  }
}

/** A connection hands in what it has counted when it ends at the latest. */
async function deadlocksOnRecord(): Promise<number> {
  for (const { store } of [ground.world, ...worlds]) await store.close()
  await until(async () => {
    const open = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'postern'`
    return (await ground.query(open)).length === 0
  }, 'the end of all nodes')
  const [row] = await ground.query('SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()')
  return Number(row?.['deadlocks'])
}
