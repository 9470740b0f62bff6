import type { Store } from '../../../ports/store.ts'
import { expressionsOf, type Row } from '../../sql/row.ts'
import { readSession, sessionColumns } from '../../sql/session-row.ts'
import type { In, Out } from '../../sql/step.ts'
import { type Command, read } from '../command.ts'

type List = Store['sessions']['list']

/** Oldest first. */
export const list: Command<In<List>, Out<List>> = read({
  name: 'list_sessions',
  fields: 'tenant text, now bigint, "user" text',
  value: `coalesce(json_agg(json_build_array(${expressionsOf(sessionColumns)}) ORDER BY s.id), '[]')`,
  from: `JOIN postern_sessions s ON s.tenant = c.tenant AND s.user_id = c."user"
AND s.idle_until > c.now AND s.expires_at > c.now GROUP BY c.call`,
  decode: (rows: readonly Row[] | undefined, { tenant }) => (rows ?? []).map((row) => readSession(tenant, row)),
})
