import type { Store } from '../../../ports/store.ts'
import { expressionsOf, type Row } from '../../sql/row.ts'
import { holderColumns, readHolder } from '../../sql/session-row.ts'
import type { In, Out } from '../../sql/step.ts'
import { type Command, read } from '../command.ts'

type FindHolder = Store['sessions']['findHolder']

export const findHolder: Command<In<FindHolder>, Out<FindHolder>> = read({
  name: 'find_holder',
  fields: 'tenant text, now bigint, id text, application text',
  value: `json_build_array(${expressionsOf(holderColumns)})`,
  from: `JOIN postern_sessions s ON s.tenant = c.tenant AND s.id = c.id AND s.application = c.application
AND s.idle_until > c.now AND s.expires_at > c.now
JOIN postern_users u ON u.tenant = s.tenant AND u.id = s.user_id AND u.status = 'active'
LEFT JOIN postern_registrations r ON r.tenant = s.tenant AND r.user_id = s.user_id AND r.application = s.application`,
  decode: (row: Row | undefined, { id }) => row && readHolder(id, row),
})
