/** The library's front door. */
import type { Hono } from 'hono'
import type { RandomSource } from './adapters/vault/random-pool.ts'
import { appAtFirstRequest } from './app-at-first-request.ts'
import { honoMount } from './bindings/hono-mount.ts'
import { lateNodeListener } from './bindings/late-node-listener.ts'
import type { NodeListener } from './bindings/node-listener.ts'
import { type WebHandler, webHandler } from './bindings/web-handler.ts'
import { type CheckedOptions, checkOptions } from './check-options.ts'
import { PosternError } from './domain/errors.ts'
import type { EventType } from './domain/event.ts'
import { checkKind, text } from './domain/kinds.ts'
import type { Scope } from './domain/scope.ts'
import type { StandardSchema } from './domain/standard-schema.ts'
import type { Engine } from './engine/engine.ts'
import type { Outage, Recovery } from './engine/outbox/outages.ts'
import type { CurrentSession } from './engine/rules/current-session.ts'
import { checkRedirect } from './engine/rules/redirects.ts'
import type { SignedInUser } from './engine/sessions/read-user.ts'
import { type BeforeHooks, type CheckData, createHooks, type HookRegistry, type Listener } from './hooks.ts'
import type { ClientSettings } from './http/client/read-client.ts'
import type { Env } from './http/headers.ts'
import { readCaller } from './http/read-caller.ts'
import type { CallerSource } from './http/sender.ts'
import { loadNodeListener, loadWorkings } from './late.ts'
import { type CallerVerbs, callerVerbs } from './nouns/caller.ts'
import { type ChangeEmailVerb, changeEmailVerb } from './nouns/change-email.ts'
import { type InvitationsNoun, invitationsNoun } from './nouns/invitations.ts'
import { type KeysNoun, keysNoun } from './nouns/keys.ts'
import { type MailNoun, mailNoun } from './nouns/mail.ts'
import type { UserData } from './nouns/public-user.ts'
import { type SessionsNoun, sessionsNoun } from './nouns/sessions.ts'
import { type SignInVerbs, signInVerbs } from './nouns/sign-in.ts'
import { type UsersNoun, usersNoun } from './nouns/users.ts'
import { openOnce } from './open-once.ts'
import type { PosternOptions } from './options.ts'
import type { Clock } from './ports/clock.ts'
import type { WorkingsOptions } from './workings.ts'

export interface Postern<Role extends string = string, Data extends object = UserData>
  extends CallerVerbs<Role, Data>,
    SignInVerbs<Role, Data>,
    ChangeEmailVerb {
  /** `Request → Response`. Never rejects. */
  readonly handler: WebHandler
  /** `(request, response)` of `node:http`, Express and Connect. */
  readonly node: NodeListener
  /** To be mounted with `app.route('/auth', auth.hono)`. */
  readonly hono: Hono<Env>
  /** Where the routes are, without a final slash: `/auth`. */
  readonly basePath: string
  /**
   * The path of the sign-in page. `returnTo` is where she goes afterwards: a path of our own origin, or a URL of
   * `redirects`. What is neither is left out.
   */
  signInUrl(returnTo?: string): string
  readonly sessions: SessionsNoun
  readonly users: UsersNoun<Role, Data>
  readonly invitations: InvitationsNoun<Role, Data>
  readonly mail: MailNoun
  readonly keys: KeysNoun
  /** Told of events after they are committed, best effort. Answers how to stop listening. */
  on<T extends EventType>(type: T | '*', listener: Listener<T>): () => void
  /** Asked before a session or an account is made; may veto with a reason. Two seconds, then it is refused. */
  before<A extends keyof BeforeHooks>(act: A, hook: BeforeHooks[A]): () => void
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
  const hooks = createHooks((fault) => onFault(fault, { route: 'hook' }), checkDataOf(options.userData))
  const runtime = openOnce(async () => {
    const { startWorkings } = await loadWorkings()
    return startWorkings({ ...workingsOptions(options, checked, hooks, onFault), ...partsOf(own) })
  })
  const appOf = appAtFirstRequest(runtime, (fault) => onFault(fault, { route: 'start' }))
  const handler = webHandler(appOf, base)
  const current = async (from: CallerSource): Promise<CurrentSession | undefined> => {
    const { engine } = runtime.opened() ?? (await runtime.open())
    return engine.readSession(scope, { client: readCaller(from, scope, !development) })
  }
  const currentUser = async (from: CallerSource): Promise<SignedInUser | undefined> => {
    const { engine } = runtime.opened() ?? (await runtime.open())
    return engine.readUser(scope, { client: readCaller(from, scope, !development) })
  }
  const engineOf = async (): Promise<Engine> => (runtime.opened() ?? (await runtime.open())).engine
  const settings = clientSettings(options, checked, onFault)
  const nounParts = { engineOf, scope, roles: options.roles, userData: options.userData }
  return {
    ...callerVerbs<Role, Data>({ current, currentUser }),
    ...signInVerbs<Role, Data>({ engineOf, scope, settings }),
    ...changeEmailVerb({ engineOf, scope, settings }),
    handler,
    node: lateNodeListener(loadNodeListener, appOf, base),
    hono: honoMount(handler),
    basePath: base,
    signInUrl(returnTo) {
      if (returnTo !== undefined) checkKind('returnTo', returnTo, text)
      return signInUrl(scope, base, returnTo)
    },
    sessions: sessionsNoun(engineOf, scope),
    users: usersNoun<Role, Data>(nounParts),
    invitations: invitationsNoun<Role, Data>(nounParts),
    mail: mailNoun(engineOf, scope),
    keys: keysNoun(engineOf, scope),
    on: (type, listener) => hooks.on(type, listener),
    before: (act, hook) => hooks.before(act, hook),
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

const partsOf = ({ clock, random }: OwnParts): Pick<WorkingsOptions, 'clock' | 'random'> => ({
  ...(clock && { clock }),
  ...(random && { random }),
})

function workingsOptions(
  options: PosternOptions<string, object>,
  checked: CheckedOptions,
  hooks: HookRegistry,
  onFault: OnFault,
): WorkingsOptions {
  const { scope, base, development, transports, inbox, claims, introspection } = checked
  return {
    ...clientSettings(options, checked, onFault),
    store: options.store,
    secret: options.secret,
    scope,
    base,
    transports,
    hooks,
    introspection,
    ...(claims && { claims }),
    // Elsewhere the host application decides which hosts it serves.
    checksHost: development,
    loop: (options.background ?? 'loop') === 'loop',
    ...(typeof options.background === 'function' && { waitUntil: options.background }),
    ...(options.chores && { choresSecret: options.chores.secret }),
    onFault,
    onOutage: (outage) => onFault(new PosternError('server-error', sentenceOf(outage)), { route: 'mail' }),
    onRecovery: (recovery) => onFault(new Error(allClear(recovery)), { route: 'mail', over: true }),
    ...(inbox && { inbox: { box: inbox, key: undefined, base: `${base}/dev` } }),
  }
}

/** How the sender of a request is read, at the door and where the host hands a request over. */
function clientSettings(
  { placeOf, trustedHops, forwardingHeader = 'x-forwarded-for' }: PosternOptions<string, object>,
  { development }: CheckedOptions,
  onFault: OnFault,
): ClientSettings {
  let warned = false
  return {
    development,
    trustedHops,
    forwardingHeader,
    placeOf,
    onUntrustedForwarding() {
      const warning = trustedHops === undefined ? hopsUnknown : hopsMissing
      if (!warned && !development) onFault(new Error(warning), { route: 'door' })
      warned = true
    },
  }
}

/** Data as the schema describes it. What it refuses is a fault of the code that gave it. */
function checkDataOf(schema: StandardSchema<object> | undefined): CheckData | undefined {
  if (!schema) return undefined
  return async (data) => {
    const result = await schema['~standard'].validate(data)
    if (result.issues) throw new TypeError(`userData: ${result.issues[0]?.message ?? 'refused'}`)
    return result.value as Readonly<Record<string, unknown>>
  }
}

const hopsUnknown =
  'A forwarding header came from a hop nobody configured: such requests have no known network, and share one budget that only asks for proof of work. Set trustedHops to the number of your proxies, or to 0 if there is none.'

const hopsMissing =
  'A request came without the address that trustedHops promises: past your proxies, or through fewer. Such requests have no known network, and share one budget that only asks for proof of work. Let nobody reach this process but through the proxies, and set trustedHops to their number.'

function signInUrl(scope: Scope, base: string, returnTo: string | undefined): string {
  const page = `${base}/sign-in`
  if (returnTo === undefined || checkRedirect(scope, returnTo, undefined).kind === 'refused') return page
  return `${page}?redirect_uri=${encodeURIComponent(returnTo)}`
}

/** Why no mail leaves, before somebody asks where it is. */
function sentenceOf({ transport, reason, mend }: Outage): string {
  const what = `Mail does not leave by ${transport}: ${reason}. It is tried again until it expires.`
  return mend === undefined ? what : `${what} ${mend}`
}

const allClear = ({ transport, lasted }: Recovery): string =>
  `Mail leaves by ${transport} again. It did not for ${Math.round(lasted / 1000)} s.`

type OnFault = NonNullable<PosternOptions['onFault']>

function reportFault(fault: unknown, { route, over }: Parameters<OnFault>[1]): void {
  // oxlint-disable-next-line no-console -- whoever was told here of an outage learns here of its end
  if (over) return console.info(`postern: ${route}: ${(fault as Error).message}`)
  // oxlint-disable-next-line no-console -- a fault that nobody asked to be told of must not vanish
  console.error(`postern: ${route}:`, fault)
}
