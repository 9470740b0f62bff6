/** The server's routes in this process, with a clock that is moved by hand: what webhooks, transports and notices are tried on. */
import { type Clock, createHooks, type Id, type Runtime, type Send, startRuntime, type Transport } from 'postern/kit'
import { sqlite } from 'postern/sqlite'
import { serverRoutes } from '../src/api/routes.ts'
import { createDirectory, type ServerDirectory } from '../src/directory/directory.ts'
import { type ApiKeyDocument, apiKeys, formatKey } from '../src/resources/api-key.ts'
import { applications } from '../src/resources/application.ts'
import type { Desk } from '../src/resources/desk.ts'
import { type Resource, system } from '../src/resources/resource.ts'
import { create } from '../src/resources/shelf.ts'
import { tenants } from '../src/resources/tenant.ts'
import { createTransports } from '../src/transports/transports-for.ts'
import { createSafeSend } from '../src/webhooks/safe-send.ts'
import { createWebhooks } from '../src/webhooks/webhooks.ts'
import { holdToSchemas } from './hold-to-schemas.ts'
import { ownScope } from './own-scope.ts'

export interface DeliveryWorld {
  readonly runtime: Runtime
  readonly desk: Desk
  pass(milliseconds: number): void
  /** Rounds of chores until nothing is left to do now. */
  settle(): Promise<void>
  key(more?: Partial<ApiKeyDocument>): Promise<string>
  tenant(id: string): Promise<void>
  call(method: string, path: string, more?: CallMore): Promise<Called>
  close(): Promise<void>
}

export interface CallMore {
  readonly key?: string
  readonly tenant?: string
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export interface Called {
  readonly status: number
  readonly text: string
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look at answers of every shape
  readonly json: any
}

export interface DeliveryWorldOptions {
  readonly send?: Send
  /** The installation's own. */
  readonly transports?: readonly Transport[]
}

const origin = 'https://sign-in.example.com'
const begin = Date.parse('2026-11-22T12:00:00Z')

/** With a tenant `acme` and its application `shop`. */
export async function deliveryWorld({ send, transports = [] }: DeliveryWorldOptions = {}): Promise<DeliveryWorld> {
  const own = ownScope()
  const safeSend = send ?? createSafeSend({ development: false })
  const onFault = (fault: unknown): never => {
    throw fault
  }
  const place: { now: number; directory?: ServerDirectory } = { now: begin }
  const directoryOf = (): ServerDirectory => {
    if (!place.directory) throw new Error('there is no directory yet')
    return place.directory
  }
  // Mails are delivered from memory at once: those that were asked for and have not ended yet.
  const waiting = { mails: 0 }
  const hooks = createHooks(onFault)
  hooks.on('link.requested', () => void waiting.mails++)
  for (const end of ['link.delivered', 'link.failed'] as const) hooks.on(end, () => void waiting.mails--)
  const runtime: Runtime = await startRuntime({
    store: sqlite(':memory:'),
    secret: 'a secret of thirty-two bytes or more',
    scope: own,
    transports,
    clock: { now: () => place.now } as Clock,
    hooks,
    base: own.base,
    development: false,
    checksHost: true,
    trustedHops: 0,
    forwardingHeader: 'x-forwarded-for',
    loop: false,
    onFault,
    onUntrustedForwarding: () => {},
    tenantPaths: true,
    directoryOf: (made) => {
      place.directory = createDirectory(made, { own, tenantPaths: true, onFault })
      return place.directory
    },
    transportsOf: (made) => {
      const all = createTransports(made, { own: transports, safeSend, development: false, onFault })
      return (scope) => all.of(scope)
    },
    webhooksOf: (made) => createWebhooks(made, { send: safeSend, directory: directoryOf }),
    routes: serverRoutes(
      () => ({ engine: runtime.engine, ports: runtime.ports, directory: directoryOf() }),
      holdToSchemas,
    ),
  })
  const desk: Desk = { ports: runtime.ports, actor: 'cli', changed: () => directoryOf().forget() }
  const put = async <T extends object>(resource: Resource<T>, tenant: string, id: string, value: object) => {
    const outcome = await create({ desk, resource, tenant: tenant as Id<'tenant'> }, { id, value })
    if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome))
  }
  const tenant = async (id: string): Promise<void> => {
    await put(tenants, system, id, { name: id })
    await put(applications, id, id === 'acme' ? 'shop' : `${id}-shop`, { name: 'Shop' })
  }
  await tenant('acme')
  return {
    runtime,
    desk,
    tenant,
    pass(milliseconds) {
      place.now += milliseconds
    },
    async settle() {
      // One that nobody is to get ends without a word.
      for (let waits = 0; waiting.mails > 0 && waits < 30; waits++) await new Promise((done) => setTimeout(done, 10))
      waiting.mails = 0
      for (let rounds = 0; rounds < 50; rounds++) {
        if ((await runtime.runChores()).nextAt > place.now) {
          place.now += 1_000
          if (rounds > 2) return
        }
      }
    },
    async key(more = {}) {
      const { vault, clock } = runtime.ports
      const drawn = vault.draw<'api-key'>(clock.now())
      const hash = Buffer.from(vault.hash(drawn.secret)).toString('hex')
      const value = { name: 'Test', operations: ['*'], startsSignIns: false, createdAt: clock.now(), hash, ...more }
      await put(apiKeys, system, drawn.id, value)
      return formatKey(drawn)
    },
    call: (method, path, more = {}) => call(runtime, { method, path, more }),
    close: () => runtime.close(),
  }
}

async function call(
  runtime: Runtime,
  { method, path, more }: { readonly method: string; readonly path: string; readonly more: CallMore },
): Promise<Called> {
  const { key, tenant, body, headers = {} } = more
  const response = await runtime.app.request(`${origin}${path}`, {
    method,
    headers: {
      accept: 'application/json',
      ...(key !== undefined && { authorization: `Bearer ${key}` }),
      ...(tenant !== undefined && { 'postern-tenant': tenant }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  const isJson = /json/.test(response.headers.get('content-type') ?? '')
  return { status: response.status, text, json: isJson ? JSON.parse(text) : undefined }
}
