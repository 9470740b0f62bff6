/** Whose an application is, found by its id alone: ids are unique in the installation. */
import type { Document, Id, Ports } from 'postern/kit'
import { type FieldFault, type ResourcePlace, system } from './resource.ts'

const kind = 'application-place'

export async function placeOfApplication(
  { store, clock }: Pick<Ports, 'store' | 'clock'>,
  id: string,
): Promise<Id<'tenant'> | undefined> {
  const found = await store.documents.find({ tenant: system, now: clock.now(), kind, id })
  return found && ownerOf(found)
}

const ownerOf = ({ json }: Document): Id<'tenant'> => (JSON.parse(json) as { readonly tenant: Id<'tenant'> }).tenant

/** Put if nobody has it: of two tenants that want one id, one gets it. */
export async function keepPlace({ desk, tenant, id }: ResourcePlace): Promise<readonly FieldFault[]> {
  const { store, clock } = desk.ports
  const json = JSON.stringify({ tenant })
  const { kind: outcome } = await store.documents.put({ tenant: system, now: clock.now(), kind, id, version: 0, json })
  return outcome === 'done' || (await placeOfApplication(desk.ports, id)) === tenant ? [] : taken
}

const taken = [{ path: 'id', why: 'is taken: an application has its id alone in the whole installation' }]

/**
 * Once the application is there its place gets another version, so that nobody frees it who looked before, and found no
 * application. Where it was freed by then it is taken anew, unless another tenant was faster.
 */
export async function holdPlace(at: ResourcePlace): Promise<readonly FieldFault[]> {
  const { store, clock } = at.desk.ports
  const place = { tenant: system, now: clock.now(), kind, id: at.id }
  const found = await store.documents.find(place)
  if (found && ownerOf(found) !== at.tenant) return taken
  const json = JSON.stringify({ tenant: at.tenant })
  const { kind: outcome } = await store.documents.put({ ...place, version: found?.version ?? 0, json })
  return outcome === 'done' ? [] : holdPlace(at)
}

/**
 * The place stays where it is when the application is only changed, and where people are registered in it: keys and
 * callers that go by its id must not meet another tenant's. It goes as it was before the look at them, or not at all.
 */
export async function forgetPlace({ desk, tenant, id }: ResourcePlace): Promise<void> {
  const { store, clock } = desk.ports
  const now = clock.now()
  const place = await store.documents.find({ tenant: system, now, kind, id })
  if (!place || ownerOf(place) !== tenant) return
  if (await store.documents.find({ tenant, now, kind: 'application', id })) return
  const by = { what: 'registered', application: id as Id<'application'> } as const
  if ((await store.users.list({ tenant, now, by, limit: 1 })).items.length > 0) return
  await store.documents.remove({ tenant: system, now, kind, id, version: place.version })
}

const placesAtOnce = 200

/** All that a tenant has, which is gone with its applications. */
export async function dropPlaces({ store, clock }: Pick<Ports, 'store' | 'clock'>, tenant: string): Promise<number> {
  const at = { tenant: system, now: clock.now(), kind }
  let removed = 0
  let after: string | undefined
  do {
    const page = await store.documents.list({ ...at, limit: placesAtOnce, ...(after !== undefined && { after }) })
    for (const place of page.items) {
      if (ownerOf(place) !== tenant) continue
      const { id, version } = place
      if ((await store.documents.remove({ ...at, id, version })).kind === 'done') removed++
    }
    after = page.next
  } while (after !== undefined)
  return removed
}
