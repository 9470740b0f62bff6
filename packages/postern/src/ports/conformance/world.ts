/** A store, a tenant, a clock and drafts: the ground a scenario plays on, with the steps that most of them begin with. */
import type { Purpose } from '../../domain/attempt.ts'
import type { EmailAddress } from '../../domain/email-address.ts'
import type { Event } from '../../domain/event.ts'
import type { Id } from '../../domain/id.ts'
import { after, type Duration, days, hours, type Instant, minutes } from '../../domain/instant.ts'
import type { User } from '../../domain/user.ts'
import type { Unsealed } from '../events.ts'
import type { AttemptDraft, Lookup, Redeemed, SignInEffect, Standing } from '../records.ts'
import type { Store } from '../store.ts'
import type { Also, Charge } from '../written.ts'
import { ok } from './assert.ts'
import { application, asked, createDrafts, type Drafts } from './drafts.ts'
import type { VirtualClock } from './virtual-clock.ts'

export interface World {
  readonly store: Store
  readonly clock: VirtualClock
  readonly tenant: Id<'tenant'>
  readonly draw: Drafts
  readonly now: Instant
  /** The input as a command of this tenant at this moment. */
  at<I extends object>(input: I): I & { readonly tenant: Id<'tenant'>; readonly now: Instant }
  pass(time: Duration): void
  /** The same database and clock, seen by another tenant. */
  of(tenant: string): World
  /** The same tenant, through another store. */
  through(store: Store): World
}

export const nothing: Also = { events: [], messages: [] }

/** What waits for a seal, of all tenants. */
export function unsealed({ store, now }: World, limit = 10): Promise<readonly Unsealed[]> {
  return store.events.unsealed({ now, tenants: 100, limit })
}

/** The same seed draws the same ids: two worlds over one database need two seeds. */
export function createWorld(store: Store, clock: VirtualClock, seed: number = 20_261_122): World {
  return worldOf(store, clock, 'default', createDrafts(seed))
}

function worldOf(store: Store, clock: VirtualClock, name: string, draw: Drafts): World {
  const tenant = name as Id<'tenant'>
  return {
    store,
    clock,
    tenant,
    draw,
    get now() {
      return clock.now()
    },
    at: (input) => ({ ...input, tenant, now: clock.now() }),
    pass: (time) => clock.advance(time),
    of: (other) => worldOf(store, clock, other, draw),
    through: (other) => worldOf(other, clock, name, draw),
  }
}

/** Issues an attempt with one message and the event of its request. */
export async function request(
  world: World,
  over?: Partial<AttemptDraft>,
  charges: readonly Charge[] = [],
): Promise<AttemptDraft> {
  const attempt = world.draw.attempt(world.now, over)
  const issued = await world.store.attempts.issue(world.at({ attempt, charges, also: requested(world, attempt) }))
  ok(issued.kind === 'issued', `a request is refused as ${issued.kind}`)
  return attempt
}

/** What is written beside an attempt when it is asked for. */
export function requested(world: World, attempt: AttemptDraft): Also {
  return {
    events: [world.draw.event(world.now, 'link.requested', { attempt: attempt.id })],
    messages: [world.draw.message(world.now, attempt)],
  }
}

/** The attempt as the store has it. */
export async function look(world: World, id: Id<'attempt'>, browser?: Id<'browser'>): Promise<Lookup> {
  const found = await world.store.attempts.find(world.at(browser ? { id, browser } : { id }))
  ok(found, 'an attempt is not found')
  return found
}

/** What a redeemed attempt does, for the subject that was found. */
export function effectFor(world: World, found: Lookup, over?: Partial<SignInEffect>): SignInEffect {
  const { now, draw } = world
  const user = found.subject.user?.id ?? draw.id<'user'>(now)
  return {
    ...(found.subject.user ? {} : { newUser: { id: user, locale: 'en' } }),
    user,
    register: !found.subject.registration,
    session: {
      id: draw.id(now),
      application: found.attempt.application,
      hash: draw.hash(),
      methods: ['email-link'],
      asked,
      idleUntil: after(now, hours(24)),
      expiresAt: after(now, days(30)),
    },
    browser: { id: draw.id(now), hash: draw.hash(), until: after(now, days(180)) },
    finish: { by: 'asker', asked },
    giveBack: [],
    ...over,
  }
}

/** What is written beside a sign-in. */
export function completed(world: World, id: Id<'attempt'>, effect: SignInEffect): Also {
  const about = { attempt: id, user: effect.user, session: effect.session.id }
  const created = effect.newUser ? [world.draw.event(world.now, 'user.created', about)] : []
  return { events: [...created, world.draw.event(world.now, 'sign-in.completed', about)], messages: [] }
}

/** Redeems on the ground of what was found, which may be old. */
export function redeemFound(world: World, found: Lookup, effect: SignInEffect, also?: Also): Promise<Redeemed> {
  const { id, version } = found.attempt
  const userVersion = found.subject.user?.version
  return world.store.attempts.redeem(
    world.at({ id, version, userVersion, effect, also: also ?? completed(world, id, effect) }),
  )
}

export interface SignedIn {
  readonly attempt: AttemptDraft
  readonly effect: SignInEffect
  readonly user: User
  readonly sequence: number
}

/** A whole sign-in: request, look, redeem. */
export async function signIn(
  world: World,
  attemptOver?: Partial<AttemptDraft>,
  over?: Partial<SignInEffect>,
): Promise<SignedIn> {
  const attempt = await request(world, attemptOver)
  const found = await look(world, attempt.id)
  const effect = effectFor(world, found, over)
  const redeemed = await redeemFound(world, found, effect)
  ok(redeemed.kind === 'done', 'a plain sign-in is not done')
  return { attempt, effect, user: redeemed.user, sequence: redeemed.sequence }
}

export function prepare(world: World, address: EmailAddress, browser?: Id<'browser'>): Promise<Standing> {
  return world.store.attempts.prepare(world.at({ application, address, ...(browser ? { browser } : {}) }))
}

/** The events of an attempt, or of the whole tenant. */
export async function eventsOf(world: World, attempt?: Id<'attempt'>): Promise<readonly Event[]> {
  const page = await world.store.events.list(world.at({ limit: 1000, ...(attempt ? { attempt } : {}) }))
  return page.items
}

/** A budget of `max` counts in one rolling window. */
export function budget(key: string, max: number, length: Duration = minutes(15)): Charge {
  return { key, windows: [{ length, max }], grain: 0 }
}

export async function takeTry(world: World, id: Id<'attempt'>, charges: readonly Charge[]): Promise<string> {
  return (await world.store.attempts.takeTry(world.at({ id, charges }))).kind
}

/** How often each word occurs. */
export function tally(words: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1
  return counts
}

/** Purposes that an attempt may have. */
export const purposes: readonly Purpose[] = ['sign-in', 'invite', 'change-address', 'step-up', 'delete']
