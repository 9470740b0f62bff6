/**
 * The server's own parts in one process: a directory over documents, a thousand tenants with an application each, and the
 * applications' routes. Limits, mails about new devices and the mail hook as for the library.
 */
import { createServer } from 'node:http'
import { type Id, nodeListener, type Transport } from 'postern/kit'
import { applications } from '../../packages/server/src/resources/application.ts'
import { system } from '../../packages/server/src/resources/resource.ts'
import { create, findShelved } from '../../packages/server/src/resources/shelf.ts'
import { tenants } from '../../packages/server/src/resources/tenant.ts'
import { tenantCount } from './app-tenants.ts'
import { host } from './host.ts'
import { mailPipe } from './mail-pipe.ts'
import { startParts } from './server-parts.ts'

const hook = mailPipe()

/** The token with its tenant's path: `t/<tenant>/<attempt id>.<secret>`. */
const transport: Transport = {
  name: 'bench',
  channel: 'mail',
  async send({ to, facts }) {
    const [, tenant = '', id = '', secret = ''] = /\/(t\/[^/]+\/).*\/link\/(.+)#(.+)$/.exec(facts.link ?? '') ?? []
    if (secret !== '') hook(to, `${tenant}${id}.${secret}`)
    return { kind: 'taken' }
  },
}

const { runtime, directory } = await startParts(
  { mail: { from: 'Bench <bench@example.com>', transport }, newDeviceMail: false },
  { tenantPaths: true },
)
await foundTenants()
host(createServer(nodeListener(() => runtime.app)), () => runtime.close())

async function foundTenants(): Promise<void> {
  const desk = { ports: runtime.ports, actor: 'bench', changed: () => directory().forget() }
  const realms = { desk, resource: tenants, tenant: system }
  if (await findShelved(realms, `t${tenantCount - 1}`)) return
  for (let number = 0; number < tenantCount; number++) {
    const tenant = `t${number}` as Id<'tenant'>
    const redirects = [`https://app-${number}.example.com/callback`]
    await create(realms, { id: tenant, value: { name: `Tenant ${number}` } })
    const where = { desk, resource: applications, tenant }
    await create(where, { id: `app-${number}`, value: { name: `Application ${number}`, redirects } })
  }
}
