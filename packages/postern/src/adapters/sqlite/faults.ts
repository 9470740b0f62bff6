/** What SQLite's result codes mean for us (https://www.sqlite.org/rescode.html). */
import { PosternError } from '../../domain/errors.ts'

const busy = new Set([5, 6])
/** No memory, read-only, I/O error, full, cannot open, locking protocol: the same call may succeed later. */
const storage = new Set([7, 8, 10, 13, 14, 15])

/** Somebody else holds the lock. */
export function isBusy(fault: unknown): boolean {
  return busy.has(primaryCode(fault))
}

/** The disk, not the command, is the trouble: every other command would fare the same now. */
export function isStorageFault(fault: unknown): boolean {
  return storage.has(primaryCode(fault))
}

/** The fault as callers may see it. What does not come from SQLite is passed on as it is. */
export function faultOf(fault: unknown): unknown {
  if (isBusy(fault)) return new PosternError('busy', 'The database is busy.', { cause: fault })
  if (isStorageFault(fault)) return new PosternError('busy', 'The database cannot be written.', { cause: fault })
  if (primaryCode(fault) === 0) return fault
  return new PosternError('server-error', 'The database refused a statement.', { cause: fault })
}

/** The low byte of an extended result code, 0 for anything that SQLite did not throw. */
function primaryCode(fault: unknown): number {
  if (!(fault instanceof Error) || !('errcode' in fault) || typeof fault.errcode !== 'number') return 0
  return fault.errcode & 0xff
}
