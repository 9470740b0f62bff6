/** Whose a host is. One tenant has it, or none. */
import type { Id, Ports } from 'postern/kit'
import { system } from '../resources/resource.ts'

export async function tenantOfHost(
  { store, clock }: Pick<Ports, 'store' | 'clock'>,
  host: string,
): Promise<Id<'tenant'> | undefined> {
  const found = await store.documents.find({ tenant: system, now: clock.now(), kind: 'host', id: host })
  return found && (JSON.parse(found.json) as { readonly tenant: Id<'tenant'> }).tenant
}
