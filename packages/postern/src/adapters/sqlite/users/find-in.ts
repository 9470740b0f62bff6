import type { Store } from '../../../ports/store.ts'
import type { In, Out } from '../../sql/step.ts'
import { findUserInByAddress, findUserInById, readUserIn } from '../../sql/user-row.ts'
import type { Reader } from '../connection.ts'

type FindIn = Store['users']['findIn']

export function findIn(reader: Reader, input: In<FindIn>): Out<FindIn> {
  const { tenant, application } = input
  const row =
    'id' in input
      ? reader.first(findUserInById, application, tenant, input.id)
      : reader.first(findUserInByAddress, application, tenant, input.address)
  return row && readUserIn(tenant, row)
}
