import type { Store } from '../../../ports/store.ts'
import type { In, Out } from '../../sql/step.ts'
import { findUserByAddress, findUserById, readUser } from '../../sql/user-row.ts'
import type { Reader } from '../connection.ts'

type Find = Store['users']['find']

export function find(reader: Reader, input: In<Find>): Out<Find> {
  const { tenant } = input
  const row =
    'id' in input
      ? reader.first(findUserById, tenant, input.id)
      : reader.first(findUserByAddress, tenant, input.address)
  return row && readUser(tenant, row, 0)
}
