/** What a node is told at its start and later, and what it says. */

export interface Orders {
  /** `sqlite:path` or `postgres://…`. */
  readonly database: string
  readonly smtp: string
  /** The origin in every link. Nodes answer for it whatever their own port is. */
  readonly baseUrl: string
  readonly secret: string
  /** A moment at which the process ends or pauses itself, the so-manieth time that it comes. */
  readonly at?: { readonly name: string; readonly times: number; readonly act: 'die' | 'pause' }
  /** A file with the milliseconds that a clock is ahead, and which clock. */
  readonly clock?: { readonly file: string; readonly kind: WhichClock }
  /** How long secrets live, in milliseconds. */
  readonly secretsLive?: number
  /** Whether callers hold tokens instead of a cookie. */
  readonly bearer?: boolean
  /** Whether chores run by themselves. */
  readonly loop?: boolean
  /** How long a command waits for another process's lock. SQLite only. */
  readonly waitForLock?: number
  /** How long a command of the store may stay without an answer, in milliseconds. */
  readonly patience?: number
  /** A call of a port that is injured from the start, until the node is told otherwise. */
  readonly injured?: Injured
}

/**
 * - `machine`: somebody sets the machine's clock. What counts steadily since the start does not notice.
 * - `skewed`: the machine's clock was wrong when the process started, and counts steadily from there.
 * - `given`: the product is handed a clock, and asks neither machine nor database.
 */
export type WhichClock = 'machine' | 'skewed' | 'given'

/** How a port misbehaves: `twice` does the act a second time and answers with the second outcome. */
export type Injury = 'rejects' | 'throws' | 'hangs' | 'twice'

export interface Injured {
  readonly name: string
  readonly how: Injury
}

/** On standard input, a line each. */
export type Told = { readonly kind: 'sample' } | { readonly kind: 'heal' }

/** On descriptor 3, a line each, written before anything else happens. */
export type Said =
  | { readonly kind: 'ready'; readonly port: number }
  | { readonly kind: 'reached'; readonly at: string; readonly attempt?: string }
  | { readonly kind: 'fault'; readonly route: string; readonly what: string }
  | { readonly kind: 'done' }
  | ({ readonly kind: 'sample' } & Calls & Stalls)

/** Since the start, or since it was healed. */
export interface Calls {
  /** What was called of the ports. */
  readonly called: readonly string[]
  /** How often an injury came instead of a call. */
  readonly injuries: number
}

/** How long the event loop stood still since it was last asked, in milliseconds. */
export interface Stalls {
  readonly longestStall: number
  readonly stallP99: number
  /** The most that the thread itself worked without a pause: what others did with the machine is not in it. */
  readonly longestWork: number
}

export const ordersName = 'FAULTS_ORDERS'
export const offsetDigits = 16
