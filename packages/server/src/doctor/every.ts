/** Everything that is kept of a kind, a page at a time. */
import type { Id } from 'postern/kit'
import type { Desk } from '../resources/desk.ts'
import { type Resource, system } from '../resources/resource.ts'
import { listShelved, type Shelved } from '../resources/shelf.ts'
import { tenants } from '../resources/tenant.ts'

export async function* every<T extends object>(
  desk: Desk,
  resource: Resource<T>,
  tenant: Id<'tenant'>,
): AsyncGenerator<Shelved<T>> {
  for (let after: string | undefined; ; ) {
    const page = await listShelved({ desk, resource, tenant }, { after, limit: 200 })
    yield* page.items
    if (page.next === undefined) return
    after = page.next
  }
}

/** The installation's own, which has no document, and all others. */
export async function* everyTenant(
  desk: Desk,
): AsyncGenerator<{ readonly id: Id<'tenant'>; readonly suspended: boolean }> {
  yield { id: 'default' as Id<'tenant'>, suspended: false }
  for await (const { id, value } of every(desk, tenants, system)) {
    yield { id: id as Id<'tenant'>, suspended: value.status === 'suspended' }
  }
}
