/** A whole server in this process: its routes, its directory, a store of its own, a box of mails. */
import {
  createHooks,
  type Handover,
  type Id,
  type Instant,
  type Rendered,
  type Runtime,
  type Scope,
  type StoreSource,
  startRuntime,
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
import { createPress } from '../src/templates/press.ts'
import { createTemplateRenderer } from '../src/templates/renderer.ts'
import { holdToSchemas } from './hold-to-schemas.ts'
import { ownScope } from './own-scope.ts'

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
  /** An API key, as its owner holds it. */
  key(value?: Partial<ApiKeyDocument>): Promise<string>
  visitor(at?: string): Visitor
}

export interface InstallationOptions {
  readonly store?: StoreSource
  /** The installation's own application. */
  readonly own?: Partial<Scope['application']>
  /** The machine's, unless a test stops it. */
  readonly now?: number
}

export async function install({
  store = sqlite(':memory:'),
  own: more = {},
  now,
}: InstallationOptions = {}): Promise<Installation> {
  const bare = ownScope()
  const own = { ...bare, application: { ...bare.application, ...more } }
  const mails: Rendered[] = []
  const given = new Set<Rendered>()
  const state: { directory?: ServerDirectory; runtime?: Runtime; answer?: () => Handover } = {}
  const faults: unknown[] = []
  const onFault = (fault: unknown): void => void faults.push(fault)
  const directoryOf = (): ServerDirectory => {
    if (!state.directory) throw new Error('there is no directory yet')
    return state.directory
  }
  const parts = (): ServerParts => {
    const { runtime, directory } = state
    if (!runtime || !directory) throw new Error('not open yet')
    return { engine: runtime.engine, ports: runtime.ports, directory }
  }
  const press = createPress({ workers: 1, limit: 3_000 })
  const runtime = await startRuntime({
    store,
    secret: 'a secret of thirty-two bytes or more',
    scope: own,
    transports: [
      {
        name: 'box',
        channel: 'mail',
        send: (mail) => {
          const handover = state.answer?.() ?? { kind: 'taken' }
          if (handover.kind === 'taken') mails.push(mail)
          return Promise.resolve(handover)
        },
      },
    ],
    hooks: createHooks(onFault),
    base: own.base,
    development: false,
    checksHost: true,
    trustedHops: 0,
    forwardingHeader: 'x-forwarded-for',
    loop: false,
    ...(now !== undefined && { clock: { now: () => now as Instant } }),
    onFault,
    onUntrustedForwarding: () => {},
    tenantPaths: true,
    directoryOf: (made) => {
      state.directory = createDirectory(made, { own, tenantPaths: true, onFault })
      return state.directory
    },
    rendererOf: (made) => createTemplateRenderer(made, { directory: directoryOf(), press, onFault }),
    knowsHost: async (host) => (await state.directory?.knowsHost(host)) ?? false,
    routes: serverRoutes(parts, holdToSchemas),
  })
  state.runtime = runtime
  const { directory } = parts()
  const desk: Desk = { ports: runtime.ports, actor: 'cli', changed: () => directory.forget() }
  const close = runtime.close
  return {
    runtime: {
      ...runtime,
      async close() {
        await close()
        await press.close()
        if (faults.length > 0) throw new AggregateError(faults, 'the server met faults')
      },
    },
    directory,
    desk,
    mails,
    mailTo: (address, kind) => nextMail({ mails, given }, address, kind),
    tenant: (id, value = {}) => put(desk, tenants, system, id, { name: id, ...value }),
    application: (tenant, id, value = {}) =>
      put(desk, applications, tenant as Id<'tenant'>, id, { name: id, ...value }),
    setTransport: (answer) => {
      state.answer = answer
    },
    key: (value = {}) => makeKey(desk, value),
    visitor: (at = origin) => createVisitor(runtime, at),
  }
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
  const document = { name: 'a key', operations: ['*'], createdAt: clock.now(), ...value, hash }
  await put(desk, apiKeys, system, credential.id, document)
  return formatKey(credential)
}

interface Box {
  readonly mails: readonly Rendered[]
  readonly given: Set<Rendered>
}

async function nextMail({ mails, given }: Box, address: string, kind?: string): Promise<Rendered> {
  for (let waited = 0; waited < 5_000; waited += 5) {
    const found = mails.find(
      (mail) => mail.to === address && !given.has(mail) && (kind ?? mail.facts.kind) === mail.facts.kind,
    )
    if (found) {
      given.add(found)
      return found
    }
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  throw new Error(`no mail to ${address}`)
}

/** A browser: its cookies by host, and what it says of where a call comes from. */
export interface Visitor {
  readonly cookies: Map<string, string>
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Seen>
  form(path: string, fields: Readonly<Record<string, string>>): Promise<Seen>
  json(path: string, body: object, headers?: Readonly<Record<string, string>>): Promise<Seen>
}

export interface Seen {
  readonly status: number
  readonly text: string
  readonly location: string | null
  readonly json: Record<string, unknown>
}

function createVisitor(runtime: Runtime, at: string): Visitor {
  const cookies = new Map<string, string>()
  const send = async (path: string, init: RequestInit): Promise<Seen> => {
    const headers = new Headers(init.headers)
    headers.set('sec-fetch-site', 'same-origin')
    if (cookies.size > 0) headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '))
    const answer = await runtime.app.fetch(new Request(new URL(path, at), { ...init, headers }))
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (/max-age=0/i.test(line)) cookies.delete(name)
      else cookies.set(name, value)
    }
    const text = await answer.text()
    const isJson = answer.headers.get('content-type')?.includes('json')
    return {
      status: answer.status,
      text,
      location: answer.headers.get('location'),
      json: isJson ? (JSON.parse(text) as Record<string, unknown>) : {},
    }
  }
  const page = { accept: 'text/html' }
  return {
    cookies,
    get: (path, headers = page) => send(path, { headers }),
    form: (path, fields) => send(path, { method: 'POST', headers: page, body: new URLSearchParams(fields) }),
    json: (path, body, headers = {}) =>
      send(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      }),
  }
}

/** `<attempt id>.<secret>` of a mail's link. */
export function tokenIn(mail: Rendered): string {
  const { pathname, hash } = new URL(mail.facts.link ?? '')
  return `${pathname.split('/').at(-1)}.${hash.slice(1)}`
}
