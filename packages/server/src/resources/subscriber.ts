/** Which tenants have webhooks: one document each in the realm of the system, so that nobody looks through all tenants. */
import type { Id, Ports } from 'postern/kit'
import { type FieldFault, type ResourcePlace, system } from './resource.ts'

const kind = 'subscriber'
const page = 200

export async function listSubscribers({ store, clock }: Pick<Ports, 'store' | 'clock'>): Promise<Id<'tenant'>[]> {
  const found: Id<'tenant'>[] = []
  let after: string | undefined
  do {
    const at = { tenant: system, now: clock.now(), kind, limit: page }
    const { items, next } = await store.documents.list({ ...at, ...(after !== undefined && { after }) })
    found.push(...items.map(({ id }) => id as Id<'tenant'>))
    after = next
  } while (after !== undefined)
  return found
}

/**
 * Before the first webhook of a tenant: its events are told from here on, not from the beginning. It stays when the last
 * webhook goes: it costs a look now and then, and taking it back could pass a new one by.
 */
export async function keepSubscriber({ desk, tenant }: ResourcePlace): Promise<readonly FieldFault[]> {
  const { store, clock } = desk.ports
  const now = clock.now()
  const [newest] = await store.events.seals({ tenant, now, limit: 1 })
  if (newest) await store.events.publish({ tenant, now, from: 0, to: newest.last, messages: [] })
  await store.documents.put({ tenant: system, now, kind, id: tenant, version: 0, json: '{}' })
  return []
}
