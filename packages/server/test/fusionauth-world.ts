/** FusionAuth's contract in this process: two tenants, three applications, a clock that is moved by hand, mails on record. */
import {
  type ApplicationOptions,
  createHooks,
  type HookRegistry,
  type Id,
  parseEmailAddress,
  type Rendered,
  type Runtime,
  type Scope,
  startRuntime,
} from 'postern/kit'
import { postgres } from 'postern/postgres'
import { sqlite } from 'postern/sqlite'
import { type VirtualClock, virtualClock } from 'postern/testing'
import { lendDatabase } from '../../../tools/postgres-database.ts'
import { fusionAuthRoutes } from '../src/api/fusionauth/routes.ts'
import { createDirectory, type ServerDirectory } from '../src/directory/directory.ts'
import { type ApiKeyDocument, apiKeys, formatKey } from '../src/resources/api-key.ts'
import { applications } from '../src/resources/application.ts'
import type { Desk } from '../src/resources/desk.ts'
import { type Resource, system } from '../src/resources/resource.ts'
import { change, create } from '../src/resources/shelf.ts'
import { tenants } from '../src/resources/tenant.ts'
import { ownScope } from './own-scope.ts'
import { onPostgres } from './store.ts'

export const shop = '10000000-0000-0002-0000-000000000001'
export const club = '10000000-0000-0002-0000-000000000002'
export const elsewhere = '20000000-0000-0002-0000-000000000001'
export const address = 'ada@example.com'

export interface Answered {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look at answers of every shape
  readonly body: any
}

export interface FusionAuthWorld {
  readonly runtime: Runtime
  readonly clock: VirtualClock
  readonly hooks: HookRegistry
  readonly sent: readonly Rendered[]
  readonly user: Id<'user'>
  scope(application: string): Promise<Scope>
  key(more?: Partial<ApiKeyDocument>): Promise<string>
  settle(): Promise<void>
  close(): Promise<void>
  set(application: string, patch: object): Promise<void>
  post(path: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<Answered>
}

const tokens = {
  mode: 'cookie',
  accessToken: 600_000,
  refreshToken: 2_592_000_000,
  algorithm: 'ES256',
  audience: 'https://shop.example',
  rotateEvery: 7_776_000_000,
} as const

export async function fusionAuthWorld(options: Partial<ApplicationOptions> = {}): Promise<FusionAuthWorld> {
  const plain = ownScope()
  const own = { ...plain, application: { ...plain.application, ...options, tokens } as Scope['application'] }
  const clock = virtualClock()
  const hooks = createHooks(() => {})
  const sent: Rendered[] = []
  const made: { directory?: ServerDirectory } = {}
  const directoryOf = (): ServerDirectory => {
    if (!made.directory) throw new Error('there is no directory yet')
    return made.directory
  }
  const raise = (fault: unknown): never => {
    throw fault
  }
  const database = onPostgres
    ? await lendDatabase({
        name: 'postern',
        fill: async (empty) => void (await postgres(empty).migrate()),
        keep: ['postern_migrations'],
      })
    : undefined
  const runtime: Runtime = await startRuntime({
    store: database ? postgres(database.url) : sqlite(':memory:'),
    secret: 'a secret of thirty-two bytes or more',
    scope: own,
    transports: [
      {
        name: 'record',
        channel: 'mail',
        async send(mail) {
          sent.push(mail)
          return { kind: 'taken' }
        },
      },
    ],
    hooks,
    clock,
    base: own.base,
    development: false,
    checksHost: true,
    trustedHops: 0,
    forwardingHeader: 'x-forwarded-for',
    loop: false,
    onFault: raise,
    onUntrustedForwarding: () => {},
    tenantPaths: true,
    directoryOf: (parts) => {
      made.directory = createDirectory(parts, { own, tenantPaths: true, onFault: raise })
      return made.directory
    },
    routes: fusionAuthRoutes(() => ({ engine: runtime.engine, ports: runtime.ports, directory: directoryOf() })),
  })
  const desk: Desk = { ports: runtime.ports, actor: 'cli', changed: () => directoryOf().forget() }
  const put = async <T extends object>(resource: Resource<T>, tenant: string, id: string, value: object) => {
    const outcome = await create({ desk, resource, tenant: tenant as Id<'tenant'> }, { id, value })
    if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome))
  }
  await put(tenants, system, 'acme', { name: 'Acme' })
  await put(tenants, system, 'other', { name: 'Other' })
  await put(applications, 'acme', shop, { name: 'Shop', roles: ['buyer'] })
  await put(applications, 'acme', club, { name: 'Club' })
  await put(applications, 'other', elsewhere, { name: 'Elsewhere' })
  const scope = async (application: string): Promise<Scope> => {
    const found = await directoryOf().find({ application })
    if (!found) throw new Error(`no application ${application}`)
    return found
  }
  const email = parseEmailAddress(address)
  if (!email) throw new Error('the address is none')
  const facts = { name: 'Ada Lovelace', data: { favourite: 'green' } }
  const created = await runtime.engine.createUser(await scope(shop), { address: email, roles: ['buyer'], ...facts })
  if (created.kind !== 'created') throw new Error(created.kind)
  return {
    runtime,
    clock,
    hooks,
    sent,
    user: created.user.id,
    scope,
    async key(more = {}) {
      const { vault } = runtime.ports
      const drawn = vault.draw<'api-key'>(clock.now())
      const hash = Buffer.from(vault.hash(drawn.secret)).toString('hex')
      const rights = { operations: ['passwordless.start'], startsSignIns: true, tenant: 'acme', ...more }
      await put(apiKeys, system, drawn.id, { name: 'Shop', createdAt: clock.now(), hash, ...rights })
      return formatKey(drawn)
    },
    async settle() {
      while (runtime.backlog().waiting > 0) await new Promise((resolve) => setImmediate(resolve))
      await new Promise((resolve) => setTimeout(resolve, 20))
    },
    async close() {
      await runtime.close()
      await database?.drop()
    },
    async set(id, patch) {
      const tenant = (await scope(id)).tenant.id
      const { kind } = await change({ desk, resource: applications, tenant }, { id, patch })
      if (kind !== 'done') throw new Error(kind)
    },
    async post(path, body, headers = {}) {
      const response = await runtime.app.request(`https://sign-in.example.com${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      })
      const text = await response.text()
      return {
        status: response.status,
        headers: response.headers,
        text,
        body: text === '' ? undefined : JSON.parse(text),
      }
    },
  }
}
