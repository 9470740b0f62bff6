import type { Store } from '../../../ports/store.ts'
import { listSeals, listSealsBehind, listSealsInFront, readSeal } from '../../sql/event-row.ts'
import type { In, Out } from '../../sql/step.ts'
import type { Reader } from '../connection.ts'

type Seals = Store['events']['seals']

export function seals(reader: Reader, { tenant, after, before, limit }: In<Seals>): Out<Seals> {
  const rows =
    after !== undefined
      ? reader.all(listSealsBehind, tenant, after, limit)
      : before !== undefined
        ? reader.all(listSealsInFront, tenant, before, limit)
        : reader.all(listSeals, tenant, limit)
  return rows.map(readSeal)
}
