/**
 * Postern as a whole, small: a store, a clock that is moved by hand, a recording transport, the engine and the handler.
 * Every part is the real one. Worlds are closed by `closeWorlds`, which throws if any of them had a fault.
 */
import { type ManualClock, manualClock } from '../../src/adapters/clock/clock.ts'
import { webHandler } from '../../src/bindings/web-handler.ts'
import { checkOptions, type Leave } from '../../src/check-options.ts'
import type { Event } from '../../src/domain/event.ts'
import type { Id } from '../../src/domain/id.ts'
import { type Instant, instant } from '../../src/domain/instant.ts'
import type { Message } from '../../src/domain/message.ts'
import type { Scope } from '../../src/domain/scope.ts'
import type { User, UserStatus } from '../../src/domain/user.ts'
import { createHooks, type HookEvent, type HookRegistry } from '../../src/hooks.ts'
import type { Route } from '../../src/http/route.ts'
import type { PosternOptions } from '../../src/options.ts'
import type { Lookup } from '../../src/ports/records.ts'
import type { Store } from '../../src/ports/store.ts'
import type { StoreSource } from '../../src/ports/store-source.ts'
import type { Transport } from '../../src/ports/transport.ts'
import { type Runtime, startRuntime } from '../../src/runtime.ts'
import { createRecorder, type Recorder } from './recorder.ts'
import { type FreshStore, freshStore } from './stores.ts'

export const base = '/auth'
export const start: Instant = instant(Date.UTC(2026, 10, 22, 9))
export const secretOfWorlds = 'a secret for tests, of thirty-two bytes and more'

export interface WorldOptions extends Partial<Omit<PosternOptions, 'store' | 'mail'>> {
  readonly store?: StoreSource
  readonly transports?: readonly Transport[]
  readonly clock?: ManualClock
  readonly leave?: Leave
  /** What the development inbox wants to be shown, as `--lan` prints it. */
  readonly inboxKey?: string
  /** Beside those of the library. */
  readonly routes?: readonly Route[]
  /** Whether faults are part of the test. */
  readonly mayFail?: boolean
}

export interface World {
  readonly origin: string
  readonly clock: ManualClock
  readonly scope: Scope
  readonly runtime: Runtime
  readonly store: Store
  readonly mail: Recorder
  readonly hooks: HookRegistry
  /** Everything that hooks were told. */
  readonly told: readonly HookEvent[]
  readonly faults: readonly unknown[]
  /** The routes on which they came. */
  readonly faultRoutes: readonly string[]
  /** How often the door warned of a forwarding header nobody configured. */
  readonly warnings: () => number
  handle(request: Request, peer?: string): Promise<Response>
  /** The input as a command of the tenant, now. */
  at<I extends object>(input: I): I & { readonly tenant: Id<'tenant'>; readonly now: Instant }
  look(attemptId: string): Promise<Lookup>
  messages(attemptId: string): Promise<readonly Message[]>
  events(attemptId?: string): Promise<readonly Event[]>
  user(address: string): Promise<User | undefined>
  setUser(
    address: string,
    change: { readonly status?: UserStatus; readonly factors?: readonly string[] },
  ): Promise<void>
  /** Resolves when no message of the attempt waits for its delivery from memory. */
  delivered(attemptId: string): Promise<readonly Message[]>
}

const open: { readonly world: World; release(): Promise<void> }[] = []

export async function createWorld(options: WorldOptions = {}): Promise<World> {
  const { store: source, transports, clock = manualClock(start), leave, inboxKey, routes, mayFail, ...rest } = options
  const mail = createRecorder()
  const fresh: FreshStore = source ? { source, release: async () => {} } : await freshStore()
  const store = fresh.source
  const transport = transports ?? [mail]
  const settings: PosternOptions = {
    baseUrl: 'https://app.example.com',
    secret: secretOfWorlds,
    store,
    mail: { from: 'Acme <no-reply@acme.example>', transport },
    ...rest,
  }
  const checked = checkOptions(settings, leave)
  const faults: unknown[] = []
  const faultRoutes: string[] = []
  const told: HookEvent[] = []
  let warnings = 0
  const hooks = createHooks((fault) => faults.push(fault))
  hooks.on('*', (event) => void told.push(event))
  const runtime = await startRuntime({
    ...checked,
    store,
    secret: settings.secret,
    hooks,
    clock,
    checksHost: checked.development,
    ...(routes && { routes }),
    trustedHops: settings.trustedHops,
    forwardingHeader: settings.forwardingHeader ?? 'x-forwarded-for',
    loop: false,
    onFault(fault, { route }) {
      faults.push(fault)
      faultRoutes.push(route)
    },
    onUntrustedForwarding: () => void warnings++,
    ...(settings.placeOf && { placeOf: settings.placeOf }),
    inbox: checked.inbox ? { box: checked.inbox, key: inboxKey, base: `${base}/dev` } : undefined,
  } as Parameters<typeof startRuntime>[0])
  const handler = webHandler(() => runtime.app, checked.base)
  const { tenant } = checked.scope
  const at: World['at'] = (input) => ({ ...input, tenant: tenant.id, now: clock.now() })
  const ports = runtime.ports
  const messages = (attempt: string) => ports.store.messages.list(at({ attempt: attempt as Id<'attempt'> }))
  const world: World = {
    origin: new URL(checked.scope.baseUrl).origin,
    clock,
    scope: checked.scope,
    runtime,
    store: ports.store,
    mail,
    hooks,
    told,
    faults: mayFail ? [] : faults,
    faultRoutes,
    warnings: () => warnings,
    handle: (request, peer = checked.development ? '127.0.0.1' : '203.0.113.7') => handler(request, { peer }),
    at,
    async look(id) {
      const found = await ports.store.attempts.find(at({ id: id as Id<'attempt'> }))
      if (!found) throw new Error(`no attempt ${id}`)
      return found
    },
    messages,
    async events(attempt) {
      const filter = attempt === undefined ? {} : { attempt: attempt as Id<'attempt'> }
      return (await ports.store.events.list(at({ ...filter, limit: 1000 }))).items
    },
    user: (address) => ports.store.users.find(at({ address })),
    async setUser(address, change) {
      const user = await ports.store.users.find(at({ address }))
      if (!user) throw new Error(`no user ${address}`)
      const { id, version } = user
      const { kind } = await ports.store.users.change(
        at({ id, version, ...change, also: { events: [], messages: [] } }),
      )
      if (kind !== 'done') throw new Error(`user ${address}: ${kind}`)
    },
    async delivered(attempt) {
      const giveUpAt = performance.now() + 30_000
      while (performance.now() < giveUpAt) {
        const all = await messages(attempt)
        if (all.length > 0 && all.every(({ state, nextAt }) => state !== 'queued' || nextAt > clock.now())) return all
        await new Promise((resolve) => setImmediate(resolve))
      }
      throw new Error(`messages of ${attempt} were not settled`)
    },
  }
  open.push({ world, release: fresh.release })
  return world
}

/** To be run after each test. A fault that no test asked for fails it. */
export async function closeWorlds(): Promise<void> {
  const worlds = open.splice(0)
  for (const { world } of worlds) await world.runtime.close()
  for (const { release } of worlds) await release()
  const faults = worlds.flatMap(({ world }) => world.faults)
  if (faults.length > 0) throw new AggregateError(faults, `faults: ${faults.map(String).join('; ')}`)
}

/** One open store for several engines: the first to close leaves it open for the others. */
export async function sharedStore(): Promise<StoreSource & { readonly end: () => Promise<void> }> {
  const { source, release } = await freshStore()
  const store = await source.open()
  const held: Store = { ...store, close: async () => {} }
  const end = async (): Promise<void> => {
    await store.close()
    await release()
  }
  return { ...source, open: async () => held, end }
}
