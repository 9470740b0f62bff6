import type { Id } from '../../../domain/id.ts'
import type { Store } from '../../../ports/store.ts'
import { listEvents, newestSeal, readEvent, shareOf, unsealedTenants } from '../../sql/event-row.ts'
import type { In, Out } from '../../sql/step.ts'
import type { Reader } from '../connection.ts'

type Unsealed = Store['events']['unsealed']

export function unsealed(reader: Reader, { after, tenants, limit }: In<Unsealed>): Out<Unsealed> {
  const waiting = reader.all(unsealedTenants, after ?? '', tenants).map(([tenant]) => tenant as Id<'tenant'>)
  return waiting.map((tenant) => {
    const newest = reader.first(newestSeal, tenant)
    const head = (newest?.[0] as string | undefined) ?? ''
    const last = (newest?.[1] as number | undefined) ?? 0
    const rows = reader.all(listEvents, tenant, last, shareOf(limit, waiting.length))
    return { tenant, head, events: rows.map((row) => readEvent(tenant, row)) }
  })
}
