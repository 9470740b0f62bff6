/**
 * What callers did and were told, in the order in which it happened: one JSON line each, in a file and in memory. Ids
 * only, never a secret. The checker reads nothing else of the callers.
 */
import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'

export type Act =
  | { readonly kind: 'request'; readonly email: string }
  /** `expired`: by the one clock that counts, its time was over before it was sent. */
  | { readonly kind: 'redeem'; readonly attempt: string; readonly by: 'link' | 'code'; readonly expired?: true }
  /** A code known to be wrong. */
  | { readonly kind: 'guess'; readonly attempt: string }
  | { readonly kind: 'open' | 'resend' | 'cancel'; readonly attempt: string }
  | { readonly kind: 'check'; readonly session: string }
  | { readonly kind: 'sign-out'; readonly session: string }
  /** `token` is the mark of what was presented. */
  | { readonly kind: 'refresh'; readonly session: string; readonly token: string }
  /** The session's hand-off code, by the application. */
  | { readonly kind: 'exchange'; readonly session: string }
  /** The first API key, for the secret of this mark. */
  | { readonly kind: 'claim'; readonly secret: string }
  | { readonly kind: 'make-key' }
  | { readonly kind: 'use-key'; readonly key: string; readonly secret: string }
  | { readonly kind: 'end-key'; readonly key: string; readonly secret: string; readonly by: 'removal' | 'rotation' }

export interface Answer {
  readonly status: number
  readonly code?: string
  readonly attempt?: string
  readonly session?: string
  readonly triesLeft?: number
  /** The mark of the refresh token, or of the API key, that was given. */
  readonly given?: string
  /** The API key that was made. */
  readonly key?: string
}

export type Line = { readonly at: number } & (
  | { readonly n: number; readonly step: 'invoked'; readonly act: Act }
  | { readonly n: number; readonly step: 'acknowledged'; readonly answer: Answer }
  /** No answer, or one that promises nothing: the act may have happened or not. */
  | { readonly n: number; readonly step: 'unknown'; readonly why: string; readonly status?: number }
  | { readonly step: 'fault'; readonly what: string }
  /** A node died after it had counted a try and before it compared. */
  | { readonly step: 'counted'; readonly attempt: string }
)

export interface History {
  readonly lines: readonly Line[]
  readonly file: string
  now(): number
  invoked(act: Act): number
  acknowledged(n: number, answer: Answer): void
  unknown(n: number, why: string, status?: number): void
  fault(what: string): void
  counted(attempt: string): void
  close(): Promise<void>
}

export function openHistory(file: string): History {
  const out = createWriteStream(file, { mode: 0o600 })
  const lines: Line[] = []
  const begun = performance.now()
  let count = 0
  let isClosed = false
  const now = (): number => Math.round((performance.now() - begun) * 10) / 10
  const add = (line: Line): void => {
    // Somebody may still be waiting for an answer when the row is over.
    if (isClosed) return
    lines.push(line)
    out.write(`${JSON.stringify(line)}\n`)
  }
  return {
    lines,
    file,
    now,
    invoked(act) {
      count += 1
      add({ at: now(), n: count, step: 'invoked', act })
      return count
    },
    acknowledged: (n, answer) => add({ at: now(), n, step: 'acknowledged', answer }),
    unknown: (n, why, status) =>
      add({ at: now(), n, step: 'unknown', why, ...(status === undefined ? {} : { status }) }),
    fault: (what) => add({ at: now(), step: 'fault', what }),
    counted: (attempt) => add({ at: now(), step: 'counted', attempt }),
    async close() {
      isClosed = true
      out.end()
      await finished(out)
    },
  }
}
