import type { Store } from '../../../ports/store.ts'
import { eventColumns, readEvent } from '../../sql/event-row.ts'
import { pageOf } from '../../sql/page.ts'
import type { In, Out } from '../../sql/step.ts'
import type { Reader } from '../connection.ts'

type List = Store['events']['list']

/** Sorts before and behind every sequence. */
const ends = { oldest: 0, newest: Number.MAX_SAFE_INTEGER }

const whose = {
  tenant: { from: 'postern_events', where: '' },
  attempt: { from: 'postern_events INDEXED BY postern_events_of_attempt', where: 'AND attempt = ?' },
  user: { from: 'postern_events INDEXED BY postern_events_of_user', where: 'AND user_id = ?' },
}

export function list(reader: Reader, { tenant, attempt, user, newest, after, limit }: In<List>): Out<List> {
  const { from, where } = whose[attempt ? 'attempt' : user ? 'user' : 'tenant']
  const place = Number(after ?? 0) || ends[newest ? 'newest' : 'oldest']
  const sql = `SELECT ${eventColumns} FROM ${from}
WHERE tenant = ? ${where} AND sequence ${newest ? '<' : '>'} ? ORDER BY sequence ${newest ? 'DESC' : ''} LIMIT ?`
  const who = attempt ?? user
  const rows = reader.all(sql, tenant, ...(who ? [who] : []), place, limit + 1)
  return pageOf(
    rows,
    limit,
    (row) => readEvent(tenant, row),
    ([sequence]) => String(sequence),
  )
}
