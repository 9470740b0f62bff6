import type { Id } from 'postern/kit'
import { applications } from '../../packages/server/src/resources/application.ts'
import { system } from '../../packages/server/src/resources/resource.ts'
import { create, findShelved } from '../../packages/server/src/resources/shelf.ts'
import { tenants } from '../../packages/server/src/resources/tenant.ts'
import type { Parts } from './server-parts.ts'

/** Tenants `t0`, `t1` … with an application each, unless they are there. */
export async function foundTenants({ runtime, directory }: Parts, count: number): Promise<void> {
  const desk = { ports: runtime.ports, actor: 'bench', changed: () => directory().forget() }
  const realms = { desk, resource: tenants, tenant: system }
  if (await findShelved(realms, `t${count - 1}`)) return
  for (let number = 0; number < count; number++) {
    const tenant = `t${number}` as Id<'tenant'>
    const redirects = [`https://app-${number}.example.com/callback`]
    await create(realms, { id: tenant, value: { name: `Tenant ${number}` } })
    const where = { desk, resource: applications, tenant }
    await create(where, { id: `app-${number}`, value: { name: `Application ${number}`, redirects } })
  }
}
