import type { Store } from '../../../ports/store.ts'
import { listSeals, listSealsBehind, readSeal } from '../../sql/event-row.ts'
import type { In, Out } from '../../sql/step.ts'
import type { Reader } from '../connection.ts'

type Seals = Store['events']['seals']

export function seals(reader: Reader, { tenant, after, limit }: In<Seals>): Out<Seals> {
  const rows =
    after === undefined ? reader.all(listSeals, tenant, limit) : reader.all(listSealsBehind, tenant, after, limit)
  return rows.map(readSeal)
}
