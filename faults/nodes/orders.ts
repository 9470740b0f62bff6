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
}

/**
 * - `machine`: somebody sets the machine's clock. What counts steadily since the start does not notice.
 * - `skewed`: the machine's clock was wrong when the process started, and counts steadily from there.
 * - `given`: the product is handed a clock, and asks neither machine nor database.
 */
export type WhichClock = 'machine' | 'skewed' | 'given'

/** How a port misbehaves: `twice` does the act a second time and answers with the second outcome. */
export type Injury = 'rejects' | 'throws' | 'hangs' | 'twice'

/** On standard input, a line each. */
export type Told =
  | { readonly kind: 'sample' }
  | { readonly kind: 'injure'; readonly name: string; readonly how: Injury }
  | { readonly kind: 'heal' }

/** On descriptor 3, a line each, written before anything else happens. */
export type Said =
  | { readonly kind: 'ready'; readonly port: number }
  | { readonly kind: 'reached'; readonly at: string; readonly attempt?: string }
  | { readonly kind: 'fault'; readonly route: string; readonly what: string }
  | { readonly kind: 'done' }
  | ({ readonly kind: 'sample'; readonly called: readonly string[] } & Stalls)

/** How long the event loop stood still since it was last asked, in milliseconds. */
export interface Stalls {
  readonly longestStall: number
  readonly stallP99: number
  /** The most that the thread itself worked without a pause: what others did with the machine is not in it. */
  readonly longestWork: number
}

export const ordersName = 'FAULTS_ORDERS'
export const offsetDigits = 16
