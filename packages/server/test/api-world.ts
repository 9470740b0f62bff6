/** The server's routes in this process, over a store in memory: what an API test talks to. */
import {
  createHooks,
  type Id,
  RawSecret,
  type Runtime,
  type SecretHash,
  type StoreSource,
  startRuntime,
} from 'postern/kit'
import { sqlite } from 'postern/sqlite'
import { serverRoutes } from '../src/api/routes.ts'
import { createDirectory, type ServerDirectory } from '../src/directory/directory.ts'
import { type ApiKeyDocument, apiKeys, formatKey } from '../src/resources/api-key.ts'
import { applications } from '../src/resources/application.ts'
import type { Desk } from '../src/resources/desk.ts'
import { type Resource, system } from '../src/resources/resource.ts'
import { create } from '../src/resources/shelf.ts'
import { tenants } from '../src/resources/tenant.ts'
import { holdToSchemas } from './hold-to-schemas.ts'
import { ownScope } from './own-scope.ts'

export interface ApiWorld {
  readonly runtime: Runtime
  readonly directory: ServerDirectory
  readonly desk: Desk
  /** The text of a key that may do what is said; everything, where nothing is. */
  key(more?: Partial<ApiKeyDocument>): Promise<string>
  tenant(id: string, more?: object): Promise<void>
  application(tenant: string, id: string, more?: object): Promise<void>
  call(method: string, path: string, more?: CallMore): Promise<Called>
  close(): Promise<void>
}

export interface CallMore {
  readonly key?: string
  readonly tenant?: string
  /** JSON, or text as it is. */
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** The address of who calls. */
  readonly from?: string
}

export interface Called {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look at answers of every shape
  readonly json: any
}

const origin = 'https://sign-in.example.com'

export interface ApiWorldOptions {
  readonly rootKey?: string
  readonly bootstrapSecret?: string
  readonly store?: StoreSource
}

export async function apiWorld(options: ApiWorldOptions = {}): Promise<ApiWorld> {
  const own = ownScope()
  const made: { directory?: ServerDirectory } = {}
  const directoryOf = () => {
    if (!made.directory) throw new Error('there is no directory yet')
    return made.directory
  }
  const runtime: Runtime = await startRuntime({
    store: options.store ?? sqlite(':memory:'),
    secret: 'a secret of thirty-two bytes or more',
    scope: own,
    transports: [],
    hooks: createHooks(() => {}),
    base: own.base,
    development: false,
    checksHost: true,
    trustedHops: 0,
    forwardingHeader: 'x-forwarded-for',
    loop: false,
    onFault: (fault) => {
      throw fault
    },
    onUntrustedForwarding: () => {},
    tenantPaths: true,
    knowsHost: (host) => directoryOf().knowsHost(host),
    directoryOf: (parts) => {
      made.directory = createDirectory(parts, {
        own,
        tenantPaths: true,
        onFault: (fault) => {
          throw fault
        },
      })
      return made.directory
    },
    routes: serverRoutes(
      () => ({
        engine: runtime.engine,
        ports: runtime.ports,
        directory: directoryOf(),
        rootKey: hashed(options.rootKey),
        bootstrap: hashed(options.bootstrapSecret),
      }),
      holdToSchemas,
    ),
  })
  const hashed = (text: string | undefined): SecretHash | undefined =>
    text === undefined ? undefined : runtime.ports.vault.hash(new RawSecret(text))
  const desk: Desk = { ports: runtime.ports, actor: 'cli', changed: () => directoryOf().forget() }
  const put = async <T extends object>(resource: Resource<T>, tenant: string, id: string, value: object) => {
    const outcome = await create({ desk, resource, tenant: tenant as Id<'tenant'> }, { id, value })
    if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome))
  }
  return {
    runtime,
    directory: directoryOf(),
    desk,
    async key(more = {}) {
      const { vault, clock } = runtime.ports
      const drawn = vault.draw<'api-key'>(clock.now())
      const hash = Buffer.from(vault.hash(drawn.secret)).toString('hex')
      const value = { name: 'Test', operations: ['*'], startsSignIns: false, createdAt: clock.now(), hash, ...more }
      await put(apiKeys, system, drawn.id, value)
      return formatKey(drawn)
    },
    tenant: (id, more = {}) => put(tenants, system, id, { name: id, ...more }),
    application: (tenant, id, more = {}) => put(applications, tenant, id, { name: id, ...more }),
    call: (method, path, more = {}) => call(runtime, method, path, more),
    close: () => runtime.close(),
  }
}

async function call(runtime: Runtime, method: string, path: string, more: CallMore): Promise<Called> {
  const { key, tenant, body, headers = {}, from } = more
  const init = {
    method,
    headers: {
      accept: 'application/json',
      ...(key !== undefined && { authorization: `Bearer ${key}` }),
      ...(tenant !== undefined && { 'postern-tenant': tenant }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  }
  const response = await runtime.app.request(`${origin}${path}`, init, from === undefined ? {} : { peer: from })
  const text = await response.text()
  const isJson = /json/.test(response.headers.get('content-type') ?? '')
  return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : undefined }
}
