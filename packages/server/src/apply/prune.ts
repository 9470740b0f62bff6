/** What a file does not name, of the kinds that it speaks of: found before anything is written, and removed at the end. */
import type { Id } from 'postern/kit'
import type { Desk } from '../resources/desk.ts'
import { type Resource, system } from '../resources/resource.ts'
import { listShelved, remove } from '../resources/shelf.ts'
import type { Kept } from './unit.ts'

export interface Unnamed {
  /** `application acme/blog`. */
  readonly what: string
  readonly resource: Resource<object>
  readonly tenant: Id<'tenant'>
  readonly id: string
  readonly version: number
}

export async function findUnnamed(desk: Desk, { resource: kind, tenant, keeps }: Kept): Promise<readonly Unnamed[]> {
  const resource = kind as unknown as Resource<object>
  const found: Unnamed[] = []
  let after: string | undefined
  do {
    const page = await listShelved({ desk, resource, tenant }, { after, limit: 200 })
    for (const { id, version } of page.items.filter(({ id, value }) => !keeps(id, value))) {
      const what = `${resource.kind} ${tenant === system ? id : `${tenant}/${id}`}`
      found.push({ what, resource, tenant, id, version })
    }
    after = page.next
  } while (after !== undefined)
  return found
}

/** Why it stays, where it does. */
export async function removeUnnamed(desk: Desk, unnamed: Unnamed): Promise<string | undefined> {
  const { resource, tenant, id, version } = unnamed
  const outcome = await remove({ desk, resource, tenant }, { id, version })
  switch (outcome.kind) {
    case 'in-use':
      return outcome.why
    case 'stale':
      return 'Somebody else changed it at this moment: apply the file again.'
    case 'done':
    case 'unknown':
      return undefined
  }
}
