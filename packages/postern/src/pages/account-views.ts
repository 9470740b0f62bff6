/*
 * What the pages about an account must be told. Addresses of one's own account are in full, all others masked. Times are
 * milliseconds since 1970, UTC.
 */
import type { AccountDone } from '../copy/account/pages/account-pages-copy.ts'
import type { Asked } from './views.ts'

type Maybe<T> = T | undefined

export interface AccountView {
  /** Whom the page is made for: every form of it says so, and does nothing where somebody else has signed in since. */
  readonly user: string
  readonly address: string
  readonly name: Maybe<string>
  readonly since: number
  readonly addresses: readonly { readonly address: string; readonly primary: boolean }[]
  /** Newest first. */
  readonly sessions: readonly AccountSession[]
  /** Where the mailbox was proved a short while ago: until when what wants that is offered. */
  readonly freshUntil: Maybe<number>
  /** What the form that led here has done. */
  readonly done?: Maybe<AccountDone>
}

export interface AccountSession {
  readonly id: string
  readonly browser?: Maybe<string>
  readonly place?: Maybe<string>
  readonly seenAt: number
  readonly current: boolean
}

export interface AnotherAddressView {
  readonly user: Maybe<string>
  readonly current: string
  readonly email?: Maybe<string>
  readonly mode?: Maybe<'primary' | 'additional'>
  readonly error?: Maybe<'email-invalid' | 'address-taken'>
}

export interface DeleteAccountView {
  readonly user: string
  readonly address: string
}

export interface DeleteSureView {
  /** Where the same step is taken once more. */
  readonly action: string
  readonly hidden: Readonly<Record<string, string | undefined>>
}

export interface ElsewhereView {
  readonly attemptId: string
  /** Absent where nobody came with the mail's link. */
  readonly token?: Maybe<string>
  readonly asked: Asked
  /** Masked. */
  readonly address: string
}

export interface UndoView {
  readonly id: string
  readonly token: string
  readonly asked: Asked
  /** Masked, both. */
  readonly address: string
  readonly now: string
  readonly error?: Maybe<'address-differs' | 'email-invalid'>
}
