/** What the judge is given, and what he says. */
import type { Line } from './history.ts'

/** Rows of the database once everything is at rest. */
export interface FinalState {
  readonly attempts: ReadonlyMap<string, { readonly state: string; readonly tries: number }>
  readonly sessions: ReadonlyMap<string, { readonly attempt: string }>
  readonly messages: readonly {
    readonly attempt: string
    readonly state: string
    readonly reason: string | null
    readonly sealed: boolean
  }[]
  /** Attempt and session of every `sign-in.completed`. */
  readonly completions: readonly { readonly attempt: string; readonly session: string }[]
  /** The session of every `session.revoked`. */
  readonly revocations: ReadonlySet<string>
  /** API keys by their ids. */
  readonly keys: ReadonlySet<string>
}

/** One mail that the mail server took. `secrets` tells mails apart and is not a secret itself. */
export interface TakenMail {
  readonly messageId: string
  readonly attempt: string
  readonly secrets: string
}

export interface Evidence {
  readonly lines: readonly Line[]
  readonly state: FinalState
  readonly mails: readonly TakenMail[]
  /** Answers of status 500 are wrong, but where faults are put into the product itself. */
  readonly allowsServerErrors?: boolean
  /** A mail that ended untaken, for a reason, is no lost one: where the mail server or the time was injured. */
  readonly mailsMayEnd?: boolean
}

export interface Verdict {
  readonly lost: readonly string[]
  readonly wrong: readonly string[]
  /** Mails beyond the first of each message. */
  readonly duplicated: number
}
