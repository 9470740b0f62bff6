/**
 * What must be true, as plain maps: attempts, users, sessions, messages, budgets and events, as they follow from the
 * commands that took effect. It knows the words of the domain and nothing of engines or databases.
 */
import type { Attempt, AttemptState } from '../../src/domain/attempt.ts'
import type { MessageSecrets, MessageState } from '../../src/domain/message.ts'
import type { UserStatus } from '../../src/domain/user.ts'
import type { Charge } from '../../src/ports/written.ts'

/** Secrets of one mail, in clear: the model sees through envelopes. */
export interface SetFacts extends MessageSecrets {
  readonly mark: string
  readonly askedAt: number
  until: number
}

export interface AttemptFacts {
  readonly id: string
  readonly tenant: string
  readonly application: string
  readonly address: string
  asker: { readonly id: string; readonly hash: string }
  readonly number: string
  readonly purpose: Attempt['purpose']
  /** Its secrets were handed to somebody who vouches, or to staff; or a press alone began it. */
  readonly mode?: NonNullable<Attempt['about']>['mode']
  readonly maxTries: number
  readonly createdAt: number
  state: AttemptState
  version: number
  tries: number
  approvalShut: boolean
  opens: number
  expiresAt: number
  sets: readonly SetFacts[]
  superseded: readonly SetFacts[]
  /** Cancel secrets of notices about it. */
  notices: readonly string[]
  /** How often it was pressed for a new mail, by whoever typed nothing. */
  pressed?: number
  /** Codes that were compared while it could still be completed. */
  readonly compared: Set<string>
  finish?: { readonly session: string; readonly at: number; readonly by: 'asker' | 'other' }
}

export interface UserFacts {
  readonly id: string
  readonly tenant: string
  readonly address: string
  status: UserStatus
  factors: number
  version: number
  /** Her address was only vouched for. */
  unproved: boolean
  registered: boolean
  roles: readonly string[]
}

export interface SessionFacts {
  readonly id: string
  readonly tenant: string
  readonly user: string
  readonly attempt: string
  readonly browser: string
  readonly hash: string
  idleUntil: number
  seenAt: number
  readonly expiresAt: number
  ended: boolean
  /** The hash of the binding that was written with it. */
  readonly binding?: string
  /** The secret that the caller was told. */
  told?: string
}

/** Refresh tokens of a session, by their hashes. */
export interface FamilyFacts {
  readonly id: string
  readonly tenant: string
  readonly application: string
  readonly session: string
  readonly user: string
  readonly first: string
  /** Of the current one. */
  hash: string
  /** By token: what took its place, when, and the operation that did it. Newest last. */
  readonly rotations: Map<string, { readonly to: string; readonly at: number; readonly by: number }>
  readonly expiresAt: number
}

export interface MessageFacts {
  readonly id: string
  readonly tenant: string
  readonly attempt: string
  /** The invitation that it carries. */
  readonly invitation?: string
  readonly to: string
  readonly kind: string
  readonly postedAt: number
  readonly mark: string | undefined
  readonly deadline: number
  state: MessageState
  owner: string
  leaseUntil: number
  nextAt: number
  dueAt: number
  tries: number
  arrived: number
}

/** What was kept last of an address that was invited. Its key is the document's. */
export interface InvitationFacts {
  readonly id: string
  readonly tenant: string
  readonly document: string
  readonly address: string
  readonly roles: readonly string[]
  readonly expiresAt: number
  state: 'open' | 'accepted' | 'revoked'
  version: number
}

export interface Hit {
  time: number
  count: number
}

export interface Model {
  readonly attempts: Map<string, AttemptFacts>
  /** By tenant and asker id. */
  readonly asked: Map<string, Set<AttemptFacts>>
  /** By tenant and address key. */
  readonly users: Map<string, UserFacts>
  readonly sessions: Map<string, SessionFacts>
  readonly families: Map<string, FamilyFacts>
  /** By tenant and document. */
  readonly invitations: Map<string, InvitationFacts>
  /** By id of the invitation: its document, and the secret of its mail. Replaced ones too. */
  readonly invited: Map<string, { readonly document: string; readonly secret: string }>
  /** When an address was invited, by tenant and address key. */
  readonly invites: Map<string, number[]>
  readonly messages: Map<string, MessageFacts>
  /** Ids of messages that are neither sent nor given up. */
  readonly queued: Set<string>
  /** By message: what was sealed into its row. */
  readonly sealed: Map<string, MessageSecrets>
  /** The same by the hash of the link, where no message row was written. */
  readonly drawn: Map<string, MessageSecrets>
  /** By tenant, browser and user: hash and end, or when it was forgotten. */
  readonly browsers: Map<string, { readonly hash: string; until: number }>
  /** By tenant and key. */
  readonly budgets: Map<string, Hit[]>
  /** When mails were asked for by strangers, by tenant and address key. */
  readonly mails: Map<string, number[]>
  /** Ids of events in the order of their commits, by tenant. */
  readonly events: Map<string, Set<string>>
  readonly seals: Map<string, { head: string; last: number }>
  readonly counts: { sessions: number; completed: number }
  /** When the last command took effect: not before the moment that it names. */
  time: number
}

/** By what they promise: whether a command that just took effect keeps to it, with the model as it was before. */
export type Rules<E> = Readonly<Record<string, (model: Model, entry: E) => boolean>>

export function createModel(): Model {
  return {
    attempts: new Map(),
    asked: new Map(),
    users: new Map(),
    sessions: new Map(),
    families: new Map(),
    invitations: new Map(),
    invited: new Map(),
    invites: new Map(),
    messages: new Map(),
    queued: new Set(),
    sealed: new Map(),
    drawn: new Map(),
    browsers: new Map(),
    budgets: new Map(),
    mails: new Map(),
    events: new Map(),
    seals: new Map(),
    counts: { sessions: 0, completed: 0 },
    time: 0,
  }
}

export const placeOf = (...parts: readonly string[]): string => parts.join(' ')

export const isUndecided = (state: AttemptFacts['state']): boolean => state === 'open' || state === 'approved'

/** Whether the attempt could still become a session at this moment. */
export function isLive(attempt: AttemptFacts, now: number): boolean {
  return isUndecided(attempt.state) && attempt.expiresAt > now
}

const secretsLife = 10 * 60_000

/** Where not everybody may sign up: whether its asker is told that it is over, by the request, whatever its mail did. */
export const isOverForAsker = ({ state, sets }: AttemptFacts, now: number): boolean =>
  state === 'open' && (sets.at(-1)?.askedAt ?? 0) + secretsLife <= now

export const userOf = (model: Model, attempt: AttemptFacts): UserFacts | undefined =>
  model.users.get(placeOf(attempt.tenant, attempt.address))

/** What was kept last for the address of this attempt. */
export const invitationOf = (
  model: Model,
  { tenant, application, address }: Pick<AttemptFacts, 'tenant' | 'application' | 'address'>,
): InvitationFacts | undefined => model.invitations.get(placeOf(tenant, `${application}/${address}`))

export const isInvitationOpen = (invitation: InvitationFacts | undefined, now: number): boolean =>
  invitation?.state === 'open' && invitation.expiresAt > now

/** The set whose link this is, if it still works. */
export const liveSet = (attempt: AttemptFacts, link: string | undefined, now: number): SetFacts | undefined =>
  attempt.sets.find((set) => set.link === link && set.until > now)

export const isSessionAlive = (session: SessionFacts, now: number): boolean =>
  !session.ended && session.idleUntil > now && session.expiresAt > now

/** Hits younger than `length`. */
export function hitsWithin(hits: readonly Hit[], length: number, now: number): number {
  return hits.reduce((sum, { time, count }) => (time > now - length ? sum + count : sum), 0)
}

export const hitsOn = (model: Model, tenant: string, key: string): readonly Hit[] =>
  model.budgets.get(placeOf(tenant, key)) ?? []

export const isSpent = (model: Model, tenant: string, charge: Charge, now: number): boolean =>
  charge.windows.some(({ length, max }) => hitsWithin(hitsOn(model, tenant, charge.key), length, now) >= max)

/** Whether this browser is known to the owner of the address, or was then: one may be forgotten while an operation goes on. */
export function isKnown(model: Model, tenant: string, address: string, shown: Shown, then: number): boolean {
  const user = model.users.get(placeOf(tenant, address))
  if (!user || !shown.browser || !shown.hash) return false
  const browser = model.browsers.get(placeOf(tenant, shown.browser, user.id))
  return browser !== undefined && browser.hash === shown.hash && browser.until >= then
}

/** A known-browser credential as it was presented. */
export interface Shown {
  readonly browser?: string | undefined
  readonly hash?: string | undefined
}

/** Whether the secret says *this wasn't me* about the attempt. */
export function stops(attempt: AttemptFacts, secret: string | undefined): boolean {
  const sets = [...attempt.sets, ...attempt.superseded]
  return (
    secret !== undefined &&
    (sets.some((set) => set.cancel === secret || set.link === secret) || attempt.notices.includes(secret))
  )
}
