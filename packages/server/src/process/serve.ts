/** One server process, from listening to its last word. The only file that knows every part. */
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http'
import {
  checkOptions,
  createHooks,
  days,
  type NodeListener,
  nodeListener,
  type Observer,
  type Ports,
  type PosternOptions,
  RawSecret,
  type Runtime,
  type SecretHash,
  startRuntime,
} from 'postern/kit'
import type { ServerParts } from '../api/api-route.ts'
import { serverRoutes } from '../api/routes.ts'
import type { Plan } from '../config/plan.ts'
import { Refusal } from '../config/refusal.ts'
import { createDirectory, type ServerDirectory } from '../directory/directory.ts'
import type { Log } from '../logs/log.ts'
import { listenForMetrics, metricsRoute } from '../telemetry/metrics-access.ts'
import { createWatchers, observerOf, type Watchers } from '../telemetry/observe.ts'
import { watchRequest } from '../telemetry/watch-request.ts'
import { createTryingPress } from '../templates/check-template.ts'
import { createPress, type Press } from '../templates/press.ts'
import { createTemplateRenderer } from '../templates/renderer.ts'
import { createTransports, type TenantTransports } from '../transports/transports-for.ts'
import { admission } from '../web/admission.ts'
import { demoRoute } from '../web/demo-page.ts'
import { drain, isLastAnswer } from '../web/drain.ts'
import { healthRoutes, type Readiness } from '../web/health.ts'
import type { Listening } from '../web/http-servers.ts'
import { strictTransport } from '../web/strict-transport.ts'
import { turnAskersAway } from '../web/turn-askers-away.ts'
import { createSafeSend } from '../webhooks/safe-send.ts'
import { createWebhooks } from '../webhooks/webhooks.ts'
import { databaseRefusal } from './database-refusal.ts'
import { listenAsPlanned } from './listen-as-planned.ts'
import { readinessParts } from './readiness.ts'

export interface Running {
  readonly port: number
  readonly addresses: readonly string[]
  readonly options: PosternOptions
  /** Drains, hands leases back, closes. */
  stop(): Promise<void>
}

const longestRequest = 10_000
const idle = { dev: 50, start: 1_000 } as const

export async function serve(plan: Plan, log: Log): Promise<Running> {
  const state: State = {
    draining: false,
    runtime: undefined,
    listener: undefined,
    strictTransport: undefined,
    directory: undefined,
    transports: undefined,
    watchers: await createWatchers(plan),
    metricsServer: undefined,
    press: createPress(),
    tryingPress: createTryingPress(),
  }
  const listening = await listenAsPlanned(plan, front(state, log))
  try {
    const options = plan.optionsAt(listening.port)
    const runtime = await open(plan, options, log, state).catch((fault: unknown) => {
      throw databaseRefusal(options.store, fault) ?? fault
    })
    state.runtime = runtime
    state.strictTransport = strictTransport(options.baseUrl)
    await openMetrics(plan, state, runtime)
    state.listener = admission(
      { maxInFlight: plan.maxInFlight, mails: () => runtime.backlogs() },
      nodeListener(() => runtime.app),
    )
    return { ...listening, options, stop: () => stop(plan, state, listening) }
  } catch (fault) {
    for (const server of listening.servers) {
      server.close()
      server.closeAllConnections()
    }
    await close(state)
    throw fault
  }
}

interface State {
  draining: boolean
  runtime: Runtime | undefined
  listener: NodeListener | undefined
  /** What every answer says of https, where it says something. */
  strictTransport: string | undefined
  directory: ServerDirectory | undefined
  readonly press: Press
  readonly tryingPress: Press
  transports: TenantTransports | undefined
  readonly watchers: Watchers
  metricsServer: Server | undefined
}

/** What stands before the application: nobody is served before it is open, and the last answers say so. */
function front(state: State, log: Log): RequestListener {
  return (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const { runtime, listener } = state
    if (!runtime || !listener) {
      outgoing.writeHead(503, { 'retry-after': '1', connection: 'close' }).end()
      return
    }
    if (state.strictTransport) outgoing.setHeader('strict-transport-security', state.strictTransport)
    if (state.draining) isLastAnswer(outgoing)
    watchRequest(log, state.watchers, { runtime, incoming, outgoing }, () => listener(incoming, outgoing))
  }
}

async function open(plan: Plan, options: PosternOptions, log: Log, state: State): Promise<Runtime> {
  const { scope, base, development, transports } = check(options, plan)
  const onFault = log.fault
  const safeSend = createSafeSend({ development })
  const hooks = createHooks((fault) => onFault(fault, { route: 'hook' }))
  hooks.on('link.failed', ({ attempt, reason }) =>
    log.mailFailed({ attempt: String(attempt), reason: String(reason ?? 'unknown') }),
  )
  const { metrics } = state.watchers
  if (metrics) hooks.on('*', (event) => metrics.event(event))
  return startRuntime({
    directoryOf: (made) => {
      state.directory = createDirectory(made, { own: scope, tenantPaths: plan.tenantPaths, onFault })
      return state.directory
    },
    rendererOf: (made) => {
      if (!state.directory) throw new TypeError('There is no directory yet')
      return createTemplateRenderer(made, { directory: state.directory, press: state.press, onFault })
    },
    knowsHost: async (host) => (await state.directory?.knowsHost(host)) ?? false,
    transportsOf: (made) => {
      const settings = { directory: () => directoryIn(state), own: transports, safeSend, development, onFault }
      const transportsOfTenants = createTransports(made, settings)
      state.transports = transportsOfTenants
      return (scope) => transportsOfTenants.of(scope)
    },
    webhooksOf: (made) => createWebhooks(made, { send: safeSend, directory: () => directoryIn(state) }),
    tenantPaths: plan.tenantPaths,
    keepEvents: plan.keepEvents === undefined ? undefined : days(plan.keepEvents),
    scope,
    base,
    development,
    transports,
    store: options.store,
    secret: options.secret,
    hooks,
    checksHost: true,
    trustedHops: plan.trustedHops,
    forwardingHeader: plan.forwardingHeader,
    loop: true,
    observer: observerIn(state, plan),
    onFault,
    onOutage: log.transportFails,
    onRecovery: log.transportWorks,
    onUntrustedForwarding: once(() => log.warning(plan.trustedHops === undefined ? hopsUnknown : hopsMissing)),
    ...(plan.inbox ? { inbox: { box: plan.inbox, key: plan.inboxKey, base: '/dev' } } : {}),
    routes: [
      ...healthRoutes(readinessIn(state, options)),
      ...(metrics && plan.metrics?.secret
        ? [metricsRoute(metrics, plan.metrics.secret, () => runtimeIn(state).ports)]
        : []),
      ...serverRoutes(() => ({ ...partsOf(state, plan), development })),
      ...(plan.command === 'dev' ? [demoRoute] : []),
    ],
  })
}

function readinessIn(state: State, { store }: PosternOptions): Readiness {
  const parts = { source: store, signing: () => directoryIn(state).signing(), runtime: () => runtimeIn(state) }
  return { isDraining: () => state.draining, ...readinessParts(parts) }
}

function observerIn(state: State, { maxInFlight }: Plan): Observer {
  const observer = observerOf(state.watchers)
  const backlogOf: Runtime['backlogOf'] = (scope) => runtimeIn(state).backlogOf(scope)
  return {
    ...observer,
    engine: (engine) => turnAskersAway(observer.engine?.(engine) ?? engine, { maxInFlight, backlogOf }),
  }
}

async function openMetrics({ metrics: plan }: Plan, state: State, runtime: Runtime): Promise<void> {
  const { metrics } = state.watchers
  metrics?.watch(runtime)
  if (metrics && plan?.place) state.metricsServer = await listenForMetrics(metrics, plan.place)
}

function runtimeIn({ runtime }: State): Runtime {
  if (!runtime) throw new TypeError('The server is not open yet')
  return runtime
}

function directoryIn({ directory }: State): ServerDirectory {
  if (!directory) throw new TypeError('The server is not open yet')
  return directory
}

/** Called with a request, which nobody serves before all is open. */
function partsOf({ runtime, directory, tryingPress: press }: State, plan: Plan): Omit<ServerParts, 'development'> {
  if (!runtime || !directory) throw new TypeError('The server is not open yet')
  const { engine, ports } = runtime
  const { bootstrapSecret, rootKey, noticeSecret } = plan
  const secrets = { rootKey: hashed(ports, rootKey), bootstrap: hashed(ports, bootstrapSecret), noticeSecret }
  return { engine, ports, directory, press, ...secrets }
}

const hashed = ({ vault }: Ports, text: string | undefined): SecretHash | undefined =>
  text === undefined ? undefined : vault.hash(new RawSecret(text))

/** What the table of settings could not judge alone, the library judges over all. */
function check(options: PosternOptions, plan: Plan): ReturnType<typeof checkOptions> {
  try {
    return checkOptions(options, plan.leave)
  } catch (fault) {
    throw fault instanceof TypeError ? new Refusal([`${fault.message}.`]) : fault
  }
}

async function stop(plan: Plan, state: State, listening: Listening): Promise<void> {
  state.draining = true
  state.runtime?.endStreams()
  await drain(listening, { idle: idle[plan.command], longest: longestRequest })
  await close(state)
}

/** What is left open keeps the process alive: the database tells its news over a connection that never ends by itself. */
async function close(state: State): Promise<void> {
  state.metricsServer?.close()
  await state.runtime?.close()
  await state.press.close()
  await state.tryingPress.close()
  await state.transports?.close()
}

function once(act: () => void): () => void {
  let done = false
  return () => {
    if (!done) act()
    done = true
  }
}

const hopsUnknown =
  'A forwarding header came from a hop nobody configured: such requests have no known network, and share one budget that only asks for proof of work. Set POSTERN_TRUSTED_HOPS to the number of your proxies, or to 0 if there is none.'

const hopsMissing =
  'A request came without the address that POSTERN_TRUSTED_HOPS promises: past your proxies, or through fewer. Such requests have no known network, and share one budget that only asks for proof of work. Let nobody reach this process but through the proxies, and set POSTERN_TRUSTED_HOPS to their number.'
