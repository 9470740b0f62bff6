/** What went wrong and no caller could expect: a fault, a misuse, a network that is away. Expected outcomes are values. */
export class PosternClientError extends Error {
  /** The problem's code (`busy`, `origin-refused`, `redirect-refused` …), or `network` when no answer came. */
  readonly code: string
  /** Of the HTTP answer; 0 when none came. */
  readonly status: number
  /** For developers: what to mend. */
  readonly detail: string | undefined
  /** In seconds, where the server says when to come back. */
  readonly retryAfter: number | undefined

  constructor(code: string, status = 0, more: { detail?: string; retryAfter?: number; cause?: unknown } = {}) {
    super(more.detail ?? code, { cause: more.cause })
    this.name = 'PosternClientError'
    this.code = code
    this.status = status
    this.detail = more.detail
    this.retryAfter = more.retryAfter
  }
}
