/** A whole server in this process: its routes, its directory, a store of its own, a box of mails. Every API test stands on it. */
import {
  type Clock,
  createHooks,
  type Handover,
  type HookRegistry,
  type Id,
  type Instant,
  type Made,
  RawSecret,
  type Rendered,
  type Route,
  type Runtime,
  type RuntimeOptions,
  type Scope,
  type StoreSource,
  startRuntime,
  type Transport,
  type Webhooks,
} from 'postern/kit'
import { sqlite } from 'postern/sqlite'
import type { ServerParts } from '../src/api/api-route.ts'
import { serverRoutes } from '../src/api/routes.ts'
import { createDirectory, type ServerDirectory } from '../src/directory/directory.ts'
import { type ApiKeyDocument, apiKeys, formatKey } from '../src/resources/api-key.ts'
import { applications } from '../src/resources/application.ts'
import type { Desk } from '../src/resources/desk.ts'
import { type Resource, system } from '../src/resources/resource.ts'
import { create } from '../src/resources/shelf.ts'
import { tenants } from '../src/resources/tenant.ts'
import { createTryingPress } from '../src/templates/check-template.ts'
import { createPress, type Press } from '../src/templates/press.ts'
import { createTemplateRenderer } from '../src/templates/renderer.ts'
import { turnAskersAway } from '../src/web/turn-askers-away.ts'
import { type Called, type CallMore, called } from './called.ts'
import { holdToSchemas } from './hold-to-schemas.ts'
import { createMailBox } from './mail-box.ts'
import { ownScope } from './own-scope.ts'
import { createVisitor, type Visitor } from './visitor.ts'

export const origin = 'https://sign-in.example.com'

export interface Installation {
  readonly runtime: Runtime
  readonly directory: ServerDirectory
  readonly desk: Desk
  readonly mails: readonly Rendered[]
  /** The next mail to an address that was not given yet, of one kind where one is named. */
  mailTo(address: string, kind?: string): Promise<Rendered>
  tenant(id: string, value?: object): Promise<void>
  application(tenant: string, id: string, value?: object): Promise<void>
  /** What becomes of the mails from now on. */
  setTransport(answer: () => Handover): void
  /** An API key, as its owner holds it. It may do everything, where nothing is said. */
  key(value?: Partial<ApiKeyDocument>): Promise<string>
  /** As a program calls. */
  call(method: string, path: string, more?: CallMore): Promise<Called>
  visitor(at?: string): Visitor
  /** Throws what went wrong unseen. */
  close(): Promise<void>
}

export interface InstallationOptions {
  readonly store?: StoreSource
  /** The installation's own application. */
  readonly own?: Partial<Scope['application']>
  /** The machine's, unless a test holds it. */
  readonly clock?: Clock
  /** Chores run by themselves. */
  readonly loop?: boolean
  readonly hooks?: (onFault: (fault: unknown) => void) => HookRegistry
  /** Instead of the box. */
  readonly transports?: readonly Transport[]
  /** The directory is there once they are used. */
  readonly transportsOf?: (
    made: Made,
    directory: () => ServerDirectory,
  ) => NonNullable<ReturnType<NonNullable<RuntimeOptions['transportsOf']>>>
  readonly webhooksOf?: (made: Made, directory: () => ServerDirectory) => Webhooks
  readonly rootKey?: string
  readonly bootstrapSecret?: string
  readonly noticeSecret?: string
  /** Whether webhooks and mail servers of tenants may be on this machine. */
  readonly ownMachine?: true
  /** Beside those of the API. */
  readonly routes?: readonly Route[]
}

export async function install(options: InstallationOptions = {}): Promise<Installation> {
  const bare = ownScope()
  const own = { ...bare, application: { ...bare.application, ...options.own } }
  const box = createMailBox()
  const faults: unknown[] = []
  const press = createPress({ workers: 1, limit: 3_000 })
  const tryingPress = createTryingPress()
  const { runtime, directory } = await open(options, {
    own,
    press,
    tryingPress,
    transport: box.transport,
    onFault: (fault) => faults.push(fault),
  })
  const desk: Desk = {
    ports: runtime.ports,
    actor: 'cli',
    development: options.ownMachine === true,
    changed: () => directory.forget(),
  }
  return {
    runtime,
    directory,
    desk,
    mails: box.mails,
    mailTo: box.next,
    setTransport: box.answer,
    tenant: (id, value = {}) => put(desk, tenants, system, id, { name: id, ...value }),
    application: (tenant, id, value = {}) =>
      put(desk, applications, tenant as Id<'tenant'>, id, { name: id, ...value }),
    key: (value = {}) => makeKey(desk, value),
    call: (method, path, more = {}) => called(runtime, { method, url: `${origin}${path}`, more }),
    visitor: (at = origin) => createVisitor(runtime, at),
    async close() {
      await runtime.close()
      await press.close()
      await tryingPress.close()
      if (faults.length > 0) throw new AggregateError(faults, `the server met faults: ${faults.map(String).join('; ')}`)
    },
  }
}

interface Around {
  readonly own: Scope
  readonly press: Press
  readonly tryingPress: Press
  readonly transport: Transport
  onFault(fault: unknown): void
}

interface Opened {
  readonly runtime: Runtime
  readonly directory: ServerDirectory
}

async function open(
  options: InstallationOptions,
  { own, press, tryingPress, transport, onFault }: Around,
): Promise<Opened> {
  const { store = sqlite(':memory:'), clock, hooks = createHooks, transports = [transport] } = options
  const { transportsOf, webhooksOf } = options
  const made: { directory?: ServerDirectory; parts?: ServerParts } = {}
  const there = <T>(one: T | undefined): T => {
    if (!one) throw new Error('the server is not open yet')
    return one
  }
  const directoryOf = (): ServerDirectory => there(made.directory)
  const runtime: Runtime = await startRuntime({
    store,
    secret: 'a secret of thirty-two bytes or more',
    scope: own,
    transports,
    hooks: hooks(onFault),
    base: own.base,
    development: false,
    checksHost: true,
    trustedHops: 0,
    forwardingHeader: 'x-forwarded-for',
    loop: options.loop ?? false,
    observer: {
      engine: (engine) => turnAskersAway(engine, { maxInFlight: 500, backlogOf: (scope) => runtime.backlogOf(scope) }),
    },
    ...(clock && { clock }),
    onFault,
    onUntrustedForwarding: () => {},
    tenantPaths: true,
    directoryOf: (parts) => {
      made.directory = createDirectory(parts, { own, tenantPaths: true, onFault })
      return made.directory
    },
    rendererOf: (parts) => createTemplateRenderer(parts, { directory: directoryOf(), press, onFault }),
    ...(transportsOf && { transportsOf: (parts) => transportsOf(parts, directoryOf) }),
    ...(webhooksOf && { webhooksOf: (parts) => webhooksOf(parts, directoryOf) }),
    knowsHost: async (host) => (await made.directory?.knowsHost(host)) ?? false,
    routes: [...(options.routes ?? []), ...serverRoutes(() => there(made.parts), holdToSchemas)],
  })
  const directory = directoryOf()
  const hashed = (text: string | undefined) =>
    text === undefined ? undefined : runtime.ports.vault.hash(new RawSecret(text))
  made.parts = {
    engine: runtime.engine,
    ports: runtime.ports,
    directory,
    press: tryingPress,
    development: options.ownMachine === true,
    rootKey: hashed(options.rootKey),
    bootstrap: hashed(options.bootstrapSecret),
    noticeSecret: options.noticeSecret,
  }
  return { runtime, directory }
}

async function put<T extends object>(
  desk: Desk,
  resource: Resource<T>,
  tenant: Id<'tenant'>,
  id: string,
  value: object,
): Promise<void> {
  const outcome = await create({ desk, resource, tenant }, { id, value })
  if (outcome.kind !== 'done') throw new Error(`${resource.kind} ${id}: ${JSON.stringify(outcome)}`)
}

async function makeKey(desk: Desk, value: Partial<ApiKeyDocument>): Promise<string> {
  const { vault, clock } = desk.ports
  const credential = vault.draw<'api-key'>(clock.now())
  const hash = Buffer.from(vault.hash(credential.secret)).toString('hex')
  const document = { name: 'Test', operations: ['*'], startsSignIns: false, createdAt: clock.now(), ...value, hash }
  // As it was written once: it may be one by now that nobody could make.
  const place = { tenant: system, now: clock.now(), kind: apiKeys.kind, id: credential.id, version: 0 }
  await desk.ports.store.documents.put({ ...place, json: JSON.stringify(document) })
  return formatKey(credential)
}

/** A clock that stands still. */
export const stopped = (at: string): Clock => ({ now: () => Date.parse(at) as Instant })
