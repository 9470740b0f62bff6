import type { Store } from '../../../ports/store.ts'
import { listSeals } from '../../sql/event-row.ts'
import type { In, Out } from '../../sql/step.ts'
import type { Reader } from '../connection.ts'

type Seals = Store['events']['seals']

export function seals(reader: Reader, { tenant, limit }: In<Seals>): Out<Seals> {
  return reader.all(listSeals, tenant, limit).map((row) => ({
    link: row[0] as string,
    first: row[1] as number,
    last: row[2] as number,
    count: row[3] as number,
  }))
}
