import type { Store } from '../../../ports/store.ts'
import { readSession, sessionColumns } from '../../sql/session-row.ts'
import type { In, Out } from '../../sql/step.ts'
import type { Reader } from '../connection.ts'

type List = Store['sessions']['list']

/** Oldest first. */
const sql = `SELECT ${sessionColumns} FROM postern_sessions s INDEXED BY postern_sessions_of_user
WHERE s.tenant = ? AND s.user_id = ? AND s.idle_until > ? AND s.expires_at > ? ORDER BY s.id`

export function list(reader: Reader, { tenant, user, now }: In<List>): Out<List> {
  return reader.all(sql, tenant, user, now, now).map((row) => readSession(tenant, row))
}
