/** What the generator is told, and what it says: one answer for each order. */

export type Kind = 'sign-in' | 'check' | 'page'

export const kinds: readonly Kind[] = ['sign-in', 'check', 'page']

export interface Place {
  readonly port: number
  /** As the base URL names it. */
  readonly host: string
  /** The server's process, whose memory is read while it works. */
  readonly pid: number
  readonly seed: number
}

/** Connections that do nothing, ones that send a letter a second of what never ends, and event streams. */
export type Holding = 'idle' | 'drips' | 'streams'

export type Order =
  | { readonly kind: 'place'; readonly place: Place }
  /** So many people, each beginning anew when done. */
  | { readonly kind: 'closed'; readonly people: number; readonly seconds: number }
  /** So many arrivals a second, by the clock, whatever becomes of those before. `waits`: for a connection. */
  | { readonly kind: 'open'; readonly rate: number; readonly seconds: number; readonly waits: boolean }
  | { readonly kind: 'hold'; readonly holding: Holding; readonly count: number }
  | { readonly kind: 'release' }
  | { readonly kind: 'evidence' }

export type Said =
  | { readonly kind: 'ready'; readonly smtpPort: number }
  | { readonly kind: 'done' }
  /** `gone`: let go by the server. */
  | { readonly kind: 'held'; readonly held: number; readonly gone: number; readonly rss: number }
  | { readonly kind: 'figures'; readonly figures: Figures }
  | { readonly kind: 'evidence'; readonly evidence: Evidence }

/** What became of requests. Only `accepted` and `refused` are answers that a server under load may give. */
export interface Requests {
  readonly accepted: number
  /** 503 or 429, with `Retry-After`. */
  readonly refused: number
  /** No answer within the patience of a person. */
  readonly late: number
  /** The connection was closed without an answer. */
  readonly cut: number
  /** Never sent: no connection was left. */
  readonly unsent: number
  /** Any other answer. */
  readonly wrong: number
}

/** Requests that arrived within half a second. */
export interface Window {
  readonly at: number
  readonly accepted: number
  readonly others: number
  readonly p99: number
}

export interface Figures {
  readonly seconds: number
  readonly arrivals: number
  /** Arrivals that ended well: a session was made, a session was read, a page was read. */
  readonly done: Readonly<Record<Kind, number>>
  readonly requests: Requests
  /** Milliseconds from the planned arrival, of accepted requests. */
  readonly p50: number
  readonly p99: number
  readonly longest: number
  readonly windows: readonly Window[]
  /** How late the generator itself was, in milliseconds: 99 in 100 arrivals left earlier. */
  readonly lag: number
  readonly sockets: number
  /** The server's memory in megabytes, the most that was seen. */
  readonly rss: number
  /** How much of a core the server had. A machine that is shared gives it less at times. */
  readonly core: number
  /** A few of the wrong answers. */
  readonly samples: readonly string[]
}

/** Every sign-in that was acknowledged, by its ids. */
export interface Evidence {
  readonly requested: readonly { readonly email: string; readonly attempt: string }[]
  readonly redeemed: readonly { readonly attempt: string; readonly session: string }[]
  readonly mails: readonly { readonly messageId: string; readonly attempt: string; readonly secrets: string }[]
}
