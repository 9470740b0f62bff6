/*
 * What each hosted page must be told. The HTTP layer fills these; a page adds words and markup and looks nothing up.
 * Times are milliseconds since 1970, UTC. A masked address is one the caller has already masked.
 */
import type { Locale } from '../copy/locale.ts'
import type { PagesCopy } from '../copy/pages/pages-copy.ts'

type Maybe<T> = T | undefined

export interface PageContext {
  readonly locale: Locale
  /** In that language, where the application has words of its own. */
  readonly words?: Maybe<PagesCopy>
  /** The mount path, without a slash at its end: `/auth`. */
  readonly base: string
  /** The query that names the application, where a path alone would be another one's: `?application=shop`. */
  readonly query?: Maybe<string>
  readonly application: {
    readonly name: string
    readonly logoUrl?: Maybe<string>
    readonly homeUrl?: Maybe<string>
  }
  /** URLs of our style sheet and script; the dev inbox wants its own sheet here. */
  readonly assets: {
    readonly css: string
    readonly script: string
    readonly icon?: Maybe<string>
    /** What the account page wants on top. */
    readonly account?: Maybe<string>
    /** The application's own, after all of ours. */
    readonly theme?: Maybe<string>
  }
  readonly theme?: Maybe<'light' | 'dark'>
  readonly development?: Maybe<boolean>
  /** Where the dev inbox is, in development; `<base>/dev/inbox` by default. */
  readonly inboxUrl?: Maybe<string>
  readonly now: number
  /** IANA name; UTC by default. The script rewrites times to the reader's own zone. */
  readonly timeZone?: Maybe<string>
}

/** Who asked. Browser and place come from closed lists: `Chrome on macOS`, `Lyon, France`. */
export interface Asked {
  readonly browser?: Maybe<string>
  readonly place?: Maybe<string>
  readonly at: number
}

export interface Webmail {
  readonly name: string
  readonly url: string
}

export interface SignInView {
  readonly email?: Maybe<string>
  readonly error?: Maybe<'email-invalid' | 'origin-refused' | 'attempt-unknown' | 'busy'>
  /** A likely address for a mistyped one, from `suggestAddress`. */
  readonly suggestion?: Maybe<string>
  readonly redirectTo?: Maybe<string>
  readonly state?: Maybe<string>
  /** Further parameters of an application's request, carried as they came. */
  readonly hidden?: Maybe<Readonly<Record<string, string | undefined>>>
  /** Somebody is signed in already: the masked address. */
  readonly session?: Maybe<{ readonly address: string; readonly continueUrl?: Maybe<string> }>
  readonly proof?: Maybe<ProofWanted>
  /** Whether to say that a new account is made by itself; `open` by default. */
  readonly signUp?: Maybe<'open' | 'closed'>
}

/** The repeat must carry `proof`: an `n` for which SHA-256 of `${challenge}.${n}` starts with `bits` zero bits. */
export interface ProofWanted {
  readonly challenge: string
  readonly bits: number
  /** When a reader without script may ask again. */
  readonly retryAt: number
}

export type CheckEmailState = 'waiting' | 'approved' | 'completed-here' | 'completed-elsewhere' | 'ended' | 'expired'

export type CheckEmailError =
  | { readonly kind: 'code-wrong'; readonly triesLeft: number; readonly typed?: Maybe<string> }
  | { readonly kind: 'codes-shut' }
  | { readonly kind: 'limited'; readonly retryAt: number }

export interface CheckEmailView {
  readonly attemptId: string
  /** In full: the asker typed it. */
  readonly address: string
  readonly sender: { readonly name: string; readonly address: string }
  readonly sentAt: number
  /** Two digits; empty where approval from another device is off. */
  readonly number: string
  readonly mark: string
  readonly state: CheckEmailState
  readonly code: TypedCode
  readonly resendAt: number
  readonly expiresAt: number
  readonly error?: Maybe<CheckEmailError>
  /** A new mail was sent by the request that led here. */
  readonly resent?: Maybe<boolean>
  readonly webmail?: Maybe<Webmail>
  readonly suggestion?: Maybe<string>
  /** Where `completed-here` continues to; the application's home by default. */
  readonly continueUrl?: Maybe<string>
  /** Where another address is typed; our own page by default. */
  readonly signInUrl?: Maybe<string>
  /** It signs nobody in: somebody who is signed in confirms something. */
  readonly act?: Maybe<boolean>
}

export interface LinkView {
  readonly attemptId: string
  /** Only for query links: `<attempt id>.<secret>`. */
  readonly token?: Maybe<string>
  /** How the code looks that the page without script asks for; six digits by default. */
  readonly code?: Maybe<TypedCode>
}

export interface InvitationLinkView {
  readonly invitationId: string
  /** Only for query links. */
  readonly token?: Maybe<string>
}

export interface InvitationView {
  readonly invitationId: string
  readonly token: string
  /** Masked. */
  readonly address: string
  readonly invitedBy?: Maybe<string>
  readonly expiresAt: number
  readonly error?: Maybe<WrongAddress>
}

/** An address that was typed beside a link, and is not the one it went to. */
export type WrongAddress = 'address-differs' | 'email-invalid'

export interface AskAgainView {
  /** The old link, or the id of the attempt. */
  readonly again: string
  /** Masked. */
  readonly address: string
  readonly error?: Maybe<WrongAddress>
}

export interface ConfirmElsewhereView {
  readonly attemptId: string
  readonly token: string
  readonly asked: Asked
  /** Masked. The typed one is never filled in: typing it is the proof. */
  readonly address: string
  /** Whether this browser asked, by a press alone. */
  readonly pressed?: boolean
  /** Whether the address may be typed here. An application may want its own browser only. */
  readonly here: boolean
  readonly approval: 'on' | 'off' | 'shut'
  readonly otherNetwork: boolean
  readonly otherPlace: boolean
  readonly sameDevice: boolean
  readonly error?: Maybe<WrongAddress | 'number-wrong' | 'approval-shut'>
}

export interface SwitchAccountView {
  /** Where the same step is taken again: link, code and claim each have their own. */
  readonly action: string
  /** Masked. */
  readonly current: string
  /** Masked. */
  readonly next: string
  /** What came with the step, carried along. */
  readonly hidden: Readonly<Record<string, string | undefined>>
}

export interface ApprovedView {
  readonly attemptId: string
  readonly token: string
  readonly asked: Asked
  readonly address: string
}

export interface CancelView {
  readonly attemptId: string
  /** Only for query links. */
  readonly token?: Maybe<string>
}

export interface StopView {
  readonly attemptId: string
  readonly token: string
  readonly asked: Asked
  readonly address: string
  /** A session exists already, and this is not its browser: the address must be typed. */
  readonly needsAddress: boolean
  readonly error?: Maybe<'address-differs' | 'email-invalid'>
}

export interface StoppedView {
  readonly sessionEnded: boolean
}

export interface DeadLinkView {
  readonly reason: 'link-expired' | 'link-used' | 'link-superseded' | 'link-unknown' | 'attempt-ended'
  readonly attemptId?: Maybe<string>
  readonly token?: Maybe<string>
  readonly address?: Maybe<string>
  /** When it expired. */
  readonly at?: Maybe<number>
  readonly used?: Maybe<Asked>
  readonly thisOne?: Maybe<{ readonly at: number; readonly mark: string }>
  readonly newest?: Maybe<{ readonly at: number; readonly mark: string }>
  readonly webmail?: Maybe<Webmail>
  readonly canAskAgain: boolean
}

export interface SignedInView {
  readonly address: string
  readonly name?: Maybe<string>
  readonly continueUrl?: Maybe<string>
}

/** The page is the same for everybody; the empty view keeps the shape of the others. */
export type SignedOutView = Readonly<Record<never, never>>

export interface LimitedView {
  readonly retryAt: number
  readonly what: 'address' | 'network' | 'day' | 'busy'
  readonly attemptId?: Maybe<string>
}

export interface ErrorView {
  /** A problem code, or `not-found`, `server-error`. Unknown codes read as `server-error`. */
  readonly code: string
}

export interface DevInboxMessage {
  readonly id: string
  readonly to: string
  readonly subject: string
  readonly at: number
  readonly code?: Maybe<string>
  readonly kind: string
}

export interface DevInboxView {
  /** Newest first. */
  readonly messages: readonly DevInboxMessage[]
  readonly selected?: Maybe<{
    readonly id: string
    readonly to: string
    readonly from: string
    readonly subject: string
    readonly at: number
    readonly code?: Maybe<string>
    readonly link?: Maybe<string>
    readonly htmlUrl: string
    readonly textUrl: string
  }>
  /** The printed key of `--lan`, carried in every link of the inbox. */
  readonly key?: Maybe<string>
}

/** How a code is typed. `text` is pasted as it is. */
export interface TypedCode {
  readonly length: number
  readonly kind: 'digits' | 'letters' | 'text'
}
