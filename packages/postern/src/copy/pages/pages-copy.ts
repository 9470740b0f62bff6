/*
 * Every word of the hosted pages, as one type: a language that misses one does not compile.
 * A `Phrase` has holes for what a page marks up (an address, a time); plain strings go as they are.
 * A title is a sentence without a full stop, a lede is one with it, a button begins with a verb.
 */
import type { Phrase } from './phrase.ts'

export interface PagesCopy {
  readonly shared: SharedCopy
  readonly signIn: SignInCopy
  readonly checkEmail: CheckEmailCopy
  readonly states: Readonly<Record<StateText, TitleAndText>>
  readonly link: LinkCopy
  readonly confirm: ConfirmCopy
  readonly switchAccount: SwitchAccountCopy
  readonly approved: ApprovedCopy
  readonly stop: StopCopy
  readonly deadLink: DeadLinkCopy
  readonly signedIn: SignedInCopy
  readonly signedOut: SignedOutCopy
  readonly limited: LimitedCopy
  readonly invitation: InvitationCopy
  readonly errors: Readonly<Record<ErrorText, TitleAndText>>
}

export interface TitleAndText {
  readonly title: string
  readonly text: string
}

export interface SharedCopy {
  readonly or: string
  readonly askedBy: string
  readonly near: string
  readonly roughly: string
  readonly when: string
  readonly address: string
  /** `Chrome on macOS` */
  readonly browserOn: (browser: string, system: string) => string
  readonly unknownBrowser: string
  readonly emailAddress: string
  readonly emailInvalid: string
  readonly addressDiffers: string
  readonly sending: string
  readonly emailNewLink: string
  readonly otherAddress: string
  readonly open: <T>(name: T) => Phrase<T>
  readonly backTo: <T>(application: T) => Phrase<T>
  readonly continueTo: <T>(application: T) => Phrase<T>
  readonly signIn: string
  readonly notMe: string
  readonly thatWasntMe: string
  readonly developmentNote: string
  readonly devInbox: string
}

export interface SignInCopy {
  readonly title: <T>(application: T) => Phrase<T>
  readonly lede: string
  readonly emailMe: string
  readonly newHere: string
  readonly didYouMean: <T>(address: T) => Phrase<T>
  readonly originRefused: string
  readonly attemptUnknown: string
  readonly busy: string
  readonly signedInAs: <T>(address: T) => Phrase<T>
  readonly proofNote: string
  readonly proofWorking: string
  readonly proofLater: <T>(time: T) => Phrase<T>
}

export interface CheckEmailCopy {
  readonly title: string
  readonly sentTo: <T>(address: T, time: T) => Phrase<T>
  readonly sentAgainTo: <T>(address: T, time: T) => Phrase<T>
  readonly typeCode: string
  readonly waiting: string
  readonly yourNumber: string
  readonly otherDevice: string
  readonly otherDeviceHelp: string
  readonly lookFor: <T>(name: T, address: T, mark: T) => Phrase<T>
  readonly worksUntil: <T>(time: T) => Phrase<T>
  readonly sendAgain: string
  readonly sendAgainAt: <T>(time: T) => Phrase<T>
  readonly timeLeft: string
  readonly nothingYet: string
  readonly help: readonly [string, string]
  readonly helpSearch: <T>(address: T) => Phrase<T>
  readonly codeWrong: (triesLeft: number) => string
  readonly codesShut: string
  readonly limited: <T>(time: T) => Phrase<T>
  readonly goOn: string
  readonly signInHereToo: string
}

/** How an attempt ended for the one who waits. */
export type StateText = 'approved' | 'completed-here' | 'completed-elsewhere' | 'ended' | 'expired'

export interface LinkCopy {
  readonly working: string
  readonly title: <T>(application: T) => Phrase<T>
  readonly lede: string
  readonly typeTitle: string
  readonly typeHelp: string
  readonly codeLabel: string
  readonly otherBrowser: string
  readonly linkHere: string
}

export interface ConfirmCopy {
  readonly title: string
  readonly lede: string
  readonly sameDevice: string
  readonly onlyThere: string
  readonly typeAddress: string
  readonly signInHere: string
  readonly typeNumber: string
  readonly otherNetwork: string
  readonly otherPlace: string
  readonly stopIfGiven: string
  readonly letIn: string
  readonly numberWrong: string
  readonly approvalShut: string
}

export interface SwitchAccountCopy {
  readonly title: <T>(address: T) => Phrase<T>
  readonly lede: <T>(current: T) => Phrase<T>
  readonly change: string
  readonly stay: string
  readonly note: string
}

export interface ApprovedCopy {
  readonly title: string
  readonly lede: string
  readonly note: string
}

export interface StopCopy {
  readonly title: string
  readonly lede: string
  readonly endLede: string
  readonly typeAddress: string
  readonly stop: string
  readonly wasMe: string
  readonly ownSessions: string
  readonly noScript: string
  readonly goOn: string
  readonly stopped: string
  readonly keptOut: string
  readonly signedOut: string
  readonly mistyped: string
  readonly wasInside: string
}

export interface DeadLinkCopy {
  readonly expired: string
  readonly expiredAt: <T>(time: T) => Phrase<T>
  readonly expiredLede: string
  readonly used: string
  readonly usedLede: string
  readonly usedOn: string
  readonly usedByYou: string
  readonly usedByOther: string
  readonly superseded: string
  readonly supersededLede: string
  readonly thisOne: string
  readonly newest: string
  readonly unknown: string
  readonly unknownLede: string
  readonly ended: string
  readonly endedLede: string
  readonly goesTo: <T>(address: T) => Phrase<T>
  readonly newLinkInstead: string
}

export interface SignedInCopy {
  readonly title: string
  readonly titleNamed: <T>(name: T) => Phrase<T>
  readonly lede: <T>(application: T, address: T) => Phrase<T>
  readonly signOut: string
}

export interface SignedOutCopy {
  readonly title: string
  readonly lede: string
  readonly signInAgain: string
}

export interface LimitedCopy {
  readonly address: string
  readonly addressLede: string
  readonly day: string
  readonly dayLede: string
  readonly network: string
  readonly networkLede: string
  readonly busy: string
  readonly busyLede: string
  readonly askAgainAt: <T>(time: T) => Phrase<T>
  readonly askAgain: string
  readonly haveCode: string
  readonly stillWork: string
}

export interface InvitationCopy {
  readonly title: <T>(application: T) => Phrase<T>
  readonly lede: string
  readonly invitedBy: string
  readonly worksUntil: string
  readonly emailMe: string
  readonly working: string
  readonly lost: string
}

/** What an error page can say; several problem codes share one. */
export type ErrorText =
  | 'request'
  | 'email-invalid'
  | 'redirect-refused'
  | 'unauthenticated'
  | 'link-unknown'
  | 'link-expired'
  | 'link-used'
  | 'link-superseded'
  | 'code-wrong'
  | 'codes-shut'
  | 'approval-shut'
  | 'attempt-unknown'
  | 'attempt-ended'
  | 'origin-refused'
  | 'sign-up-closed'
  | 'sign-in-off'
  | 'invitation-unknown'
  | 'invitation-expired'
  | 'invitation-revoked'
  | 'invitation-used'
  | 'user-banned'
  | 'user-locked'
  | 'vetoed'
  | 'not-found'
  | 'confirm-needed'
  | 'not-approved'
  | 'host-unknown'
  | 'limited'
  | 'server-error'
