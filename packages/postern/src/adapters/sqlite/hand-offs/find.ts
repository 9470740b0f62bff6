import type { Store } from '../../../ports/store.ts'
import { findHandOff, readFoundHandOff } from '../../sql/hand-off-row.ts'
import type { In, Out } from '../../sql/step.ts'
import type { Reader } from '../connection.ts'

type Find = Store['handOffs']['find']

export function find(reader: Reader, { tenant, id }: In<Find>): Out<Find> {
  const row = reader.first(findHandOff, tenant, id)
  return row && readFoundHandOff(tenant, row)
}
