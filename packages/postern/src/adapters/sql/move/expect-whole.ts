/** Whoever serves a database that a move has filled in part would miss people, and make them anew. */
import { PosternError } from '../../../domain/errors.ts'

/** `source` is that of a move which has not ended. */
export function expectWhole(source: unknown): void {
  if (typeof source !== 'string') return
  const detail = `It holds a part of ${source}: a move from there has not ended.`
  throw new PosternError('server-error', `${detail} Run postern migrate --from again, or name another database.`)
}
