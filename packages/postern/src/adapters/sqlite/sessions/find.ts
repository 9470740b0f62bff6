import type { User } from '../../../domain/user.ts'
import type { Store } from '../../../ports/store.ts'
import { findSession, readSession, sessionWidth } from '../../sql/session-row.ts'
import type { In, Out } from '../../sql/step.ts'
import { readUser } from '../../sql/user-row.ts'
import type { Reader } from '../connection.ts'

type Find = Store['sessions']['find']

export function find(reader: Reader, { tenant, id, now }: In<Find>): Out<Find> {
  const row = reader.first(findSession, tenant, id, now, now)
  // An inner join: a session that is found has its user.
  return row && { session: readSession(tenant, row), user: readUser(tenant, row, sessionWidth) as User }
}
