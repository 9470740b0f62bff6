import type { Id } from '../../../domain/id.ts'
import type { Store } from '../../../ports/store.ts'
import { sealedTenants } from '../../sql/event-row.ts'
import type { In, Out } from '../../sql/step.ts'
import type { Reader } from '../connection.ts'

type Sealed = Store['events']['sealed']

export function sealed(reader: Reader, { after, limit }: In<Sealed>): Out<Sealed> {
  return reader.all(sealedTenants, after ?? '', limit).map(([tenant]) => tenant as Id<'tenant'>)
}
