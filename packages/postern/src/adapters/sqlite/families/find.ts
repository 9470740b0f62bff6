import type { Store } from '../../../ports/store.ts'
import { findFamily, readFoundFamily } from '../../sql/family-row.ts'
import type { In, Out } from '../../sql/step.ts'
import type { Reader } from '../connection.ts'

type Find = Store['families']['find']

export function find(reader: Reader, { tenant, id, spent }: In<Find>): Out<Find> {
  const row = reader.first(findFamily, spent, tenant, id)
  return row && readFoundFamily(tenant, row)
}
