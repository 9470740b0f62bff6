/** The library's front door. */
import type { IncomingMessage } from 'node:http'
import { Hono } from 'hono'
import { type NodeListener, nodeListener } from './bindings/node.ts'
import { type WebHandler, webHandler } from './bindings/web.ts'
import type { EventType } from './domain/event.ts'
import type { Session } from './domain/session.ts'
import type { User } from './domain/user.ts'
import type { CurrentSession } from './engine/rules/current-session.ts'
import { createHooks, type Listener, type Veto } from './hooks.ts'
import { readCaller } from './http/read-caller.ts'
import type { Env } from './http/headers.ts'
import { checkOptions, type PosternOptions } from './options.ts'
import { type Runtime, startRuntime } from './runtime.ts'

/** Anything that carries the caller's cookies. */
export type CallerSource = Request | Headers | IncomingMessage

export interface Postern {
  /** `Request → Response`. Never rejects. */
  readonly handler: WebHandler
  /** `(request, response)` of `node:http`, Express and Connect. */
  readonly node: NodeListener
  /** To be mounted with `app.route('/auth', auth.hono)`. */
  readonly hono: Hono<Env>
  /** Who is signed in, or `null`. One read. */
  getUser(from: CallerSource): Promise<User | null>
  getSession(from: CallerSource): Promise<Omit<Session, 'hash'> | null>
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
export function postern(options: PosternOptions): Postern {
  const checked = checkOptions(options)
  const onFault = options.onFault ?? reportFault
  const hooks = createHooks((fault) => onFault(fault, { route: 'hook' }))
  const { base, development, transports, scope, inbox } = checked
  let warned = false
  let opening: Promise<Runtime> | undefined
  let opened: Runtime | undefined
  const open = (): Promise<Runtime> => {
    opening ??= startRuntime({
      ...checked,
      store: options.store,
      secret: options.secret,
      transports,
      hooks,
      checksHost: development,
      trustedHops: options.trustedHops ?? 0,
      forwardingHeader: options.forwardingHeader ?? 'x-forwarded-for',
      loop: options.background !== 'manual',
      onFault,
      onUntrustedForwarding() {
        if (!warned && !development) onFault(new Error(untrustedForwarding), { route: 'door' })
        warned = true
      },
      ...(options.placeOf ? { placeOf: options.placeOf } : {}),
      ...(inbox ? { inbox: { box: inbox, key: undefined, base: `${base}/dev` } } : { inbox: undefined }),
    } as Parameters<typeof startRuntime>[0]).then(
      (runtime) => (opened = runtime),
      (fault: unknown) => {
        // A store that could not be opened may be there at the next call.
        opening = undefined
        throw fault
      },
    )
    return opening
  }
  const appOf = () => opened?.app ?? open().then((runtime) => runtime.app)
  const current = async (from: CallerSource): Promise<CurrentSession | undefined> => {
    const { engine } = opened ?? (await open())
    return engine.readSession(scope, { client: readCaller(from, scope, !development) })
  }
  const handler = webHandler(appOf, base)
  return {
    handler,
    node: nodeListener(appOf),
    hono: new Hono<Env>().all('*', (c) => handler(c.req.raw, c.env)),
    getUser: async (from) => (await current(from))?.user ?? null,
    async getSession(from) {
      const found = await current(from)
      if (!found) return null
      const { hash: _hash, ...session } = found.session
      return session
    },
    on: hooks.on,
    before: hooks.before,
    async start() {
      await open()
    },
    runChores: async () => (await open()).runChores(),
    async close() {
      if (opening) await (await opening).close()
    },
  }
}

const untrustedForwarding =
  'A forwarding header came from a hop nobody configured: network limits are off for such requests. Set trustedHops to the number of your proxies.'

function reportFault(fault: unknown, { route }: { readonly route: string }): void {
  console.error(`postern: ${route}:`, fault)
}
