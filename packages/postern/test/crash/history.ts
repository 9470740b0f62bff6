/** What the killed program says on its standard output, one JSON line each, and what its parent makes of it. */

/** `…ing` comes before the act and says that it may have happened; the others come after its answer. */
export type Line =
  | { readonly step: 'requested'; readonly attempt: string; readonly email: string; readonly asker: string }
  | { readonly step: 'guessing' | 'guessed'; readonly attempt: string }
  | { readonly step: 'redeeming'; readonly attempt: string; readonly link: string }
  | { readonly step: 'signed-in'; readonly attempt: string; readonly session: string; readonly user: string }
  | { readonly step: 'replayed'; readonly attempt: string; readonly answer: string }
  | { readonly step: 'dying'; readonly at: string }
  | { readonly step: 'broken'; readonly what: string }
  | { readonly step: 'done' }

/** What an attempt went through as far as its asker knows. */
export interface Told {
  readonly attempt: string
  readonly email: string
  readonly asker: string
  guessing: number
  guessed: number
  /** Known once a redemption has begun. */
  link?: string
  session?: string
  user?: string
}

/** What the program is to do in one life. Written to a file, read at start. */
export interface Orders {
  /** Its clock starts here, so that leases of earlier lives have ended. */
  readonly now: number
  readonly life: number
  /** Sign-ins to make before it ends by itself. */
  readonly signIns: number
  readonly dieAt?: { readonly name: string; readonly times: number }
  /** Redemptions of earlier lives, to be tried again. */
  readonly replay: readonly Told[]
}

/** One line of what the transport took, on disk before it answers. */
export interface Taken {
  readonly messageId: string
  readonly attempt: string
  readonly link: string
  readonly code: string
}

/** Mails under way at the same time. */
export const slots = 4

export const storeFile = 'store.db'
export const sinkFile = 'taken.jsonl'
export const ordersFile = 'orders.json'
/** A secret for the length of one test. */
export const keyFile = 'key'

export function parseLines<T>(text: string): T[] {
  return text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T)
}

/** Adds the lines of one life to what was told before. */
export function remember(told: Map<string, Told>, lines: readonly Line[]): void {
  for (const line of lines) {
    if (line.step === 'requested') {
      const { attempt, email, asker } = line
      told.set(attempt, { attempt, email, asker, guessing: 0, guessed: 0 })
    }
    const about = 'attempt' in line ? told.get(line.attempt) : undefined
    if (!about) continue
    if (line.step === 'guessing') about.guessing++
    if (line.step === 'guessed') about.guessed++
    if (line.step === 'redeeming') about.link = line.link
    if (line.step === 'signed-in') {
      if (about.session !== undefined && about.session !== line.session)
        throw new Error('one attempt made two sessions')
      about.session = line.session
      about.user = line.user
    }
  }
}
