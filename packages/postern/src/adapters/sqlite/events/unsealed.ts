import type { Id } from '../../../domain/id.ts'
import type { Store } from '../../../ports/store.ts'
import { listEvents, newestSeal, nextUnsealedTenant, readEvent } from '../../sql/event-row.ts'
import type { In, Out } from '../../sql/step.ts'
import type { Reader } from '../connection.ts'

type Unsealed = Store['events']['unsealed']

export function unsealed(reader: Reader, { limit }: In<Unsealed>): Out<Unsealed> {
  const tenant = reader.first(nextUnsealedTenant, '')?.[0] as Id<'tenant'> | undefined
  if (tenant === undefined) return undefined
  const newest = reader.first(newestSeal, tenant)
  const head = (newest?.[0] as string | undefined) ?? ''
  const last = (newest?.[1] as number | undefined) ?? 0
  return { tenant, head, events: reader.all(listEvents, tenant, last, limit).map((row) => readEvent(tenant, row)) }
}
