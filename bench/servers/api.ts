/** The server's API in this process, over a SQLite file, with one key. */
import { checkApplication, createHooks, type Id, RawSecret, type Store, scopeAt, startRuntime } from 'postern/kit'
import { sqlite } from 'postern/sqlite'
import { serverRoutes } from '../../packages/server/src/api/routes.ts'
import { createDirectory, type ServerDirectory } from '../../packages/server/src/directory/directory.ts'
import { applications } from '../../packages/server/src/resources/application.ts'
import { create } from '../../packages/server/src/resources/shelf.ts'

const origin = 'https://sign-in.example.com'
const key = 'a root key of thirty-two letters or more'.replaceAll(' ', '-')

export interface Api {
  get(path: string): Promise<unknown>
  /** A page of users as the store reads it, for whoever asks for the read alone. */
  list(by: Omit<Parameters<Store['users']['list']>[0], 'tenant' | 'now'>): Promise<unknown>
  close(): Promise<void>
}

export async function serveApi(file: string): Promise<Api> {
  const application = checkApplication({ name: 'Own', mail: { from: 'Own <no-reply@example.com>' } }, origin)
  const own = scopeAt({ id: 'default' as Id<'tenant'> }, application, `${origin}/auth`)
  const onFault = (fault: unknown): never => {
    throw fault
  }
  const made: { directory?: ServerDirectory } = {}
  const directoryOf = (): ServerDirectory => {
    if (!made.directory) throw new Error('not open yet')
    return made.directory
  }
  const runtime = await startRuntime({
    store: sqlite(file),
    secret: 'a secret of thirty-two bytes or more',
    scope: own,
    transports: [],
    hooks: createHooks(onFault),
    base: own.base,
    development: false,
    checksHost: true,
    trustedHops: 0,
    forwardingHeader: 'x-forwarded-for',
    loop: false,
    onFault,
    onUntrustedForwarding: () => {},
    tenantPaths: true,
    directoryOf: (parts) => {
      made.directory = createDirectory(parts, { own, tenantPaths: true, onFault })
      return made.directory
    },
    routes: serverRoutes(() => {
      const { engine, ports } = runtime
      return { engine, ports, directory: directoryOf(), rootKey: ports.vault.hash(new RawSecret(key)) }
    }),
  })
  const desk = { ports: runtime.ports, actor: 'cli', changed: () => directoryOf().forget() }
  for (const id of ['shop', 'wiki']) {
    await create({ desk, resource: applications, tenant: own.tenant.id }, { id, value: { name: id } })
  }
  return {
    async get(path) {
      const answer = await runtime.app.request(`${origin}${path}`, { headers: { authorization: `Bearer ${key}` } })
      if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
      return answer.json()
    },
    list: (by) => runtime.ports.store.users.list({ tenant: own.tenant.id, now: runtime.ports.clock.now(), ...by }),
    close: () => runtime.close(),
  }
}
