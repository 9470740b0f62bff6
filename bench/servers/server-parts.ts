/** The server's own parts in one process, without limits: a directory over documents, and its routes. */
import { checkOptions, createHooks, type PosternOptions, type Runtime, type Scope, startRuntime } from 'postern/kit'
import { serverRoutes } from '../../packages/server/src/api/routes.ts'
import { createDirectory, type ServerDirectory } from '../../packages/server/src/directory/directory.ts'
import { baseUrl } from './address.ts'
import { database } from './database.ts'
import { folder } from './folder.ts'
import { openStore } from './open-store.ts'

export interface Parts {
  readonly runtime: Runtime
  readonly scope: Scope
  readonly directory: () => ServerDirectory
}

const secret = 'a secret of the bench, at least 32 letters long'

export async function startParts(
  options: Pick<PosternOptions, 'mail' | 'newDeviceMail'>,
  { tenantPaths }: { readonly tenantPaths: boolean },
): Promise<Parts> {
  const store = await openStore(database(), folder())
  const checked = checkOptions({ baseUrl, secret, store, limits: 'off', ...options })
  const { scope, base, development, transports } = checked
  let found: ServerDirectory | undefined
  const directory = (): ServerDirectory => {
    if (!found) throw new TypeError('The server is not open yet')
    return found
  }
  const runtime: Runtime = await startRuntime({
    store,
    secret,
    scope,
    base,
    development,
    transports,
    hooks: createHooks(rethrow),
    checksHost: true,
    trustedHops: 0,
    forwardingHeader: 'x-forwarded-for',
    loop: true,
    onFault: rethrow,
    onUntrustedForwarding: () => {},
    tenantPaths,
    directoryOf: (made) => {
      found = createDirectory(made, { own: scope, tenantPaths, onFault: rethrow })
      return found
    },
    routes: serverRoutes(() => ({ engine: runtime.engine, ports: runtime.ports, directory: directory() })),
  })
  return { runtime, scope, directory }
}

function rethrow(fault: unknown): void {
  queueMicrotask(() => {
    throw fault
  })
}
