/**
 * The codes of everything that can be refused, one table for client, library and HTTP. The status of each is the
 * HTTP layer's business; what people read is the copy's.
 */
export type ProblemCode =
  | 'body-invalid'
  | 'email-invalid'
  | 'redirect-refused'
  | 'unauthenticated'
  | 'link-unknown'
  | 'link-expired'
  | 'link-used'
  | 'link-superseded'
  | 'code-wrong'
  | 'codes-shut'
  | 'number-wrong'
  | 'approval-shut'
  | 'attempt-unknown'
  | 'attempt-ended'
  | 'refresh-unknown'
  | 'refresh-expired'
  | 'refresh-reused'
  | 'origin-refused'
  | 'sign-up-closed'
  | 'invitation-unknown'
  | 'invitation-expired'
  | 'invitation-revoked'
  | 'invitation-used'
  | 'user-banned'
  | 'user-locked'
  | 'vetoed'
  | 'step-up-needed'
  | 'address-reserved'
  | 'not-found'
  | 'method-not-allowed'
  | 'confirm-needed'
  | 'not-approved'
  | 'other-session'
  | 'address-taken'
  | 'addresses-full'
  | 'address-last'
  | 'too-large'
  | 'media-type-unsupported'
  | 'host-unknown'
  | 'peer-refused'
  | 'limited'
  | 'proof-needed'
  | 'values-invalid'
  | 'key-unknown'
  | 'client-unknown'
  | 'hand-off-unknown'
  | 'operation-refused'
  | 'sign-in-off'
  | 'exists'
  | 'in-use'
  | 'invitation-accepted'
  | 'version-changed'
  | 'idempotency-conflict'
  | 'busy'
  | 'server-error'
  | 'keys-unreadable'

/** A fault, never an expected outcome: those are returned. `detail` is safe to show. */
export class PosternError extends Error {
  override readonly name = 'PosternError'
  readonly code: ProblemCode
  readonly detail: string | undefined
  /** `unknown`: the answer to a change was lost, so that it took effect or did not. Trying again finds out. */
  readonly outcome: 'unknown' | undefined

  constructor(code: ProblemCode, detail?: string, { outcome, ...options }: FaultOptions = {}) {
    super(detail ?? code, options)
    this.code = code
    this.detail = detail
    this.outcome = outcome
  }
}

interface FaultOptions extends ErrorOptions {
  readonly outcome?: 'unknown'
}
