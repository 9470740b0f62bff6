import type { Store } from '../../../ports/store.ts'
import { listSessions, readSession } from '../../sql/session-row.ts'
import type { Reader } from '../connection.ts'
import type { In, Out } from '../step.ts'

type List = Store['sessions']['list']

export function list(reader: Reader, { tenant, user, now }: In<List>): Out<List> {
  return reader.all(listSessions, tenant, user, now, now).map((row) => readSession(tenant, row))
}
