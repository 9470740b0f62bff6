/** The connections. Owns who may use one and for how long; knows nothing of commands. The only file that names `pg`. */
import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import type { Duration } from '../../domain/instant.ts'
import { isLost, isReadOnly, isSlow, NotSent } from './faults.ts'
import type { Target } from './target.ts'

/** The little of `pg`'s pool that the store uses: an application may bring its own. */
export interface PgPool {
  connect(): Promise<PgClient>
  end(): Promise<void>
  readonly totalCount?: number
  readonly idleCount?: number
  readonly waitingCount?: number
  readonly options?: { readonly max?: number | undefined }
}

export interface PgClient {
  query(query: object): Promise<{ readonly rows: readonly unknown[] }>
  release(destroy?: boolean | Error): void
  on(event: 'notification', listener: (message: { readonly payload?: string | undefined }) => void): unknown
  on(event: 'error' | 'end', listener: (fault?: Error) => void): unknown
  off(event: 'error', listener: (fault?: Error) => void): unknown
}

export interface Question {
  /** Under this name the statement is prepared once per connection. Without one it is planned every time. */
  readonly name?: string
  readonly text: string
  readonly values?: readonly unknown[]
  /** Whether it may take longer than a command: a step of the schema, or waiting for somebody else's. */
  readonly patient?: boolean
  /** When, by `performance.now()`, whoever asks stops waiting: for a connection and for the answer together. */
  readonly until?: number
}

export interface Connections {
  /** Rows as arrays. Throws `NotSent` where the question never left. */
  ask(question: Question): Promise<readonly (readonly unknown[])[]>
  /** Several statements of one connection, as one after the other. `until` is when its holder stops waiting for it. */
  hold<T>(use: (ask: Connections['ask']) => Promise<T>, until?: number): Promise<T>
  client(): Promise<PgClient>
  /** How many there are, how many of them rest, and how many callers wait for one. */
  counts(): { readonly open: number; readonly idle: number; readonly waiting: number }
  close(): Promise<void>
}

export interface PoolOptions {
  readonly size: number
  /** How long one question may take, and how long a connection may take to be made. */
  readonly timeout: Duration
  /** A pooler in transaction mode stands between: no settings, no names. */
  readonly pooled: boolean
}

/** The server's own time-out comes first, so that what it ended is known to be rolled back. */
const grace = 500
const forPatient = 600_000
/** After so long a connection is made anew: it forgets settings of before, and follows a name that leads elsewhere now. */
const maxLifetimeSeconds = 1800

/** Values come as JSON or as small numbers, whatever the application has told `pg` about types. */
const types = { getTypeParser: () => parse }

export async function openPool(target: Target | PgPool, options: PoolOptions): Promise<Connections> {
  const pool = isPool(target) ? target : await makePool(target, options)
  const client = async (until?: number): Promise<PgClient> => {
    const left = leftOf(options.timeout, until)
    try {
      return await (isPool(target) || left < options.timeout ? connectInTime(pool, left) : pool.connect())
    } catch (fault) {
      throw new NotSent('No connection to the database', { cause: fault })
    }
  }
  const hold: Connections['hold'] = async (use, until) => {
    const connection = await client(until)
    let destroy = false
    // A connection that is lost says so to its questions, and besides to nobody: unheard, that would end the process.
    connection.on('error', ignore)
    try {
      return await use(async ({ name, text, values = [], patient }) => {
        const naming = name === undefined || options.pooled ? {} : { name }
        const limit = patient ? forPatient : leftOf(options.timeout + (options.pooled ? 0 : grace), until)
        const query = { ...naming, text, values, rowMode: 'array', types, query_timeout: limit }
        return (await connection.query(query)).rows as readonly (readonly unknown[])[]
      })
    } catch (fault) {
      // A connection that owes an answer is of no use to the next one, and one that may only read may stay so for ever.
      destroy = (isLost(fault) && !isSlow(fault)) || isReadOnly(fault)
      throw fault
    } finally {
      connection.off('error', ignore)
      connection.release(destroy)
    }
  }
  return {
    ask: (question) => hold((ask) => ask(question), question.until),
    hold,
    client: () => client(),
    counts: () => ({ open: pool.totalCount ?? 0, idle: pool.idleCount ?? 0, waiting: pool.waitingCount ?? 0 }),
    close: () => (isPool(target) ? Promise.resolve() : inTime(pool.end(), options.timeout)),
  }
}

async function makePool(target: Target, { size, timeout, pooled }: PoolOptions): Promise<PgPool> {
  const { Pool } = await loadDriver()
  const pool = new Pool({
    ...target.connection,
    max: size,
    connectionTimeoutMillis: timeout,
    idleTimeoutMillis: 60_000,
    maxLifetimeSeconds,
    keepAlive: true,
    allowExitOnIdle: true,
    application_name: 'postern',
    ...(pooled
      ? {}
      : { statement_timeout: timeout, lock_timeout: timeout, idle_in_transaction_session_timeout: 2 * timeout }),
  })
  // A connection that ends while nobody uses it is replaced by the next one; the fault has no other reader.
  pool.on('error', ignore)
  // One may end between being made and being handed over, when nobody else listens to it.
  pool.on('connect', (client) => client.on('error', ignore))
  return pool as unknown as PgPool
}

async function loadDriver(): Promise<typeof pg> {
  try {
    return (await import('pg')).default
  } catch (fault) {
    throw new TypeError('postgres() needs the package pg: npm install pg', { cause: fault })
  }
}

function isPool(target: Target | PgPool): target is PgPool {
  return 'connect' in target
}

function parse(text: string): unknown {
  return JSON.parse(text)
}

const ignore = (): void => undefined

/** What is left of a time-out for whoever waits until then, and never nothing: that would be no limit to `pg`. */
function leftOf(timeout: number, until: number | undefined): number {
  return until === undefined ? timeout : Math.max(1, Math.min(timeout, until - performance.now()))
}

/** A pool may let wait for longer than anybody does. A connection that comes too late goes straight back. */
async function connectInTime(pool: PgPool, milliseconds: number): Promise<PgClient> {
  const stop = new AbortController()
  const late = pause(milliseconds, undefined, { signal: stop.signal }).catch(() => undefined)
  const connecting = pool.connect()
  try {
    const client = await Promise.race([connecting, late])
    if (client) return client
  } finally {
    stop.abort()
  }
  connecting.then((client) => client.release(), ignore)
  throw new Error('No connection became free in time')
}

/** A server that is gone must not hold a shutdown up. */
async function inTime(work: Promise<void>, milliseconds: number): Promise<void> {
  const stop = new AbortController()
  const late = pause(milliseconds, undefined, { signal: stop.signal, ref: false }).catch(() => undefined)
  await Promise.race([work, late])
  stop.abort()
}
