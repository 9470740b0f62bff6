/** The library's front door. */
import type { IncomingMessage } from 'node:http'
import { Hono } from 'hono'
import type { RandomSource } from './adapters/vault/random-pool.ts'
import { type NodeListener, nodeListener } from './bindings/node.ts'
import { type WebHandler, webHandler } from './bindings/web.ts'
import type { EventType } from './domain/event.ts'
import type { CurrentSession } from './engine/rules/current-session.ts'
import { createHooks, type HookRegistry, type Listener, type Veto } from './hooks.ts'
import { give } from './http/answer.ts'
import type { Env } from './http/headers.ts'
import { readCaller } from './http/read-caller.ts'
import { problemReply } from './http/reply.ts'
import {
  currentUser,
  type PosternSession,
  type PosternUser,
  publicSession,
  type UserData,
} from './nouns/public-user.ts'
import { type SessionsNoun, sessionsNoun } from './nouns/sessions.ts'
import { openOnce } from './open-once.ts'
import { type CheckedOptions, checkOptions, type PosternOptions } from './options.ts'
import type { Clock } from './ports/clock.ts'
import { type RuntimeOptions, startRuntime } from './runtime.ts'

/** Anything that carries the caller's cookies. */
export type CallerSource = Request | Headers | IncomingMessage

export interface Postern<Role extends string = string, Data extends object = UserData> {
  /** `Request → Response`. Never rejects. */
  readonly handler: WebHandler
  /** `(request, response)` of `node:http`, Express and Connect. */
  readonly node: NodeListener
  /** To be mounted with `app.route('/auth', auth.hono)`. */
  readonly hono: Hono<Env>
  /** Who is signed in, or `null`. One read. */
  getUser(from: CallerSource): Promise<PosternUser<Role, Data> | null>
  getSession(from: CallerSource): Promise<PosternSession | null>
  readonly sessions: SessionsNoun
  /** Told of events after they are committed, best effort. Answers how to stop listening. */
  on(type: EventType | '*', listener: Listener): () => void
  /** Asked before a session is made; may veto with a reason. Two seconds, then the sign-in is refused. */
  before(act: 'sign-in', veto: Veto): () => void
  /** Opens the store now instead of at the first call. */
  start(): Promise<void>
  runChores(): Promise<{ readonly nextAt: number }>
  /** Finishes what is under way, hands leases back, closes the store. */
  close(): Promise<void>
}

/** Checks the options and opens nothing. Throws a `TypeError` that names the option. */
export function postern<const Role extends string = string, Data extends object = UserData>(
  options: PosternOptions<Role, Data>,
): Postern<Role, Data> {
  return posternWith(options, {})
}

/** What a test brings instead of the machine's own. */
export interface OwnParts {
  readonly clock?: Clock
  readonly random?: RandomSource
  /** Whether limits are off although the base URL would not allow it. */
  readonly unlimited?: boolean
}

/** For the test kit: the same, with parts of its own. */
export function posternWith<const Role extends string = string, Data extends object = UserData>(
  options: PosternOptions<Role, Data>,
  own: OwnParts,
): Postern<Role, Data> {
  const checked = checkedWith(checkOptions(options), own)
  const { scope, base, development } = checked
  const onFault = options.onFault ?? reportFault
  const hooks = createHooks((fault) => onFault(fault, { route: 'hook' }))
  const runtime = openOnce(() => startRuntime({ ...runtimeOptions(options, checked, hooks, onFault), ...partsOf(own) }))
  const appOf = (): Hono<Env> | Promise<Hono<Env>> =>
    runtime.opened()?.app ??
    runtime.open().then(
      ({ app }) => app,
      (fault: unknown) => {
        onFault(fault, { route: 'start' })
        return new Hono<Env>().all('*', (c) => give(c, problemReply('busy')))
      },
    )
  const handler = webHandler(appOf, base)
  const current = async (from: CallerSource): Promise<CurrentSession | undefined> => {
    const { engine } = runtime.opened() ?? (await runtime.open())
    return engine.readSession(scope, { client: readCaller(from, scope, !development) })
  }
  return {
    handler,
    node: nodeListener(appOf),
    hono: new Hono<Env>().all('*', (c) => handler(c.req.raw, c.env)),
    async getUser(from) {
      const found = await current(from)
      return found ? currentUser(found) : null
    },
    async getSession(from) {
      const found = await current(from)
      return found ? publicSession(found.session) : null
    },
    sessions: sessionsNoun(async () => (await runtime.open()).engine, scope),
    on: (type, listener) => hooks.on(type, listener),
    before: (act, veto) => hooks.before(act, veto),
    async start() {
      await runtime.open()
    },
    runChores: async () => (await runtime.open()).runChores(),
    close: () => runtime.close(),
  }
}

function checkedWith(checked: CheckedOptions, { unlimited }: OwnParts): CheckedOptions {
  if (!unlimited) return checked
  const { scope } = checked
  return { ...checked, scope: { ...scope, application: { ...scope.application, limits: 'off' } } }
}

const partsOf = ({ clock, random }: OwnParts): Pick<RuntimeOptions, 'clock' | 'random'> => ({
  ...(clock && { clock }),
  ...(random && { random }),
})

function runtimeOptions(
  options: PosternOptions<string, object>,
  checked: CheckedOptions,
  hooks: HookRegistry,
  onFault: OnFault,
): RuntimeOptions {
  const { scope, base, development, transports, inbox } = checked
  let warned = false
  return {
    store: options.store,
    secret: options.secret,
    scope,
    base,
    development,
    transports,
    hooks,
    // Elsewhere the host application decides which hosts it serves.
    checksHost: development,
    trustedHops: options.trustedHops ?? 0,
    forwardingHeader: options.forwardingHeader ?? 'x-forwarded-for',
    loop: options.background !== 'manual',
    onFault,
    onUntrustedForwarding() {
      if (!warned && !development) onFault(new Error(untrustedForwarding), { route: 'door' })
      warned = true
    },
    ...(options.placeOf && { placeOf: options.placeOf }),
    ...(inbox && { inbox: { box: inbox, key: undefined, base: `${base}/dev` } }),
  }
}

const untrustedForwarding =
  'A forwarding header came from a hop nobody configured: network limits are off for such requests. Set trustedHops to the number of your proxies.'

type OnFault = NonNullable<PosternOptions['onFault']>

function reportFault(fault: unknown, { route }: { readonly route: string }): void {
  // oxlint-disable-next-line no-console -- a fault that nobody asked to be told of must not vanish
  console.error(`postern: ${route}:`, fault)
}
