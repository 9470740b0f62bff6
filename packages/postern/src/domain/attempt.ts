/**
 * An attempt: one try to prove an address, with one purpose, one destination, one asker. Its id is public. Codes shut
 * and approval shut are flags of an open attempt; the link outlives both.
 */
import type { Brand } from './brand.ts'
import type { CodeMac, SecretHash } from './credential.ts'
import type { EmailAddress } from './email-address.ts'
import type { Id } from './id.ts'
import type { Instant } from './instant.ts'
import type { CodeFormat } from './scope.ts'

export type Purpose = 'sign-in' | 'invite' | 'change-address' | 'step-up' | 'delete'

/** What a signed-in user confirms by mail. Such an attempt makes no session, and completes only where she is signed in. */
export type Act = 'change-address' | 'step-up' | 'delete'

export const isAct = (purpose: Purpose): purpose is Act =>
  purpose === 'change-address' || purpose === 'step-up' || purpose === 'delete'

/** A redirect target that has passed the application's list. */
export type ReturnTo = Brand<string, 'ReturnTo'>

/** Where a finished attempt goes: decided when asked for, read when completed. */
export type Destination =
  | { readonly kind: 'page'; readonly url: ReturnTo; readonly state?: string }
  | {
      readonly kind: 'hand-off'
      readonly redirectUri: ReturnTo
      readonly state?: string
      readonly codeChallenge: string
      /** An application that proved its secret ties the state to a browser itself: whoever redeems goes there. */
      readonly anyBrowser?: true
    }
  /** `state` is what the caller's server is given back with the answer. */
  | { readonly kind: 'api'; readonly state?: string }

/** What an attempt other than a sign-in is about: whose act it completes, in which session, by which invitation. */
export interface About {
  readonly user?: Id<'user'>
  readonly session?: Id<'session'>
  readonly invitation?: Id<'invitation'>
  /** A closed word of the purpose, such as `primary` or `additional` for an address; `pressed` where nothing was typed. */
  readonly mode?: string
  /** The account in the mail to an address that is not its own yet: its primary address, masked. */
  readonly account?: string
  /** Who vouches for the address of an attempt whose secrets were handed out: `key:<id>`. */
  readonly by?: string
}

export type AttemptState = 'open' | 'approved' | 'proved' | 'completed' | 'cancelled'

/** The browser (by its binding) or the program (by its handle) that asked: the same credential, carried differently. */
export interface Asker {
  readonly kind: 'browser' | 'program'
  readonly id: Id<'binding'>
  readonly hash: SecretHash
}

/** What is told of a browser: labels from closed lists, never a raw header. */
export interface Asked {
  readonly browser?: string
  readonly place?: string
  readonly device?: 'phone' | 'tablet' | 'computer'
  /** The network as a prefix, for comparing only. */
  readonly network?: string
  /** What a caller said of somebody else's network and device. On record as that, and used for nothing. */
  readonly claimed?: Claimed
}

export interface Claimed {
  readonly address?: string
  readonly forwarded?: string
  readonly device?: string
}

/** The three secrets of one mail. None derives from another. */
export interface SecretSet {
  /** Four letters that tell two mails apart. */
  readonly mark: string
  readonly link: SecretHash
  readonly cancel: SecretHash
  readonly code: CodeMac
  readonly askedAt: Instant
  /** From the request at most twice the lifetime; shortened when the transport accepts. */
  readonly until: Instant
}

export interface Attempt {
  readonly id: Id<'attempt'>
  readonly tenant: Id<'tenant'>
  readonly application: Id<'application'>
  readonly purpose: Purpose
  readonly state: AttemptState
  /** Raised by every change that a decision may rest on. */
  readonly version: number
  readonly address: EmailAddress
  readonly asker: Asker
  readonly asked: Asked
  readonly destination: Destination
  readonly locale: string
  /** Two digits, shown where it was asked and typed where mail is read. */
  readonly number: string
  readonly code: CodeFormat
  readonly tries: number
  readonly maxTries: number
  readonly approvalShut: boolean
  /** Oldest first; at most three. */
  readonly sets: readonly SecretSet[]
  /** Marks and times of sets that newer ones pushed out, newest last. Their links are told `superseded`. */
  readonly superseded: readonly Superseded[]
  /** Cancel secrets of later mails about this attempt, such as the one that tells of an approval. */
  readonly cancels: readonly SecretHash[]
  readonly createdAt: Instant
  readonly expiresAt: Instant
  readonly opens: number
  readonly about?: About
  readonly finish?: Finish
}

export type Superseded = Pick<SecretSet, 'mark' | 'link' | 'cancel' | 'askedAt'>

/**
 * Whether the asker began the attempt by pressing a button beside an old link. A mail robot may have: being its asker is
 * then no reason to redeem its link without a word typed.
 */
export const isPressed = ({ about }: { readonly about?: About | undefined }): boolean => about?.mode === 'pressed'

/** How an attempt was completed, and which session it made, or completed it. */
export interface Finish {
  readonly at: Instant
  readonly by: 'asker' | 'other'
  readonly session: Id<'session'>
  readonly user: Id<'user'>
  readonly browser?: Id<'browser'>
  readonly asked: Asked
}
