/**
 * What a removed tenant has goes for good: people, sessions, mails, keys, trail. Its id stays taken and the versions of its
 * settings stay, so that nobody who comes later is mistaken for it.
 */
import type { Id } from 'postern/kit'
import { apiKeys } from './api-key.ts'
import { dropPlaces } from './application-place.ts'
import type { Desk } from './desk.ts'
import { system } from './resource.ts'
import { findEver, findShelved, listShelved, note, remove } from './shelf.ts'
import { tenants } from './tenant.ts'

export type Erased =
  | { readonly kind: 'done' | 'more'; readonly removed: number }
  /** It is still there, and must be removed first. */
  | { readonly kind: 'present' }
  | { readonly kind: 'unknown' }

export interface Erasing {
  /** Steps of a thousand rows, after which it answers `more`. No end by default. */
  readonly steps?: number
  readonly onProgress?: (removed: number) => void
}

const rows = 1_000

/** May be repeated: whoever was served while the tenant was removed may have left rows behind. */
export async function eraseTenant(
  desk: Desk,
  id: string,
  { steps = Number.POSITIVE_INFINITY, onProgress }: Erasing = {},
): Promise<Erased> {
  const where = { desk, resource: tenants, tenant: system }
  if (await findShelved(where, id)) return { kind: 'present' }
  if (!(await findEver(where, id))) return { kind: 'unknown' }
  await note(where, id, 'erased')
  const { store, clock } = desk.ports
  let removed = (await removeKeys(desk, id)) + (await dropPlaces(desk.ports, id))
  for (let step = 0; step < steps; step++) {
    const done = await store.erase({ tenant: id as Id<'tenant'>, now: clock.now(), limit: rows })
    if (done.removed === 0) return { kind: 'done', removed }
    removed += done.removed
    onProgress?.(removed)
  }
  return { kind: 'more', removed }
}

const keysAtOnce = 200

/** Its keys are documents of the installation, which do not go with its rows: a restored tenant would have them again. */
async function removeKeys(desk: Desk, tenant: string): Promise<number> {
  const where = { desk, resource: apiKeys, tenant: system }
  let removed = 0
  let after: string | undefined
  do {
    const page = await listShelved(where, { after, limit: keysAtOnce })
    for (const { id, value } of page.items) {
      if (value.tenant === tenant && (await remove(where, { id })).kind === 'done') removed++
    }
    after = page.next
  } while (after !== undefined)
  return removed
}
