/** What the API refuses, as an error: `code` is stable. */
export interface ProblemBody {
  readonly code?: string
  readonly title?: string
  readonly detail?: string
  readonly errors?: readonly { readonly path: string; readonly why: string }[]
}

export class ApiProblem extends Error {
  override readonly name = 'ApiProblem'
  readonly status: number
  /** `not-found`, `values-invalid`, …; `unreadable` where the answer was no problem of ours. */
  readonly code: string
  /** What is wrong with the values, each by its path. */
  readonly errors: readonly { readonly path: string; readonly why: string }[]
  /** Seconds. */
  readonly retryAfter: number | undefined

  constructor(status: number, { code = 'unreadable', title, detail, errors = [] }: ProblemBody, retryAfter?: number) {
    const wrong = errors.map(({ path, why }) => `${path} ${why}`).join('; ')
    super([detail ?? title ?? `The API answered ${status}.`, wrong].filter((text) => text !== '').join(' '))
    this.status = status
    this.code = code
    this.errors = errors
    this.retryAfter = retryAfter
  }
}
