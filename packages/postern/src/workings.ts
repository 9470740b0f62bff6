/**
 * Everything assembled and running behind the doors: one store, one engine, one loop of chores. Knows no routes and no
 * pages: an application that nobody has called yet holds neither.
 */
import type { Inbox } from './adapters/dev-inbox/dev-inbox.ts'
import { createSigner } from './adapters/jose/signer.ts'
import { createSignals } from './adapters/signals/signals.ts'
import type { RandomSource } from './adapters/vault/random-pool.ts'
import { createVault } from './adapters/vault/vault.ts'
import { createClaims } from './claims-hook.ts'
import { RawSecret } from './domain/credential.ts'
import type { Duration } from './domain/instant.ts'
import { isLoopback } from './domain/loopback.ts'
import type { Scope } from './domain/scope.ts'
import { type Chores, createChores } from './engine/chores.ts'
import { createEngine, type Engine } from './engine/engine.ts'
import { createCaller } from './engine/outbox/caller.ts'
import { type CourierOptions, createCourier } from './engine/outbox/courier.ts'
import type { Deadline } from './engine/outbox/deadline.ts'
import type { DeliveryCheckpoint } from './engine/outbox/delivery-tools.ts'
import type { Backlog } from './engine/outbox/lanes.ts'
import type { OutageListener } from './engine/outbox/outages.ts'
import { inTurn } from './engine/rules/in-turn.ts'
import { createWebhookChores } from './engine/webhook-chores.ts'
import { createErrands, type WaitUntil } from './errands.ts'
import type { HookRegistry } from './hooks.ts'
import type { ForwardingHeader } from './http/client/address.ts'
import type { Http } from './http/http.ts'
import { createLoop, type Loop } from './loop.ts'
import { createRenderer } from './mails/renderer.ts'
import { type Observer, observedTransports } from './observer.ts'
import { createOnce } from './once.ts'
import type { Clock } from './ports/clock.ts'
import type { Directory } from './ports/directory.ts'
import type { Ports } from './ports/ports.ts'
import type { Renderer } from './ports/renderer.ts'
import type { StoreSource } from './ports/store-source.ts'
import type { Transport } from './ports/transport.ts'
import type { Vault } from './ports/vault.ts'
import type { Webhooks } from './ports/webhooks.ts'
import { storeInTime } from './store-in-time.ts'
import { keepTime } from './time-keeper.ts'
import type { TokenOptions } from './token-options.ts'

export interface WorkingsOptions extends OutageListener {
  readonly store: StoreSource
  readonly secret: string | readonly string[]
  readonly scope: Scope
  readonly transports: readonly Transport[]
  readonly hooks: HookRegistry
  readonly base: string
  readonly development: boolean
  readonly checksHost: boolean
  readonly trustedHops: number | undefined
  readonly forwardingHeader: ForwardingHeader
  readonly placeOf?: ((address: string) => string | undefined) | undefined
  readonly inbox?: { readonly box: Inbox; readonly key: string | undefined; readonly base: string }
  /** Whether chores run by themselves. Serverless hosts call `runChores`. */
  readonly loop: boolean
  /** `false`: what is posted is left to another process, which takes it when this one hands its leases back. */
  readonly delivers?: false
  /** What the host application adds to access tokens. */
  readonly claims?: NonNullable<TokenOptions['claims']>
  /** The secrets of those who may ask about tokens. */
  readonly introspection?: readonly string[]
  /** Where the loop would not run: how a host is asked to stay awake for work that a request left. */
  readonly waitUntil?: WaitUntil
  /** Lets whoever shows it run chores over HTTP. */
  readonly choresSecret?: string
  readonly onFault: (fault: unknown, about: { readonly route: string }) => void
  readonly onUntrustedForwarding: () => void
  readonly clock?: Clock
  /** The machine's clock, where a test has one of its own. */
  readonly wall?: () => number
  /** Random bytes that come twice alike, for tests. */
  readonly random?: RandomSource
  /** Where there are more tenants than one: what finds them, and what is theirs. */
  readonly directoryOf?: (made: Made) => Directory
  readonly rendererOf?: (made: Made) => Renderer
  readonly transportsOf?: (made: Made) => Ports['transports']
  readonly webhooksOf?: (made: Made) => Webhooks
  readonly knowsHost?: (host: string) => Promise<boolean>
  readonly tenantPaths?: boolean
  /** How long events are kept: 400 days where nothing is said. */
  readonly keepEvents?: Duration | undefined
  readonly checkpoint?: (name: DeliveryCheckpoint) => void
  /** How long a command of the store may stay without an answer. Default 30 s. */
  readonly patience?: Duration
  readonly observer?: Observer
}

/** What is there before the rest is put together. */
export type Made = Pick<Ports, 'store' | 'vault' | 'clock' | 'post'>

export interface Workings {
  /** What every route is given. */
  readonly http: Http
  readonly engine: Engine
  readonly ports: Ports
  /** What is left of delivering from memory: of the installation's transport, and of each other that had a mail. */
  backlogs(): Iterable<Backlog>
  /** What the next mail of this scope waits for. */
  backlogOf(scope: Scope): Promise<Backlog>
  /** Names of transports that failed when they were last tried, within minutes. */
  brokenTransports(): readonly string[]
  /** Names of chores that keep failing, round after round, where the loop runs. */
  failingChores(): readonly string[]
  /** One round of deliver, seal and sweep. */
  runChores(): Promise<{ readonly nextAt: number }>
  /** Ends event streams: their readers come back to another process. */
  endStreams(): void
  /** Stops the loop, finishes what is under way, hands leases back, closes the store. */
  close(): Promise<void>
}

const deliverySlots = 32
/** While a message is on its way, others are rendered or noted as sent. */
const slotsFor = 4
const longestFarewell = 8_000

/** Opens the store and puts everything together. */
export async function startWorkings(options: WorkingsOptions): Promise<Workings> {
  const { observer = {} } = options
  const opened = await options.store.open()
  const store = storeInTime(observer.store?.(opened) ?? opened, options.patience)
  const { clock, stopClock } = await keepTime(store, options)
  const vault = createVault(options.secret, options.random ? { random: options.random } : {})
  let isOver = false
  // What was too slow for the farewell finds the store closed: its mails go to the next process, and there is no fault.
  const background = (fault: unknown): void => {
    if (!isOver) options.onFault(fault, { route: 'background' })
  }
  const courier = createCourier(() => ports, {
    ...lanesOf(options.transports),
    ...listenersOf(options),
    deadline,
    onFault: background,
  })
  const post: Ports['post'] = (posted) => {
    if (options.delivers === false) return
    courier.post(posted)
    errands?.posted()
  }
  const ports = portsOf(options, { store, vault, clock, post })
  const made = createEngine(ports)
  const engine = observer.engine?.(made) ?? made
  const webhooks = ports.webhooks && createTelling(ports, background)
  const chores = createChores(ports, courier, {
    ...(webhooks && { sealed: webhooks.chores.sealed }),
    keepEvents: options.keepEvents,
  })
  const loops = { ...loopsOf(chores, clock, background), ...webhooks?.loops }
  if (options.loop) for (const loop of Object.values(loops)) loop.start()
  const { waitUntil } = options
  const errands = waitUntil && createErrands({ run: chores.run, courier, clock, waitUntil, onFault: background })
  const ending = new AbortController()
  return {
    http: { ...options, ...doorOf(options, ports, chores), engine, ending: ending.signal, onCall: errands?.due },
    engine,
    ports,
    backlogs: () => courier.backlogs(),
    backlogOf: (scope) => courier.backlogOf(scope),
    brokenTransports: () => courier.brokenTransports(),
    failingChores: () => failingOf(loops),
    async runChores() {
      const rounds = await inTurn([chores.run, ...(webhooks ? [webhooks.chores.run] : [])])
      return { nextAt: Math.min(...rounds.map(({ nextAt }) => nextAt)) }
    },
    endStreams: () => ending.abort(),
    async close() {
      ending.abort()
      stopClock()
      const leaving = [courier, ...Object.values(loops), ...(webhooks ? [webhooks.caller] : [])]
      await inTime(Promise.all(leaving.map((each) => each.stop())), longestFarewell)
      isOver = true
      await handBack(ports, options)
    },
  }
}

function loopsOf({ deliver, tend }: Chores, clock: Clock, onFault: (fault: unknown) => void) {
  return { deliver: createLoop(deliver, clock, onFault), tend: createLoop(tend, clock, onFault) }
}

const failingOf = (loops: Readonly<Record<string, Loop>>): readonly string[] =>
  Object.entries(loops).flatMap(([name, loop]) => (loop.isFailing() ? [name] : []))

function lanesOf(transports: readonly Transport[]): Pick<CourierOptions, 'slots' | 'known'> {
  return {
    slots: Math.max(deliverySlots, ...transports.map(({ atOnce = 0 }) => slotsFor * atOnce)),
    known: transports.slice(0, 1).map(({ name }) => name),
  }
}

function listenersOf({
  onOutage,
  onRecovery,
  checkpoint,
}: WorkingsOptions): Pick<CourierOptions, 'onOutage' | 'onRecovery' | 'checkpoint'> {
  return { onOutage, onRecovery, ...(checkpoint && { checkpoint }) }
}

/** Calls have slots and loops of their own: a receiver may take ten seconds to answer, and no mail waits for it. */
function createTelling(ports: Ports, onFault: (fault: unknown) => void) {
  const caller = createCaller(ports, { deadline, onFault, onFree: () => calling.wake() })
  const chores = createWebhookChores(ports, caller)
  const publishing = createLoop(publishAndCall, ports.clock, onFault)
  const calling = createLoop(() => chores.call(), ports.clock, onFault)
  return { chores, caller, loops: { publish: publishing, call: calling } }

  async function publishAndCall() {
    const round = await chores.publish()
    if (round.hasPublished) calling.wake()
    return round
  }
}

function portsOf(options: WorkingsOptions, made: Made): Ports {
  const { claims, hooks, scope, transports, onFault } = options
  const { store, vault, clock } = made
  return {
    ...made,
    signer: createSigner({ store, vault, clock, hooks }),
    ...(claims && { claims: createClaims(claims, (fault) => onFault(fault, { route: 'tokens.claims' })) }),
    directory: options.directoryOf?.(made) ?? { only: scope, find: () => scope, inUse: () => [scope] },
    renderer: options.rendererOf?.(made) ?? createRenderer(),
    transports: observedTransports(options.transportsOf?.(made) ?? (() => transports), options.observer?.transport),
    ...(options.webhooksOf && { webhooks: options.webhooksOf(made) }),
    signals: createSignals(store.relay),
    hooks,
    node: vault.id(clock.now()),
    once: createOnce(() => clock.now()),
  }
}

/** Compared by hash, with each of them, so that the time taken tells nothing. */
function knows(vault: Vault, secrets: readonly string[]): (secret: string) => boolean {
  const hashes = secrets.map((secret) => vault.hash(new RawSecret(secret)))
  return (secret) => {
    const hash = vault.hash(new RawSecret(secret))
    return hashes.map((known) => vault.same(known, hash)).includes(true)
  }
}

async function handBack(
  { store, clock, node }: Ports,
  { transports, onFault }: Pick<WorkingsOptions, 'transports' | 'onFault'>,
): Promise<void> {
  const handingBack = store.messages.release({ now: clock.now(), owner: node })
  // Leases that a database out of reach keeps run out by themselves.
  await handingBack.catch((fault: unknown) => onFault(fault, { route: 'background' }))
  for (const transport of transports) await transport.close?.()
  await store.close()
}

type Door = Pick<
  Http,
  | 'clock'
  | 'directory'
  | 'signals'
  | 'origin'
  | 'host'
  | 'loopbackOnly'
  | 'placeOf'
  | 'inbox'
  | 'chores'
  | 'mayIntrospect'
>

function doorOf(options: WorkingsOptions, { clock, directory, signals, vault }: Ports, { run }: Chores): Door {
  const { scope, placeOf, inbox, choresSecret, introspection } = options
  const { origin, host, hostname } = new URL(scope.baseUrl)
  const loopbackOnly = options.development && isLoopback(hostname)
  const chores = choresSecret === undefined ? {} : { chores: { mayRun: knows(vault, [choresSecret]), run } }
  const mayIntrospect = introspection?.length ? { mayIntrospect: knows(vault, introspection) } : {}
  return { clock, directory, signals, origin, host, loopbackOnly, placeOf, inbox, ...chores, ...mayIntrospect }
}

/** A timer that is cleared with its use: `AbortSignal.timeout` would keep each one until it rings. */
function deadline(milliseconds: number): Deadline {
  const controller = new AbortController()
  const timer = setTimeout(() => controller.abort(), milliseconds)
  return { signal: controller.signal, clear: () => clearTimeout(timer) }
}

/** Waits for what is under way, but not for ever: leases end by themselves. */
async function inTime(work: Promise<unknown>, milliseconds: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds)
  })
  await Promise.race([work, late])
  clearTimeout(timer)
}
