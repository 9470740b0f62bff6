/**
 * The PostgreSQL store: any number of nodes on one database, versions 14 and later. Owns the connections and their
 * settings; the commands know the tables.
 */
import type { Duration, Instant } from '../../domain/instant.ts'
import { checkMembers, flag, type Kinds, number, wholeFrom } from '../../domain/kinds.ts'
import type { Store } from '../../ports/store.ts'
import type { StoreSource } from '../../ports/store-source.ts'
import { migrations } from '../sql/migrations/migrations.ts'
import { expectWhole } from '../sql/move/expect-whole.ts'
import { Caller } from './caller.ts'
import { eventMark } from './events/mark.ts'
import { cannotOpen } from './faults.ts'
import { migrate } from './migrate.ts'
import { type Connections, openPool, type PgClient, type PgPool } from './pool.ts'
import { createRelay } from './relay.ts'
import { routines } from './routines.ts'
import { storeOf } from './store-of.ts'
import { findTimes, probe } from './store-time.ts'
import { readTarget, type Target } from './target.ts'

export type { PgClient, PgPool }

export interface PostgresOptions {
  /** Connections of this process, where it makes its own: 2 or more where it listens. Default 10. */
  readonly poolSize?: number
  /** How long a statement, a lock or a new connection may take. Default 4 s. */
  readonly timeout?: Duration
  /** How long a command waits for a silent database, its turn and new connections included, before it is `busy`. Default 5 s. */
  readonly patience?: Duration
  /** Commands that may wait. Default 20,000; more are refused as `busy`. */
  readonly maxWaiting?: number
  /**
   * Whether to hear wake-up hints of other nodes, which holds one connection. Default: not behind a pooler, nor with an
   * application's pool of one.
   */
  readonly listen?: boolean
}

const kinds: Kinds<PostgresOptions> = {
  listen: flag,
  maxWaiting: wholeFrom(1),
  patience: number,
  poolSize: number,
  timeout: number,
}

/**
 * A database by its URL, or through the application's own pool of `pg`. Opens nothing yet. Tables are called `postern_…`
 * and lie in the schema that the search path names first, so the database may be the application's own. An application's
 * pool is never closed here.
 */
export function postgres(target: string | PgPool, options: PostgresOptions = {}): StoreSource {
  const to = typeof target === 'string' ? readTarget(target) : target
  if (typeof to !== 'object' || to === null || (!isTarget(to) && typeof to.connect !== 'function')) {
    throw new TypeError('postgres(target): target must be a postgres:// URL or a pool of pg')
  }
  checkMembers(options, kinds, { before: 'postgres: ', what: 'option' })
  expectRoom(to, options)
  return {
    kind: 'postgres',
    location: locationOf(to),
    open: () => open(to, options),
    migrate: async ({ dryRun } = {}) => {
      const connections = await openPool(to, settingsOf(to, options))
      try {
        return { applied: await migrate(connections, migrations, routines, dryRun) }
      } catch (fault) {
        throw cannotOpen(locationOf(to), fault)
      } finally {
        await connections.close()
      }
    },
  }
}

function expectRoom(to: Target | PgPool, options: PostgresOptions): void {
  const least = listens(to, options) ? 2 : 1
  const needed = `must be ${least} or more${least > 1 ? ', as one listens for other nodes' : ''}`
  if (options.poolSize !== undefined && !(options.poolSize >= least)) {
    throw new TypeError(`postgres(target, { poolSize }): poolSize ${needed}`)
  }
  if (options.listen === true && isOne(to)) throw new TypeError(`postgres(pool, { listen }): max of the pool ${needed}`)
}

async function open(to: Target | PgPool, options: PostgresOptions): Promise<Store> {
  const connections = await openPool(to, settingsOf(to, options))
  try {
    await migrate(connections, migrations, routines)
    await connections.hold(expectNoMove)
    return await storeOver(connections, to, options)
  } catch (fault) {
    await connections.close()
    throw cannotOpen(locationOf(to), fault)
  }
}

async function expectNoMove(ask: Connections['ask']): Promise<void> {
  const [moved] = await ask({ text: `SELECT to_json(to_regclass('postern_moves') IS NOT NULL)` })
  if (moved?.[0] !== true) return
  const [begun] = await ask({ text: 'SELECT to_json(source) FROM postern_moves WHERE finished_at IS NULL LIMIT 1' })
  expectWhole(begun?.[0])
}

async function storeOver(connections: Connections, to: Target | PgPool, options: PostgresOptions): Promise<Store> {
  const { maxWaiting = 20_000, patience = 5_000 as Duration } = options
  const restore = () => migrate(connections, migrations, routines)
  const caller = new Caller(connections, { nameOf: routines.nameOf, maxBatch: 64, maxWaiting, patience, restore })
  const relay = createRelay(connections)
  let closing: Promise<void> | undefined
  const close = async (): Promise<void> => {
    relay.close()
    await caller.close()
    await connections.close()
  }
  return {
    ...storeOf((command) => (input) => caller.call(command, input)),
    time: async () => Math.max(caller.time, (await caller.call(findTimes, {})).mark) as Instant,
    eventMark: () => caller.call(eventMark, {}),
    clock: async () => (await caller.call(findTimes, {})).clock,
    ready: () => caller.call(probe, {}).then(isReady, isNotReady),
    connections: connections.counts,
    relay: listens(to, options) ? relay : { tell: relay.tell, hear: () => undefined },
    close: () => (closing ??= close()),
  }
}

/** Behind a pooler in transaction mode nobody could, and the only connection of a pool is needed for commands. */
function listens(to: Target | PgPool, { listen }: PostgresOptions): boolean {
  return listen ?? !(isTarget(to) ? to.pooled : isOne(to))
}

function isOne(to: Target | PgPool): boolean {
  return !isTarget(to) && to.options?.max === 1
}

function settingsOf(
  to: Target | PgPool,
  { poolSize = 10, timeout = 4_000 as Duration }: PostgresOptions,
): { size: number; timeout: Duration; pooled: boolean } {
  // An application's pool may stand behind a pooler, and its statements are its own: no names there.
  return { size: poolSize, timeout, pooled: !isTarget(to) || to.pooled }
}

function locationOf(to: Target | PgPool): string {
  return isTarget(to) ? to.location : 'postgres: the application’s pool'
}

function isTarget(to: Target | PgPool): to is Target {
  return 'connection' in to
}

const isReady = (): boolean => true
const isNotReady = (): boolean => false
