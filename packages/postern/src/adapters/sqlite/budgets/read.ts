import type { Instant } from '../../../domain/instant.ts'
import type { Store } from '../../../ports/store.ts'
import { readHits } from '../../sql/budget.ts'
import type { In, Out } from '../../sql/step.ts'
import type { Reader } from '../connection.ts'

type Read = Store['budgets']['read']

const sql = 'SELECT hits FROM postern_budgets WHERE tenant = ? AND key = ? AND expires_at > ?'

export function read(reader: Reader, { tenant, keys, now }: In<Read>): Out<Read> {
  return keys.flatMap((key) => {
    const { times, counts } = readHits(reader.first(sql, tenant, key, now)?.[0] as string | undefined)
    const hits = times.map((at, place) => ({ at: at as Instant, count: counts[place] ?? 0 }))
    return hits.length > 0 ? [{ key, hits }] : []
  })
}
