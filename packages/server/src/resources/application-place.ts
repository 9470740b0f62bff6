/** Whose an application is, found by its id alone: ids are unique in the installation. */
import type { Id, Ports } from 'postern/kit'
import { type FieldFault, type ResourcePlace, system } from './resource.ts'

const kind = 'application-place'

export async function placeOfApplication(
  { store, clock }: Pick<Ports, 'store' | 'clock'>,
  id: string,
): Promise<Id<'tenant'> | undefined> {
  const found = await store.documents.find({ tenant: system, now: clock.now(), kind, id })
  return found && (JSON.parse(found.json) as { readonly tenant: Id<'tenant'> }).tenant
}

/** Put if nobody has it: of two tenants that want one id, one gets it. */
export async function keepPlace({ desk, tenant, id }: ResourcePlace): Promise<readonly FieldFault[]> {
  const { store, clock } = desk.ports
  const json = JSON.stringify({ tenant })
  const { kind: outcome } = await store.documents.put({ tenant: system, now: clock.now(), kind, id, version: 0, json })
  if (outcome === 'done' || (await placeOfApplication(desk.ports, id)) === tenant) return []
  return [{ path: 'id', why: 'is taken: an application has its id alone in the whole installation' }]
}

/**
 * The place stays where it is when the application is only changed, and where people are registered in it: keys and
 * callers that go by its id must not meet another tenant's.
 */
export async function forgetPlace({ desk, tenant, id }: ResourcePlace): Promise<void> {
  const { store, clock } = desk.ports
  const now = clock.now()
  if (await store.documents.find({ tenant, now, kind: 'application', id })) return
  const by = { what: 'registered', application: id as Id<'application'> } as const
  if ((await store.users.list({ tenant, now, by, limit: 1 })).items.length > 0) return
  const found = await store.documents.find({ tenant: system, now, kind, id })
  if (found) await store.documents.remove({ tenant: system, now, kind, id, version: found.version })
}

const placesAtOnce = 200

/** All that a tenant has, which is gone with its applications. */
export async function dropPlaces({ store, clock }: Pick<Ports, 'store' | 'clock'>, tenant: string): Promise<number> {
  const at = { tenant: system, now: clock.now(), kind }
  let removed = 0
  let after: string | undefined
  do {
    const page = await store.documents.list({ ...at, limit: placesAtOnce, ...(after !== undefined && { after }) })
    for (const { id, version, json } of page.items) {
      if ((JSON.parse(json) as { readonly tenant: string }).tenant !== tenant) continue
      if ((await store.documents.remove({ ...at, id, version })).kind === 'done') removed++
    }
    after = page.next
  } while (after !== undefined)
  return removed
}
