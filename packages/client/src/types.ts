/** What the server says on the wire, as types. Times are ISO 8601 in UTC. Runs nothing. */

/** What an application knows better than we do: the shape of its users' data, and the names of its roles. */
export interface AppTypes {
  readonly data?: unknown
  readonly role?: string
}

export interface User<T extends AppTypes = AppTypes> {
  readonly id: string
  /** The primary address. */
  readonly email: string
  readonly emailVerified: boolean
  readonly name: string | null
  readonly roles: readonly (T extends { readonly role: infer R extends string } ? R : string)[]
  /** `null` until something was kept. */
  readonly data: (T extends { readonly data: infer D } ? D : unknown) | null
  readonly createdAt: string
}

export interface Session {
  readonly id: string
  readonly createdAt: string
  readonly lastSeenAt: string
  /** When it ends if it is not used again. */
  readonly expiresAt: string
  readonly device: string | null
  /** Coarse, where the host supplies it. */
  readonly place: string | null
  readonly methods: readonly string[]
  /** Whether it is the caller's own. */
  readonly current: boolean
}

/** A mail is on its way, as far as the asker may know: the answer is the same for every address. */
export interface Sent {
  readonly status: 'sent'
  /** Public; it proves nothing. */
  readonly attemptId: string
  readonly expiresAt: string
  /** From when on `resend` may be asked. */
  readonly resendAt: string
  /** The same in seconds from this answer on, whatever time this device believes it is. */
  readonly resendIn: number
  /** Two digits to show where it was asked, typed where the mail is read; `null` where approval is off. */
  readonly number: string | null
  /**
   * What the code of this attempt looks like as it is typed, for a field that fits it. `letters` may have digits among
   * them, in whatever case; `text` is letters, digits, `-` and `_`, and is taken to the letter.
   */
  readonly codeFormat: { readonly kind: 'digits' | 'letters' | 'text'; readonly length: number }
}

/** A limit on what this caller sent is spent. */
export interface Limited {
  readonly status: 'limited'
  readonly retryAt: string
  /** In seconds. */
  readonly retryAfter?: number
}

/** Work is asked for, and this runtime has no WebCrypto to do it with. */
export interface ProofNeeded {
  readonly status: 'proof-needed'
  readonly challenge: string
  readonly bits: number
  readonly retryAt: string
  /** In seconds: then it may work without. */
  readonly retryAfter?: number
}

/** What asking for a mail comes to. */
export type RequestOutcome =
  | Sent
  | Limited
  | ProofNeeded
  | { readonly status: 'email-invalid' | 'attempt-unknown' | 'attempt-ended' | 'sign-in-off' }

export interface SignedIn<T extends AppTypes = AppTypes> {
  readonly status: 'signed-in'
  readonly user: User<T>
  readonly session: Session
  /** Where this sign-in was to go. Absent when another tab of this browser finished it, and went there itself. */
  readonly next?: string
}

/** This browser did not ask, or somebody else is signed in here. Nothing is spent. */
export interface ConfirmNeeded {
  readonly status: 'confirm-needed'
  /**
   * With `signed-in-as-other`, repeat with `switchAccount`; with `sure-needed`, ask whether the account is to be deleted,
   * and repeat with `sure`; else repeat with the address typed, as `email`.
   */
  readonly reason?: string
  /** Of the mail, masked. */
  readonly address?: string
  /** With `signed-in-as-other`: who is in, and who would be, masked. */
  readonly current?: string
  readonly next?: string
}

/** What a signed-in user confirmed by mail is done. */
export interface Fulfilled<T extends AppTypes = AppTypes> {
  readonly status: 'fulfilled'
  readonly purpose: 'step-up' | 'change-address' | 'delete'
  /** As she is now. Absent once her account is deleted. */
  readonly user?: User<T>
  readonly next: string
}

/** What a link, a code or an approval comes to. */
export type SignInOutcome<T extends AppTypes = AppTypes> =
  | SignedIn<T>
  | Fulfilled<T>
  | { readonly status: 'second-factor'; readonly challenge: string; readonly methods: readonly string[] }
  | ConfirmNeeded
  | { readonly status: 'code-wrong'; readonly triesLeft: number }
  | { readonly status: 'link-expired'; readonly expiredAt?: string }
  /** The application refused; `detail` has its reason. */
  | { readonly status: 'vetoed'; readonly detail?: string }
  | Limited
  | {
      readonly status:
        | 'codes-shut'
        | 'link-unknown'
        | 'link-used'
        | 'link-superseded'
        | 'attempt-unknown'
        | 'attempt-ended'
        | 'not-approved'
        | 'sign-in-off'
        | 'sign-up-closed'
        | 'address-reserved'
        | 'user-banned'
        | 'user-locked'
        /** It is confirmed where it was asked for. Nothing is spent. */
        | 'other-session'
        | 'address-taken'
        | 'addresses-full'
    }

/** What waiting comes to: a sign-in, or why there will be none. */
export type WaitOutcome<T extends AppTypes = AppTypes> =
  | SignInOutcome<T>
  /** The link opened in a browser that did not ask, and signed in there. */
  | { readonly status: 'completed-elsewhere' }
