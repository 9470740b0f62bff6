import { PosternError } from '../domain/errors.ts'
import type { InvalidReason, InvalidToken } from './answer.ts'

/**
 * What `requireUser` throws: 401 with a `WWW-Authenticate` (RFC 6750 section 3), or 503 when nobody could tell. A caller
 * that is told 401 may throw its tokens away, so it is not told so because the issuer is being restarted.
 */
export class TokenRefused extends PosternError {
  readonly status: 401 | 503
  readonly reason: InvalidReason
  /** For the reply, beside the status. */
  readonly headers: Readonly<Record<string, string>>

  constructor({ reason, cause }: InvalidToken) {
    const isFault = reason === 'keys-unavailable' || reason === 'introspection-unavailable'
    super(isFault ? 'busy' : 'unauthenticated', `The access token was refused: ${reason}.`, { cause })
    this.status = isFault ? 503 : 401
    this.reason = reason
    this.headers = isFault ? { 'retry-after': '2' } : { 'www-authenticate': challengeFor(reason) }
  }

  /** What a service on `Request` and `Response` answers. */
  toResponse(): Response {
    return new Response(null, { status: this.status, headers: { ...this.headers, 'cache-control': 'no-store' } })
  }
}

/** Who brought no token is told no error (RFC 6750 section 3.1). */
function challengeFor(reason: InvalidReason): string {
  return reason === 'missing' ? 'Bearer' : `Bearer error="invalid_token", error_description="${reason}"`
}
