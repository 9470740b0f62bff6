import type { Store } from '../../../ports/store.ts'
import { eventColumns, listEvents, readEvent } from '../../sql/event-row.ts'
import type { In, Out } from '../../sql/step.ts'
import type { Reader } from '../connection.ts'

type List = Store['events']['list']

const ofAttempt = `SELECT ${eventColumns} FROM postern_events INDEXED BY postern_events_of_attempt
WHERE tenant = ? AND attempt = ? AND sequence > ? ORDER BY sequence LIMIT ?`

export function list(reader: Reader, { tenant, attempt, after, limit }: In<List>): Out<List> {
  const from = Number(after ?? 0) || 0
  const rows = attempt
    ? reader.all(ofAttempt, tenant, attempt, from, limit + 1)
    : reader.all(listEvents, tenant, from, limit + 1)
  const items = rows.slice(0, limit).map((row) => readEvent(tenant, row))
  const last = items.at(-1)
  return rows.length > limit && last ? { items, next: String(last.sequence) } : { items }
}
