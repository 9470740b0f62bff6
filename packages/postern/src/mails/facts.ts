/*
 * What a mail is written from: one plain record per kind, and what comes out of it.
 * Knows no recipient, so that no address can end up in a subject, a link or a picture of the mail. Links come finished
 * from whoever read the configuration. All times are milliseconds UTC.
 */

import type { Locale } from '../copy/locale.ts'
import type { MailsCopy } from '../copy/mails/en.ts'
import type { MailLook } from '../domain/look.ts'

export interface MailApplication {
  readonly name: string
  /** Of its theme, where it has one. */
  readonly look?: MailLook | undefined
  readonly logoUrl?: string | undefined
  /** The sender's postal address, in one line. */
  readonly postalLine?: string | undefined
}

/** Who asked, in words from closed lists: `Chrome on macOS`, `Lyon, France`. */
export interface MailAsker {
  readonly browser?: string | undefined
  readonly place?: string | undefined
  readonly at: number
  /** A program asked; it has no browser. */
  readonly program?: boolean | undefined
}

interface AnyMail {
  readonly locale: Locale
  /** In that language, where the application has words of its own. */
  readonly words?: MailsCopy | undefined
  readonly application: MailApplication
  /** An IANA name, such as `Europe/Paris`. One that this runtime does not know is read as UTC. */
  readonly timeZone: string
}

/** Code, link and cancel of one attempt. */
export interface SignInFacts extends AnyMail {
  readonly kind: 'sign-in'
  /** As it is redeemed, without spaces: `482931`. */
  readonly code: string
  readonly link: string
  readonly cancelLink: string
  /** Tells two mails apart: `K7QM`, the same as on the page that waits. */
  readonly mark: string
  readonly worksUntil: number
  readonly asked: MailAsker
}

/** Tells the user that another browser was let in by its number. */
export interface ApprovedElsewhereFacts extends AnyMail {
  readonly kind: 'approved-elsewhere'
  readonly cancelLink: string
  readonly cancelUntil: number
  /** The browser that was let in; `at` is when. */
  readonly asked: MailAsker
}

/** Tells an address without an account that there will be none. Carries no link. */
export interface SignUpClosedFacts extends AnyMail {
  readonly kind: 'sign-up-closed'
  readonly asked: MailAsker
}

/** Tells the user that a browser signed in which never did before. */
export interface NewDeviceFacts extends AnyMail {
  readonly kind: 'new-device'
  readonly cancelLink: string
  readonly cancelUntil: number
  readonly way: 'link' | 'code' | 'number' | 'passkey'
  /** The browser that signed in; `at` is when. */
  readonly asked: MailAsker
}

type CodeFacts = Omit<SignInFacts, 'kind'>

/** Confirms what a signed-in user is about to do. */
export type AccountActFacts =
  | (CodeFacts & { readonly kind: 'step-up' | 'delete' })
  /** `account` is the primary address of the account that asks, masked. */
  | (CodeFacts & { readonly kind: 'change-address'; readonly account: string })

/** Tells an address of what became of it or of another one of its user. Addresses are masked. */
export type AddressChangedFacts = AnyMail & {
  readonly kind: 'address-changed'
  readonly asked: MailAsker
} & AddressChange

export type AddressChange = { readonly before: string; readonly now: string } & (
  | {
      readonly what: 'changed' | 'added' | 'removed' | 'primary'
      readonly undoLink: string
      readonly undoUntil: number
    }
  /** Another address was removed, or a change was undone: who reads it has nothing to take back. */
  | { readonly what: 'gone' | 'restored' }
)

/** Tells an address that somebody in another account tried to take it. */
export interface AddressTakenFacts extends AnyMail {
  readonly kind: 'address-taken'
  readonly asked: MailAsker
}

/** The farewell. */
export interface DeletedFacts extends AnyMail {
  readonly kind: 'deleted'
  readonly asked: MailAsker
}

export type MailFacts =
  | SignInFacts
  | ApprovedElsewhereFacts
  | SignUpClosedFacts
  | NewDeviceFacts
  | InvitationFacts
  | AccountActFacts
  | AddressChangedFacts
  | AddressTakenFacts
  | DeletedFacts
/** Invites an address to the application. Opening its link signs nobody in. */
export interface InvitationFacts extends AnyMail {
  readonly kind: 'invitation'
  readonly link: string
  readonly worksUntil: number
  /** In the words of who invites. */
  readonly invitedBy?: string | undefined
  readonly asked: MailAsker
}

/** The subject is one line without control characters, whatever the application is called. */
export interface RenderedMail {
  readonly subject: string
  readonly text: string
  readonly html: string
}
