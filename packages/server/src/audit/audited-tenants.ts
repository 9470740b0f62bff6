/**
 * Every tenant whose trail is proved, once: the installation's own, what is no tenant's, those of the documents, those
 * that have seals, removed ones among them, and those that somebody kept a head of. Who can write to the database can take
 * a tenant off the first lists, not off the last.
 */
import type { Id, Ports } from 'postern/kit'
import { system } from '../resources/resource.ts'
import { listShelved } from '../resources/shelf.ts'
import { tenants } from '../resources/tenant.ts'
import type { Head } from './heads.ts'

type Parts = Pick<Ports, 'store' | 'vault' | 'clock'>

const atOnce = 200

export async function* auditedTenants(ports: Parts, heads: readonly Head[] = []): AsyncGenerator<Id<'tenant'>> {
  const told = new Set<Id<'tenant'>>()
  for await (const tenant of named(ports, heads)) {
    if (told.has(tenant)) continue
    told.add(tenant)
    yield tenant
  }
}

async function* named(ports: Parts, heads: readonly Head[]): AsyncGenerator<Id<'tenant'>> {
  yield system
  yield 'default' as Id<'tenant'>
  yield* listed(ports)
  yield* sealed(ports)
  for (const { tenant } of heads) yield tenant
}

async function* listed(ports: Parts): AsyncGenerator<Id<'tenant'>> {
  const where = { desk: { ports, actor: 'audit', changed: () => {} }, resource: tenants, tenant: system }
  for (let after: string | undefined; ; ) {
    const page = await listShelved(where, { after, limit: atOnce })
    for (const { id } of page.items) yield id as Id<'tenant'>
    if (page.next === undefined) return
    after = page.next
  }
}

async function* sealed({ store, clock }: Parts): AsyncGenerator<Id<'tenant'>> {
  for (let after: Id<'tenant'> | undefined; ; ) {
    const some = await store.events.sealed({ now: clock.now(), limit: atOnce, after })
    yield* some
    if (some.length < atOnce) return
    after = some.at(-1)
  }
}
