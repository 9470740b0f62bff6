/** A database of a test's own, with stores of several nodes over it and sessions beside them. */
import pg from 'pg'
import { ask, databaseUrl } from '../../../../tools/postgres-admin.ts'
import { freshDatabase } from '../../../../tools/postgres-database.ts'
import { type PostgresOptions, postgres } from '../../src/adapters/postgres/postgres.ts'
import { virtualClock } from '../../src/ports/conformance/virtual-clock.ts'
import { createWorld, type World } from '../../src/ports/conformance/world.ts'
import type { Store } from '../../src/ports/store.ts'
import { freshPostgres } from '../support/stores.ts'

type Rows = readonly Readonly<Record<string, unknown>>[]

export interface Ground {
  readonly url: string
  readonly world: World
  /** One more node. Closed at the end. */
  open(options?: PostgresOptions, through?: string): Promise<Store>
  /** The same tenant and clock through another node, which draws ids of its own. */
  node(options?: PostgresOptions, through?: string): Promise<World>
  /** The same through a store that is there. */
  over(store: Store): World
  /** A connection beside the stores, closed at the end. */
  session(): Promise<pg.Client>
  query(sql: string, values?: readonly unknown[]): Promise<Rows>
  close(): Promise<void>
}

/** The template of the databases that are lent. */
const copy = {
  name: 'postern',
  fill: async (url: string): Promise<void> => void (await postgres(url).migrate()),
  keep: ['postern_migrations'],
}

/** With the schema, or without anything. A database that is changed by more than rows must not be lent. */
export async function createGround(kind: 'lent' | 'own' | 'empty' = 'lent'): Promise<Ground> {
  const { url, drop } = kind === 'lent' ? await freshPostgres() : await freshDatabase(kind === 'own' ? copy : undefined)
  const stores: Store[] = []
  const sessions: pg.Client[] = []
  const clock = virtualClock()
  let nodes = 0
  const open: Ground['open'] = async (options, through = url) => {
    const store = await postgres(through, options).open()
    stores.push(store)
    return store
  }
  const over: Ground['over'] = (store) => createWorld(store, clock, ++nodes)
  return {
    url,
    world: createWorld(kind === 'empty' ? (undefined as never) : await open(), clock),
    open,
    node: async (options, through) => over(await open(options, through)),
    over,
    async session() {
      const client = new pg.Client({ connectionString: url })
      client.on('error', () => undefined)
      await client.connect()
      sessions.push(client)
      return client
    },
    query: (sql, values) => ask(url, sql, values),
    async close() {
      for (const session of sessions) await session.end().catch(() => undefined)
      for (const store of stores) await store.close()
      await drop()
    },
  }
}

/** The same database through another port. */
export function throughPort(url: string, port: number): string {
  const other = new URL(databaseUrl(url, new URL(url).pathname.slice(1)))
  other.host = `127.0.0.1:${port}`
  return other.href
}

export async function until(holds: () => Promise<boolean> | boolean, what: string): Promise<void> {
  const giveUpAt = performance.now() + 30_000
  while (!(await holds())) {
    if (performance.now() > giveUpAt) throw new Error(`In vain waited for: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

/** Whether some session waits for a lock of this kind, as PostgreSQL names it. */
export async function waits(ground: Ground, event?: string): Promise<boolean> {
  const rows = await ground.query(
    `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
AND ($1::text IS NULL OR wait_event = $1)`,
    [event ?? null],
  )
  return rows.length > 0
}

/** How long it took, in milliseconds, and how it ended. */
export async function timed<T>(work: Promise<T>): Promise<{ readonly took: number; readonly end: T | Error }> {
  const start = performance.now()
  const end = await work.catch((fault: Error) => fault)
  return { took: performance.now() - start, end }
}
