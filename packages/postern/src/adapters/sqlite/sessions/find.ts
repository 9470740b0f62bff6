import type { Store } from '../../../ports/store.ts'
import { findSession, readFoundSession } from '../../sql/session-row.ts'
import type { In, Out } from '../../sql/step.ts'
import type { Reader } from '../connection.ts'

type Find = Store['sessions']['find']

export function find(reader: Reader, { tenant, id, now }: In<Find>): Out<Find> {
  const row = reader.first(findSession, tenant, id, now, now)
  return row && readFoundSession(tenant, row)
}
