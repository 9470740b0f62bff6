/** One row more than the page is read, to know whether another page follows. */
import type { Page } from '../../ports/command.ts'
import type { Row } from './row.ts'

export function pageOf<T>(
  rows: readonly Row[],
  limit: number,
  read: (row: Row) => T,
  place: (row: Row) => string,
): Page<T> {
  const items = rows.slice(0, limit).map(read)
  const last = rows[limit - 1]
  return rows.length > limit && last ? { items, next: place(last) } : { items }
}
