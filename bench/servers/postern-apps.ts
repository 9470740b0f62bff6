/**
 * The server's own parts in one process: a directory over documents, a thousand tenants with an application each, and the
 * applications' routes. Limits, mails about new devices and the mail hook as for the library.
 */
import { createServer } from 'node:http'
import { nodeListener, type Transport } from 'postern/kit'
import { tenantCount } from './app-tenants.ts'
import { foundTenants } from './found-tenants.ts'
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

const parts = await startParts(
  { mail: { from: 'Bench <bench@example.com>', transport }, newDeviceMail: false },
  { tenantPaths: true },
)
await foundTenants(parts, tenantCount)
// A server that has been up for a while has met all of them.
for (let number = 0; number < tenantCount; number++) {
  await parts.directory().find({ tenant: `t${number}`, application: `app-${number}` })
}
host(createServer(nodeListener(() => parts.runtime.app)), () => parts.runtime.close())
