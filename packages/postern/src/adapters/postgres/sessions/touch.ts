import type { Store } from '../../../ports/store.ts'
import type { In, Out } from '../../sql/step.ts'
import { act, type Command } from '../command.ts'
import { sortedBy } from '../locks.ts'

type Touch = Store['sessions']['touch']

/** A session that is over stays over, and an older sight of it changes nothing. */
export const touch: Command<In<Touch>, Out<Touch>> = act({
  name: 'touch_session',
  fields: 'tenant text, now bigint, id text, "idleUntil" bigint',
  order: sortedBy('tenant', 'id'),
  body: `
UPDATE postern_sessions SET seen_at = c.now, idle_until = c."idleUntil"
WHERE tenant = c.tenant AND id = c.id AND seen_at <= c.now AND idle_until > c.now AND expires_at > c.now;`,
  decode: () => undefined,
})
