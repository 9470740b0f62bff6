/** What PostgreSQL's error codes mean for us (https://www.postgresql.org/docs/current/errcodes-appendix.html). */
import { PosternError } from '../../domain/errors.ts'

/** The call never reached the database, so nothing happened. */
export class NotSent extends Error {
  override readonly name = 'NotSent'
}

/** A serialisation failure or a deadlock: rolled back, and worth another try. */
export function isConflict(fault: unknown): boolean {
  const code = codeOf(fault)
  return code === '40001' || code === '40P01'
}

/**
 * The connection went, or the answer did not come in time. Whether a change was committed is not known. Errors without
 * a code come from the driver or the socket.
 */
export function isLost(fault: unknown): boolean {
  const code = codeOf(fault)
  return !isSqlState(code) || code.startsWith('08') || code.startsWith('57P')
}

/** The server is shutting down, starting up, full, or a standby: the same call may succeed later, or elsewhere. */
export function isUnavailable(fault: unknown): boolean {
  const code = codeOf(fault)
  return isReadOnly(fault) || code.startsWith('53') || code.startsWith('58')
}

/** A standby, or a connection that was opened while the database let nobody write: the next one may be another. */
export function isReadOnly(fault: unknown): boolean {
  return codeOf(fault) === '25006'
}

/** A routine is not there, so that nothing happened. */
export function isMissing(fault: unknown): boolean {
  return codeOf(fault) === '42883'
}

/** A lock or a statement that took too long. Rolled back. */
export function isSlow(fault: unknown): boolean {
  const code = codeOf(fault)
  return code === '55P03' || code === '57014'
}

/** The fault as callers may see it. What only reads has no effect that could be unknown. */
export function faultOf(fault: unknown, { reads = false }: { readonly reads?: boolean } = {}): PosternError {
  if (fault instanceof PosternError) return fault
  if (fault instanceof NotSent) return new PosternError('busy', 'The database cannot be reached.', { cause: fault })
  if (isSlow(fault) || isConflict(fault)) return new PosternError('busy', 'The database is busy.', { cause: fault })
  if (isUnavailable(fault)) return new PosternError('busy', 'The database cannot be written.', { cause: fault })
  if (isLost(fault)) {
    const lost = 'The connection to the database was lost.'
    if (reads) return new PosternError('busy', lost, { cause: fault })
    const detail = `${lost} Whether this took effect is unknown: try again.`
    return new PosternError('busy', detail, { cause: fault, outcome: 'unknown' })
  }
  if (codeOf(fault) === '26000' || codeOf(fault) === '42P05') return behindPooler(fault)
  return new PosternError('server-error', 'The database refused a statement.', { cause: fault })
}

/** Why a database could not be opened or brought up to date. Neither server nor socket ever says the password. */
export function cannotOpen(location: string, fault: unknown): PosternError {
  if (fault instanceof PosternError) return fault
  const reason = reasonOf(fault instanceof NotSent ? fault.cause : fault)
  const advice = reason.includes('startup parameter') ? '. Behind a pooler, add ?pgbouncer=true to the URL' : ''
  const detail = `Cannot open the database ${location}: ${reason}${advice}`
  return new PosternError(faultOf(fault).code, detail, { cause: fault })
}

/** A host with several addresses fails once for each, and says nothing itself. */
function reasonOf(fault: unknown): string {
  if (fault instanceof AggregateError && fault.errors.length > 0) return reasonOf(fault.errors[0])
  return fault instanceof Error ? fault.message || fault.name : String(fault)
}

function behindPooler(fault: unknown): PosternError {
  const detail =
    'A prepared statement went missing, as behind a pooler in transaction mode: add ?pgbouncer=true to the URL.'
  return new PosternError('server-error', detail, { cause: fault })
}

function codeOf(fault: unknown): string {
  return fault instanceof Error && 'code' in fault && typeof fault.code === 'string' ? fault.code : ''
}

/** Five characters. Those of the socket (`ECONNRESET`) are longer. */
function isSqlState(code: string): boolean {
  return /^[0-9A-Z]{5}$/.test(code) && code !== 'EPIPE'
}
