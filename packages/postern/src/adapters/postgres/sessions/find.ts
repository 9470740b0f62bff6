import type { Store } from '../../../ports/store.ts'
import { expressionsOf, type Row } from '../../sql/row.ts'
import { readFoundSession, sessionColumns } from '../../sql/session-row.ts'
import type { In, Out } from '../../sql/step.ts'
import { userColumns } from '../../sql/user-row.ts'
import { type Command, read } from '../command.ts'

type Find = Store['sessions']['find']

export const find: Command<In<Find>, Out<Find>> = read({
  name: 'find_session',
  fields: 'tenant text, now bigint, id text',
  value: `json_build_array(${expressionsOf(sessionColumns)}, ${expressionsOf(userColumns)}, r.roles, r.data)`,
  from: `JOIN postern_sessions s
ON s.tenant = c.tenant AND s.id = c.id AND s.idle_until > c.now AND s.expires_at > c.now
JOIN postern_users u ON u.tenant = s.tenant AND u.id = s.user_id
LEFT JOIN postern_registrations r ON r.tenant = s.tenant AND r.user_id = s.user_id AND r.application = s.application`,
  decode: (row: Row | undefined, { tenant }) => row && readFoundSession(tenant, row),
})
