/*
 * Every word of the pages about an account, as one type: a language that misses one does not compile. Written as the
 * other pages are: a title is a sentence without a full stop, a lede is one with it, a button begins with a verb.
 */
import type { TitleAndText } from '../../pages/pages-copy.ts'
import type { Phrase } from '../../pages/phrase.ts'

export interface AccountPagesCopy {
  readonly account: {
    readonly title: string
    readonly lede: <T>(address: T, application: T, since: T) => Phrase<T>
    readonly signOut: string
    readonly back: string
    /** What a form has done, told on the page it comes back to. */
    readonly done: Readonly<Record<Exclude<AccountDone, 'confirmed'>, string>> & {
      readonly confirmed: <T>(until: T) => Phrase<T>
    }
  }
  readonly confirm: {
    readonly title: string
    readonly lede: <T>(address: T) => Phrase<T>
    readonly send: string
  }
  readonly name: {
    readonly title: string
    readonly save: string
  }
  readonly sessions: {
    readonly title: string
    readonly note: string
    readonly thisOne: string
    readonly others: string
  }
  readonly addresses: {
    readonly title: string
    readonly note: string
    readonly main: string
    readonly makeMain: string
    readonly remove: string
    readonly another: string
  }
  readonly another: {
    readonly title: string
    readonly lede: string
    readonly label: string
    readonly what: string
    readonly primary: string
    readonly primaryNote: string
    readonly additional: string
    readonly additionalNote: string
    readonly taken: string
    readonly send: string
  }
  readonly data: {
    readonly title: string
    readonly all: <T>(application: T) => Phrase<T>
    readonly download: string
    readonly remove: string
    readonly removeNote: string
    readonly removeLink: string
  }
  readonly deletion: {
    readonly title: string
    readonly lede: <T>(application: T) => Phrase<T>
    readonly note: <T>(address: T) => Phrase<T>
    readonly send: string
    readonly sureTitle: string
    readonly sureLede: string
    readonly sure: string
    readonly keep: string
    readonly doneTitle: string
    readonly doneLede: string
  }
  readonly elsewhere: {
    readonly title: string
    readonly lede: string
    readonly text: string
  }
  readonly undo: {
    readonly title: string
    readonly lede: string
    readonly typeAddress: string
    readonly undo: string
    readonly keep: string
    readonly see: string
    readonly noScript: string
    readonly toldAddress: string
    readonly newAddress: string
    readonly doneTitle: string
    readonly doneLede: string
    readonly signInAgain: string
    readonly deadTitle: string
    readonly deadLede: string
  }
  /** How such an attempt ended for the one who waits. */
  readonly states: Readonly<Record<'completed' | 'ended' | 'expired', TitleAndText>>
  readonly errors: Readonly<Record<AccountError, TitleAndText>>
}

export type AccountDone = 'confirmed' | 'address' | 'primary' | 'removed' | 'name'

export type AccountError = 'step-up-needed' | 'address-reserved' | 'address-taken' | 'addresses-full' | 'address-last'
