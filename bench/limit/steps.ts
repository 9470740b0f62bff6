/** The steps of one sign-in as the limit program takes them, and the values both of its stores write alike. */
export interface Asking {
  readonly attempt: string
  readonly message: string
  readonly event: string
  readonly email: string
  readonly asker: string
  readonly askerHash: Uint8Array
  readonly set: SecretSet
  readonly number: string
  readonly sealed: Uint8Array
  readonly now: number
}

/** Hashes of one mail's secrets, as text. */
export interface SecretSet {
  readonly mark: string
  readonly link: string
  readonly cancel: string
  readonly code: string
}

export type Settling = Pick<Asking, 'attempt' | 'message' | 'event' | 'set' | 'now'> & { readonly askedAt: number }

export interface Redeeming {
  readonly attempt: string
  /** The hash, as text. */
  readonly link: string
  readonly user: string
  readonly session: string
  readonly sessionHash: Uint8Array
  readonly browser: string
  readonly browserHash: Uint8Array
  readonly events: readonly [string, string]
  readonly now: number
}

export interface SignedIn {
  readonly user: string
  readonly email: string
}

export type Found = SignedIn & { readonly hash: Uint8Array }

/** Each step answers once its rows are durable. A fault ends the process: a failure has no rate. */
export interface Steps {
  ask(input: Asking, done: () => void): void
  settle(input: Settling): void
  redeem(input: Redeeming, done: (signedIn: SignedIn | undefined) => void): void
  check(session: string, now: number, done: (found: Found | undefined) => void): void
  close(): Promise<void> | void
}

export const asked: string = JSON.stringify({ network: '127.0.0.0/24' })
export const destination: string = JSON.stringify({ kind: 'api' })
export const node = '01limit0000000000000000000'
export const minute = 60_000
export const day: number = 24 * 60 * minute

export function setsText(set: SecretSet, askedAt: number, until: number): string {
  return JSON.stringify([[set.mark, set.link, set.cancel, 'k1', set.code, askedAt, until]])
}

export function finishText({ now, session, user, browser }: Redeeming): string {
  return JSON.stringify({ at: now, by: 'other', session, user, browser, asked })
}
