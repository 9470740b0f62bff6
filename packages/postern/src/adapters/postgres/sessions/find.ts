import type { User } from '../../../domain/user.ts'
import type { Store } from '../../../ports/store.ts'
import { expressionsOf, type Row } from '../../sql/row.ts'
import { readSession, sessionColumns, sessionWidth } from '../../sql/session-row.ts'
import type { In, Out } from '../../sql/step.ts'
import { readUser, userColumns } from '../../sql/user-row.ts'
import { type Command, read } from '../command.ts'

type Find = Store['sessions']['find']

export const find: Command<In<Find>, Out<Find>> = read({
  name: 'find_session',
  fields: 'tenant text, now bigint, id text',
  value: `json_build_array(${expressionsOf(sessionColumns)}, ${expressionsOf(userColumns)})`,
  from: `JOIN postern_sessions s
ON s.tenant = c.tenant AND s.id = c.id AND s.idle_until > c.now AND s.expires_at > c.now
JOIN postern_users u ON u.tenant = s.tenant AND u.id = s.user_id`,
  // An inner join: a session that is found has its user.
  decode: (row: Row | undefined, { tenant }) =>
    row && { session: readSession(tenant, row), user: readUser(tenant, row, sessionWidth) as User },
})
