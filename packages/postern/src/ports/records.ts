/** What commands take and answer: plain records, without behaviour. */
import type { About, Asked, Asker, Attempt, Destination, Finish, Purpose, SecretSet } from '../domain/attempt.ts'
import type { SecretHash } from '../domain/credential.ts'
import type { EmailAddress } from '../domain/email-address.ts'
import type { Event, EventDraft } from '../domain/event.ts'
import type { Id } from '../domain/id.ts'
import type { Instant } from '../domain/instant.ts'
import type { Channel, Message } from '../domain/message.ts'
import type { CodeFormat } from '../domain/scope.ts'
import type { Session } from '../domain/session.ts'
import type { Registration, Subject, User } from '../domain/user.ts'
import type { ArtifactDraft, Charge } from './written.ts'

export type Refusal =
  | { readonly kind: 'limited'; readonly key: string; readonly retryAt: Instant }
  /** `retryAt`: when none will be wanted. */
  | { readonly kind: 'proof-needed'; readonly key: string; readonly retryAt: Instant }

export interface AttemptDraft {
  readonly id: Id<'attempt'>
  readonly application: Id<'application'>
  readonly purpose: Purpose
  readonly address: EmailAddress
  readonly asker: Asker
  readonly asked: Asked
  readonly destination: Destination
  readonly locale: string
  readonly number: string
  readonly code: CodeFormat
  readonly maxTries: number
  readonly set: SecretSet
  readonly about?: About
}

/** What a decision to ask needs to know, one read. `failures` is the hits of the last hour on the budget `failures`. */
export interface Standing {
  readonly subject: Subject
  readonly failures: number
}

export interface SessionDraft {
  readonly id: Id<'session'>
  readonly application: Id<'application'>
  readonly hash: SecretHash
  readonly methods: Session['methods']
  readonly asked: Asked
  readonly idleUntil: Instant
  readonly expiresAt: Instant
}

/** What a redeemed attempt does, all of it in the redeeming transaction. */
export interface SignInEffect {
  /** The account of a first proof, or of one that was vouched for. Absent where the user exists. */
  readonly newUser?: {
    readonly id: Id<'user'>
    readonly unproved?: true
    readonly locale: string
    readonly name?: string
    readonly data?: Readonly<Record<string, unknown>>
  }
  readonly user: Id<'user'>
  /**
   * The key of her primary address, which was only vouched for until now: it is proved, and her sessions with what hangs
   * from them, other addresses, known browsers and undos end before the new session begins. Her version rises.
   */
  readonly firstProof?: string
  readonly register: boolean
  readonly session: SessionDraft
  /** The session this browser held until now, ended by the new one. */
  readonly replaces?: Id<'session'>
  readonly browser: { readonly id: Id<'browser'>; readonly hash: SecretHash; readonly until: Instant }
  /** The browser's binding is renewed: its other open attempts follow, those for the same address and application end. */
  readonly rebind?: {
    readonly from: Id<'binding'>
    readonly fromHash: SecretHash
    readonly to: Id<'binding'>
    readonly toHash: SecretHash
  }
  readonly finish: Pick<Finish, 'by' | 'asked'>
  /** The attempt's cancels from now on, when a mail about this sign-in brings another one. */
  readonly cancels?: readonly SecretHash[]
  /** Counted tries that a success gives back. */
  readonly giveBack: readonly Charge[]
  readonly artifact?: ArtifactDraft
  /** The first refresh token of the new session. */
  readonly family?: { readonly id: Id<'family'>; readonly hash: SecretHash; readonly expiresAt: Instant }
  /** All the roles of the registration from now on. Absent: those it has. */
  readonly roles?: readonly string[]
  /** Replaced with the sign-in, if it still has this version: otherwise the sign-in is `changed`. */
  readonly document?: Pick<Document, 'kind' | 'id' | 'version' | 'json'>
}

export type Redeemed =
  | { readonly kind: 'done'; readonly user: User; readonly sequence: number }
  /** The attempt or the subject is no longer what the decision rested on: look again. */
  | { readonly kind: 'changed' }

export interface Artifact extends ArtifactDraft {
  readonly consumedAt?: Instant
}

export interface Document {
  readonly kind: string
  readonly id: string
  readonly version: number
  readonly json: string
  readonly changedAt: Instant
  /** When it was last noted to be in use; never in a history. */
  readonly usedAt?: Instant
}

export interface UserIn {
  readonly user: User
  readonly roles: readonly string[]
  /** What is kept of her in that application. */
  readonly registrationData?: Readonly<Record<string, unknown>>
}

/** A user as she is shown to herself and to the host application. */
export type ShownUser = Pick<User, 'id' | 'email' | 'unproved' | 'name' | 'data' | 'createdAt'>

/** Who is signed in by a session. */
export interface SessionHolder {
  readonly session: Pick<Session, 'id' | 'hash' | 'seenAt' | 'expiresAt'>
  readonly user: ShownUser
  readonly roles: readonly string[]
}

export interface OwnRegistration extends Registration {
  /** What the application keeps of her: plain JSON. */
  readonly data?: Readonly<Record<string, unknown>>
  readonly createdAt: Instant
}

/** All that is kept of one person. */
export interface Person {
  readonly user: User
  readonly addresses: readonly {
    readonly address: string
    readonly provedAt?: Instant
    readonly reservedUntil?: Instant
  }[]
  readonly registrations: readonly OwnRegistration[]
  readonly sessions: readonly Omit<Session, 'hash'>[]
  readonly browsers: readonly {
    readonly id: Id<'browser'>
    readonly seenAt: Instant
    readonly expiresAt: Instant
  }[]
  /** Those of her addresses that an event ties to her. */
  readonly attempts: readonly Pick<
    Attempt,
    'id' | 'purpose' | 'state' | 'address' | 'asked' | 'locale' | 'createdAt' | 'expiresAt' | 'finish'
  >[]
  readonly messages: readonly Omit<Message, 'sealed'>[]
  readonly invitations: readonly Document[]
  readonly events: readonly Event[]
}

/** Somebody who was another system's user, with an address that was proved there, unless `provedAt` is absent. */
export interface AdoptedUser {
  readonly id: Id<'user'>
  readonly address: EmailAddress
  readonly status: 'active' | 'banned'
  readonly name?: string
  readonly locale?: string
  readonly data?: Readonly<Record<string, unknown>>
  readonly roles: readonly string[]
  readonly createdAt: Instant
  readonly provedAt?: Instant
  readonly event: EventDraft
}

export type Adoption =
  | { readonly kind: 'adopted' | 'present' | 'id-taken' }
  | { readonly kind: 'address-taken'; readonly by: Id<'user'> }

export interface Lookup {
  readonly attempt: Attempt
  readonly subject: Subject
}

/** Who takes which messages to deliver them: mails, unless a channel is named. */
export interface Claiming {
  readonly owner: string
  readonly until: Instant
  readonly limit: number
  readonly channel?: Channel
  readonly each?: number
  /** Webhooks. */
  readonly passOver?: readonly string[]
}

export interface Settlement {
  readonly id: Id<'message'>
  readonly owner: string
  /** Written only if the settlement takes effect. */
  readonly event?: EventDraft
  readonly outcome:
    | { readonly kind: 'sent'; readonly transport: string; readonly worksUntil: Instant; readonly reference?: string }
    | { readonly kind: 'again'; readonly at: Instant; readonly reason: string }
    | { readonly kind: 'failed' | 'expired' | 'dropped'; readonly reason: string; readonly suppress?: boolean }
}

/** How far the ending of everything has come: a tenant, a step, and the key behind which it goes on. */
export interface RevokePlace {
  readonly tenant: Id<'tenant'>
  readonly step: 'attempts' | 'artifacts' | 'sessions' | 'browsers'
  readonly after: readonly string[]
}

/** What waits in the outbox, of one channel. */
/** More than that are not counted: one more says that there are more. */
export const mostCounted = 10_001

export interface Waiting {
  readonly channel: Channel
  /** 10,001 stands for any number above 10,000. */
  readonly count: number
  /** Of the one that is due first. Somebody should have taken it then; while one delivers it, when its lease ends. */
  readonly due: Instant
}
