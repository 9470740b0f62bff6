/**
 * The store: commands that are atomic, one transaction each, whole or not at all. Input and output are plain data, so
 * that a command can share a turn's commit or be one SQL statement. Refusals are returned; only faults throw. Every
 * command of one tenant names it; `now` is the caller's clock and decides every expiry. Text that cannot be kept
 * (`domain/kept-text.ts`) is a fault of its call alone, `body-invalid`.
 */
import type { Attempt, Finish, SecretSet } from '../domain/attempt.ts'
import type { SecretHash } from '../domain/credential.ts'
import type { EmailAddress } from '../domain/email-address.ts'
import type { EventDraft } from '../domain/event.ts'
import type { Id } from '../domain/id.ts'
import type { Duration, Instant } from '../domain/instant.ts'
import type { Session } from '../domain/session.ts'
import type { User, UserStatus } from '../domain/user.ts'
import type { Addresses, Fulfil } from './addresses.ts'
import type { Chore, Command, Page } from './command.ts'
import type { Events } from './events.ts'
import type { Families } from './families.ts'
import type { HandOffs } from './hand-offs.ts'
import type { Messages } from './messages.ts'
import type { Budgets, ListedUser, Registrations, Suppressions, UserSearch } from './people.ts'
import type {
  AdoptedUser,
  Adoption,
  Artifact,
  AttemptDraft,
  Document,
  Lookup,
  Person,
  Redeemed,
  Refusal,
  RevokePlace,
  SessionHolder,
  SignInEffect,
  Standing,
  UserIn,
} from './records.ts'
import type { Relay } from './signals.ts'
import type { Also, ArtifactDraft, Charge, DocumentPlace } from './written.ts'

export interface Store {
  readonly attempts: {
    /** Reads what asking for a mail depends on. `browser` is the id of a presented known-browser credential. */
    readonly prepare: Command<
      { readonly application: Id<'application'>; readonly address: EmailAddress; readonly browser?: Id<'browser'> },
      Standing
    >
    /**
     * Charges all or none; ends this asker's other open attempts for the address and application; adds the attempt.
     * A `proof` that was presented before answers `proof-needed` and changes nothing.
     */
    readonly issue: Command<
      {
        readonly attempt: AttemptDraft
        readonly charges: readonly Charge[]
        readonly proof?: ArtifactDraft
        /** Ends every open attempt of this asker's id instead: whatever its hash, address and application. */
        readonly newestOnly?: boolean
        readonly also: Also
      },
      { readonly kind: 'issued' } | Refusal
    >
    /** The attempt and all that the gate needs, one read. Answers expired and finished attempts too. */
    readonly find: Command<{ readonly id: Id<'attempt'>; readonly browser?: Id<'browser'> }, Lookup | undefined>
    /** Adds a set of secrets to an open attempt of this version, keeping the newest `keep`. */
    readonly resend: Command<
      {
        readonly id: Id<'attempt'>
        readonly version: number
        readonly set: SecretSet
        readonly keep: number
        readonly charges: readonly Charge[]
        readonly proof?: ArtifactDraft
        readonly also: Also
      },
      { readonly kind: 'issued' } | { readonly kind: 'changed' } | Refusal
    >
    /** Counts one try and commits it, before anything is compared. `exhausted` changes nothing. */
    readonly takeTry: Command<
      { readonly id: Id<'attempt'>; readonly charges: readonly Charge[] },
      { readonly kind: 'taken'; readonly triesLeft: number; readonly version: number } | { readonly kind: 'exhausted' }
    >
    /** Takes back what one `takeTry` counted, while the attempt may still be completed. Only for a try that was right. */
    readonly giveTryBack: Command<
      { readonly id: Id<'attempt'>; readonly charges: readonly Charge[] },
      { readonly kind: 'done' } | { readonly kind: 'changed' }
    >
    /** Spends the attempt, exactly once: completes it if its version and its user's version still hold. */
    readonly redeem: Command<
      {
        readonly id: Id<'attempt'>
        readonly version: number
        readonly userVersion: number | undefined
        readonly effect: SignInEffect
        readonly also: Also
      },
      Redeemed
    >
    readonly fulfil: Fulfil
    /** Turns a proved attempt into a half-way one: a second factor is wanted before any session exists. */
    readonly prove: Command<
      { readonly id: Id<'attempt'>; readonly version: number; readonly artifact: ArtifactDraft; readonly also: Also },
      { readonly kind: 'done' } | { readonly kind: 'changed' }
    >
    /**
     * Compares the number where it counts, so that parallel guesses are one guess: the right one makes an open attempt
     * `approved` and adds `cancel` to its cancels; a wrong one shuts its approval and is charged to `wrong`; with that
     * budget spent it answers `shut`.
     */
    readonly approve: Command<
      {
        readonly id: Id<'attempt'>
        readonly version: number
        readonly number: string
        readonly cancel: SecretHash
        readonly wrong: Charge
        readonly also: Also
        readonly alsoWrong: Also
      },
      { readonly kind: 'approved' | 'wrong' | 'shut' | 'changed' }
    >
    /** Ends an attempt that has made no session yet, and the artifacts of its group. */
    readonly cancel: Command<
      { readonly id: Id<'attempt'>; readonly version: number; readonly also: Also },
      { readonly kind: 'done' | 'changed' }
    >
    /** Adds to an attempt's story: counts an open and writes `also`, `most` times at most. Decides nothing. */
    readonly note: Command<
      { readonly id: Id<'attempt'>; readonly most: number; readonly also: Also },
      { readonly kind: 'noted' | 'full' }
    >
    /** Ends the open attempts of a binding, at sign-out. */
    readonly endAll: Command<{ readonly asker: Id<'binding'>; readonly hash: SecretHash }, void>
    /** Those for the key of an address, newest first. */
    readonly list: Command<{ readonly address: string; readonly after?: string; readonly limit: number }, Page<Attempt>>
  }
  readonly sessions: {
    readonly find: Command<
      { readonly id: Id<'session'> },
      { readonly session: Session; readonly user: User; readonly roles: readonly string[] } | undefined
    >
    /** Whose a live session of an active user is: as little as it takes to say so, for the question asked most often. */
    readonly findHolder: Command<
      { readonly id: Id<'session'>; readonly application: Id<'application'> },
      SessionHolder | undefined
    >
    readonly touch: Command<{ readonly id: Id<'session'>; readonly idleUntil: Instant }, void>
    /**
     * Ends one session: where `user` is named, only one of hers. `forgets` makes a browser a stranger to a user, also
     * where the session is over already.
     */
    readonly revoke: Command<
      {
        readonly id: Id<'session'>
        readonly user?: Id<'user'>
        readonly forgets?: { readonly user: Id<'user'>; readonly browser: Id<'browser'> }
        readonly also: Also
      },
      { readonly kind: 'revoked' | 'unknown' }
    >
    /**
     * Ends the sessions of a user, all but one where it is named, and forgets all browsers but that one's, signed out of
     * or not. `also` is written if there were sessions.
     */
    readonly revokeOf: Command<
      { readonly user: Id<'user'>; readonly except?: Id<'session'>; readonly also: Also },
      { readonly revoked: number }
    >
    readonly list: Command<{ readonly user: Id<'user'> }, readonly Session[]>
    /**
     * Ends what began at `before` or earlier, tenant by tenant: open attempts with their queued messages, then
     * artifacts, whenever they were put, then sessions, those of such attempts included, and known browsers where
     * `browsers` says so. One stretch of `limit` rows at a time: `next` is where to go on, absent at the end. An
     * artifact is spent, not forgotten. `event` is written with the first stretch of a tenant.
     */
    readonly revokeAll: Chore<
      {
        readonly before: Instant
        readonly browsers: boolean
        readonly limit: number
        readonly from?: RevokePlace
        readonly event: EventDraft
      },
      { readonly ended: number; readonly next?: RevokePlace }
    >
  }
  readonly families: Families
  readonly handOffs: HandOffs
  readonly users: {
    readonly find: Command<{ readonly id: Id<'user'> } | { readonly address: string }, User | undefined>
    readonly change: Command<
      {
        readonly id: Id<'user'>
        readonly version: number
        readonly status?: UserStatus
        readonly factors?: readonly string[]
        /** `null` takes it away, as with the two below. */
        readonly name?: string | null
        readonly locale?: string | null
        readonly data?: Readonly<Record<string, unknown>> | null
        /** All her roles in an application. Where she has no registration there, she gets one. */
        readonly roles?: { readonly application: Id<'application'>; readonly roles: readonly string[] }
        /** Ends her sessions, forgets her known browsers and drops the mails to her that still wait. */
        readonly ends?: boolean
        readonly also: Also
      },
      { readonly kind: 'done' | 'changed' }
    >
    /** The user with her roles in one application. */
    readonly findIn: Command<
      { readonly application: Id<'application'> } & ({ readonly id: Id<'user'> } | { readonly address: string }),
      UserIn | undefined
    >
    /**
     * By id, the highest first, which among ids of ours is the newest; or those that `by` finds, in its order. Nobody who
     * was removed. Roles are those in `application`. `next` is the `after` of the next page.
     */
    readonly list: Command<
      {
        readonly application?: Id<'application'>
        readonly by?: UserSearch
        readonly after?: string
        readonly limit: number
      },
      Page<ListedUser>
    >
    /**
     * Ends everything of a user: sessions, known browsers, open attempts and waiting mails of her addresses, what hangs
     * on them, invitations, addresses. Her row stays with nothing of her but the id, so that no id is used twice, and
     * her events lose who asked. `keep` leaves the registrations. One who was removed already is `changed`. Where `by`
     * names an attempt of hers, it is spent by this, and its session must be live and hers.
     */
    readonly remove: Command<
      {
        readonly id: Id<'user'>
        readonly version: number
        readonly keep: boolean
        readonly by?: { readonly id: Id<'attempt'>; readonly version: number; readonly finish: Finish }
        readonly also: Also
      },
      { readonly kind: 'done' | 'changed' }
    >
    /** Everything that is kept of a user, secrets and hashes aside; of her events the newest `limit`. */
    readonly export: Command<{ readonly id: Id<'user'>; readonly limit: number }, Person | undefined>
    /**
     * Takes users over with their ids, each whole or not at all, one answer each: `present` is who has this id and this
     * address already, and stays as she is. With `dryRun` nothing is written, and the answers are the same as
     * far as the tenant's own rows tell: an id that another tenant has shows only when it is written. Where no application
     * is named they are registered nowhere.
     */
    readonly adopt: Command<
      { readonly application?: Id<'application'>; readonly users: readonly AdoptedUser[]; readonly dryRun: boolean },
      readonly Adoption[]
    >
  }
  readonly addresses: Addresses
  readonly registrations: Registrations
  readonly suppressions: Suppressions
  readonly budgets: Budgets
  readonly messages: Messages
  readonly events: Events
  /** Everything administrators edit: compare-and-set, with history. `version` 0 creates. */
  /**
   * What a put or a removal `raises` is another document, of any tenant, whose version goes up in the same transaction,
   * without a history; it is made where there is none. Whoever keeps what he read watches that one.
   */
  readonly documents: {
    readonly find: Command<{ readonly kind: string; readonly id: string }, Document | undefined>
    readonly list: Command<{ readonly kind: string; readonly after?: string; readonly limit: number }, Page<Document>>
    readonly put: Command<
      {
        readonly kind: string
        readonly id: string
        readonly version: number
        readonly json: string
        /** What it was before is forgotten: it holds what must not outlive its use. */
        readonly newestOnly?: true
        /** What the history has of it, where it holds secrets; the present document alone has the whole. */
        readonly remembered?: string
        /** Written if the document is. */
        readonly also?: Also
        readonly raises?: DocumentPlace
      },
      { readonly kind: 'done' | 'changed' }
    >
    readonly remove: Command<
      {
        readonly kind: string
        readonly id: string
        readonly version: number
        readonly also?: Also
        readonly raises?: DocumentPlace
      },
      { readonly kind: 'done' | 'changed' }
    >
    /** Its versions, newest first: those before a version, and a few of them, where that is asked. */
    readonly history: Command<
      { readonly kind: string; readonly id: string; readonly before?: number; readonly limit?: number },
      readonly Document[]
    >
    /** Notes that it is in use, unless that was noted less than `every` ago. No version, no history. */
    readonly use: Command<{ readonly kind: string; readonly id: string; readonly every: Duration }, void>
  }
  /** Invitations are documents of the kind `invitation`; what sends or ends one does so in one step. */
  readonly invitations: {
    /** Charges all or none, puts the document if `version` holds, drops the invitation mail that this one replaces. */
    readonly put: Command<
      {
        readonly id: string
        readonly version: number
        readonly json: string
        readonly address: string
        readonly artifact?: ArtifactDraft
        readonly charges: readonly Charge[]
        readonly also: Also
      },
      { readonly kind: 'done' | 'changed' } | Refusal
    >
  }
  /** One-time things by hash. `put` is put-if-absent, `consume` succeeds once, `revoke` ends a whole group. */
  readonly artifacts: {
    readonly put: Command<{ readonly artifact: ArtifactDraft }, { readonly kind: 'done' | 'exists' }>
    readonly find: Command<{ readonly kind: string; readonly id: string }, Artifact | undefined>
    readonly consume: Command<
      { readonly kind: string; readonly id: string },
      { readonly kind: 'consumed'; readonly artifact: Artifact } | { readonly kind: 'spent' | 'unknown' }
    >
    readonly revoke: Command<{ readonly group: string }, { readonly revoked: number }>
  }
  /** Removes what is long over, `limit` rows a table at most. */
  readonly sweep: Chore<
    { readonly limit: number; readonly keepAttempts: Duration; readonly keepEvents: Duration },
    { readonly removed: number }
  >
  /** Removes all that a tenant has, `limit` rows at most: nothing of it is left once none was removed. */
  readonly erase: Command<{ readonly limit: number }, { readonly removed: number }>
  /** The store's high-water mark of time: the clock never starts before it. */
  time(): Promise<Instant>
  /** A number that is another one after any event was written, by whichever process. It may move without. Costs next to nothing. */
  eventMark(): Promise<number>
  /** The clock that all nodes of this store follow. Absent where the process is the only node and its clock decides. */
  clock?(): Promise<Instant>
  /** The connections of this process. Absent where it has none of its own. */
  connections?(): { readonly open: number; readonly idle: number; readonly waiting: number }
  /** Absent where there is only one node. */
  readonly relay?: Relay
  /** Whether a write would succeed now. */
  ready(): Promise<boolean>
  close(): Promise<void>
}
