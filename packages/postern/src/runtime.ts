/** Everything assembled and running: one store, one engine, one HTTP app, one loop of chores. The roof of both doors. */
import type { Hono } from 'hono'
import type { Inbox } from './adapters/dev-inbox/dev-inbox.ts'
import { createSigner } from './adapters/jose/signer.ts'
import { createSignals } from './adapters/signals/signals.ts'
import { createVault } from './adapters/vault/vault.ts'
import { createClaims } from './claims-hook.ts'
import { RawSecret } from './domain/credential.ts'
import type { Scope } from './domain/scope.ts'
import { createChores } from './engine/chores.ts'
import { createEngine, type Engine } from './engine/engine.ts'
import { createCourier } from './engine/outbox/courier.ts'
import type { Deadline, DeliveryCheckpoint } from './engine/outbox/deliver.ts'
import type { HookRegistry } from './hooks.ts'
import { createApp } from './http/app.ts'
import type { ForwardingHeader } from './http/client/address.ts'
import type { Env } from './http/headers.ts'
import type { Http } from './http/http.ts'
import type { Route } from './http/route.ts'
import { createLoop } from './loop.ts'
import { createRenderer } from './mails/renderer.ts'
import type { Clock } from './ports/clock.ts'
import type { Ports } from './ports/ports.ts'
import type { StoreSource } from './ports/store-source.ts'
import type { Transport } from './ports/transport.ts'
import type { Vault } from './ports/vault.ts'
import { keepTime } from './time-keeper.ts'
import type { TokenOptions } from './token-options.ts'

export interface RuntimeOptions {
  readonly store: StoreSource
  readonly secret: string | readonly string[]
  readonly scope: Scope
  readonly transports: readonly Transport[]
  readonly hooks: HookRegistry
  readonly base: string
  readonly development: boolean
  readonly checksHost: boolean
  readonly trustedHops: number
  readonly forwardingHeader: ForwardingHeader
  readonly placeOf?: (address: string) => string | undefined
  readonly inbox?: { readonly box: Inbox; readonly key: string | undefined; readonly base: string }
  /** Whether chores run by themselves. Serverless hosts call `runChores`. */
  readonly loop: boolean
  /** What the host application adds to access tokens. */
  readonly claims?: NonNullable<TokenOptions['claims']>
  /** The secrets of those who may ask about tokens. */
  readonly introspection?: readonly string[]
  readonly onFault: (fault: unknown, about: { readonly route: string }) => void
  readonly onUntrustedForwarding: () => void
  readonly clock?: Clock
  /** The machine's clock, where a test has one of its own. */
  readonly wall?: () => number
  readonly routes?: readonly Route[]
  readonly checkpoint?: (name: DeliveryCheckpoint) => void
}

export interface Runtime {
  readonly app: Hono<Env>
  readonly engine: Engine
  readonly ports: Ports
  /** One round of deliver, seal and sweep. */
  runChores(): Promise<{ readonly nextAt: number }>
  /** Ends event streams: their readers come back to another process. */
  endStreams(): void
  /** Stops the loop, finishes what is under way, hands leases back, closes the store. */
  close(): Promise<void>
}

const deliverySlots = 32
const longestFarewell = 8_000

/** Opens the store and puts everything together. */
export async function startRuntime(options: RuntimeOptions): Promise<Runtime> {
  const store = await options.store.open()
  const { clock, stopClock } = await keepTime(store, options)
  const vault = createVault(options.secret)
  const background = (fault: unknown): void => options.onFault(fault, { route: 'background' })
  const courier = createCourier(() => ports, {
    slots: deliverySlots,
    deadline,
    onFault: background,
    ...(options.checkpoint ? { checkpoint: options.checkpoint } : {}),
  })
  const ports: Ports = {
    ...tokenPorts(options, { store, vault, clock }),
    store,
    vault,
    clock,
    directory: { find: () => options.scope },
    renderer: createRenderer(),
    transports: options.transports,
    signals: createSignals(store.relay),
    hooks: options.hooks,
    node: vault.id(clock.now()),
    post: (posted) => courier.post(posted),
  }
  const engine = createEngine(ports)
  const chores = createChores(ports, courier)
  const loop = createLoop(() => chores.run(), clock, background)
  if (options.loop) loop.start()
  const ending = new AbortController()
  const app = createApp(httpOf(options, { engine, ports, ending: ending.signal }), options.routes)
  return {
    app,
    engine,
    ports,
    runChores: () => chores.run(),
    endStreams: () => ending.abort(),
    async close() {
      ending.abort()
      stopClock()
      await loop.stop()
      await inTime(courier.stop(), longestFarewell)
      await store.messages.release({ now: clock.now(), owner: ports.node })
      for (const transport of options.transports) await transport.close?.()
      await store.close()
    },
  }
}

interface Assembled {
  readonly engine: Engine
  readonly ports: Ports
  readonly ending: AbortSignal
}

function httpOf(options: RuntimeOptions, { engine, ports, ending }: Assembled): Http {
  const { origin, host } = new URL(options.scope.baseUrl)
  const { clock, directory, signals, vault } = ports
  const { placeOf, inbox } = options
  return {
    ...options,
    engine,
    clock,
    directory,
    signals,
    ending,
    origin,
    host,
    placeOf,
    inbox,
    ...mayIntrospect(options, vault),
  }
}

function tokenPorts(
  { hooks, claims, onFault }: RuntimeOptions,
  { store, vault, clock }: Pick<Ports, 'store' | 'vault' | 'clock'>,
): Pick<Ports, 'signer' | 'claims'> {
  const signer = createSigner({ store, vault, clock, hooks })
  return claims
    ? { signer, claims: createClaims(claims, (fault) => onFault(fault, { route: 'tokens.claims' })) }
    : { signer }
}

/** Compared by hash, with each of them, so that the time taken tells nothing. */
function mayIntrospect({ introspection = [] }: RuntimeOptions, vault: Vault): Pick<Http, 'mayIntrospect'> {
  if (introspection.length === 0) return {}
  const hashes = introspection.map((secret) => vault.hash(new RawSecret(secret)))
  return {
    mayIntrospect(secret) {
      const hash = vault.hash(new RawSecret(secret))
      return hashes.map((known) => vault.same(known, hash)).includes(true)
    },
  }
}

/** A timer that is cleared with its use: `AbortSignal.timeout` would keep each one until it rings. */
function deadline(milliseconds: number): Deadline {
  const controller = new AbortController()
  const timer = setTimeout(() => controller.abort(), milliseconds)
  return { signal: controller.signal, clear: () => clearTimeout(timer) }
}

/** Waits for what is under way, but not for ever: leases end by themselves. */
async function inTime(work: Promise<void>, milliseconds: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds)
  })
  await Promise.race([work, late])
  clearTimeout(timer)
}
