/** The newest seal of each tenant, to be kept where nobody who can write to the database can write. One JSON line each. */
import { type Id, type Instant, iso, type Ports } from 'postern/kit'
import { z } from 'zod'
import { system } from '../resources/resource.ts'
import { listShelved } from '../resources/shelf.ts'
import { tenants } from '../resources/tenant.ts'

export interface Head {
  readonly tenant: Id<'tenant'>
  readonly last: number
  readonly link: string
  readonly at: Instant
}

type Parts = Pick<Ports, 'store' | 'vault' | 'clock'>

/** Every tenant that has a trail: those of the documents, the installation's own, and what is no tenant's. */
export async function* auditedTenants(ports: Parts): AsyncGenerator<Id<'tenant'>> {
  yield system
  yield 'default' as Id<'tenant'>
  const where = { desk: { ports, actor: 'audit', changed: () => {} }, resource: tenants, tenant: system }
  for (let after: string | undefined; ; ) {
    const page = await listShelved(where, { after, limit: 200 })
    for (const { id } of page.items) yield id as Id<'tenant'>
    if (page.next === undefined) return
    after = page.next
  }
}

export async function headOf({ store, clock }: Parts, tenant: Id<'tenant'>): Promise<Head | undefined> {
  const [seal] = await store.events.seals({ tenant, now: clock.now(), limit: 1 })
  return seal && { tenant, last: seal.last, link: seal.link, at: seal.at }
}

export const writeHead = ({ tenant, last, link, at }: Head): string =>
  JSON.stringify({ tenant, last, link, at: iso(at) })

const line = z.strictObject({
  tenant: z.string().min(1),
  last: z.int().min(1),
  link: z.string().min(1),
  at: z.iso.datetime(),
})

/** Throws a `TypeError` that names the first line which is none of ours. */
export function readHeads(text: string): readonly Head[] {
  return text.split('\n').flatMap((each, index) => {
    if (each.trim() === '') return []
    const parsed = line.safeParse(parse(each))
    if (!parsed.success) throw new TypeError(`line ${index + 1} of the heads is no head of a trail`)
    const { tenant, last, link, at } = parsed.data
    return [{ tenant: tenant as Id<'tenant'>, last, link, at: Date.parse(at) as Instant }]
  })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
