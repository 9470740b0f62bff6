/**
 * The server's own parts in one process: a directory over documents, a thousand tenants with an application each, and the
 * applications' routes. Limits, mails about new devices and the mail hook as for the library.
 */
import { createServer } from 'node:http'
import {
  checkOptions,
  createHooks,
  type Id,
  nodeListener,
  type Runtime,
  startRuntime,
  type Transport,
} from 'postern/kit'
import { serverRoutes } from '../../packages/server/src/api/routes.ts'
import { createDirectory, type ServerDirectory } from '../../packages/server/src/directory/directory.ts'
import { applications } from '../../packages/server/src/resources/application.ts'
import { system } from '../../packages/server/src/resources/resource.ts'
import { create, findShelved } from '../../packages/server/src/resources/shelf.ts'
import { tenants } from '../../packages/server/src/resources/tenant.ts'
import { baseUrl } from './address.ts'
import { tenantCount } from './app-tenants.ts'
import { database } from './database.ts'
import { folder } from './folder.ts'
import { host } from './host.ts'
import { mailPipe } from './mail-pipe.ts'
import { openStore } from './open-store.ts'

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

const secret = 'a secret of the bench, at least 32 letters long'
const store = await openStore(database(), folder())
const { scope, base, development } = checkOptions({
  baseUrl,
  secret,
  store,
  mail: { from: 'Bench <bench@example.com>', transport },
  signUp: 'open',
  limits: 'off',
  newDeviceMail: false,
})
let directory: ServerDirectory | undefined
const runtime: Runtime = await startRuntime({
  store,
  secret,
  scope,
  base,
  development,
  transports: [transport],
  hooks: createHooks(rethrow),
  checksHost: true,
  trustedHops: 0,
  forwardingHeader: 'x-forwarded-for',
  loop: true,
  onFault: rethrow,
  onUntrustedForwarding: () => {},
  tenantPaths: true,
  directoryOf: (made) => {
    directory = createDirectory(made, { own: scope, tenantPaths: true, onFault: rethrow })
    return directory
  },
  routes: serverRoutes(() => {
    if (!directory) throw new TypeError('The server is not open yet')
    return { engine: runtime.engine, ports: runtime.ports, directory }
  }),
})
await foundTenants()
host(createServer(nodeListener(() => runtime.app)), () => runtime.close())

async function foundTenants(): Promise<void> {
  const desk = { ports: runtime.ports, actor: 'bench', changed: () => directory?.forget() }
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

function rethrow(fault: unknown): void {
  queueMicrotask(() => {
    throw fault
  })
}
