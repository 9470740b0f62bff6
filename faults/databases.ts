/** Databases for one row: a file, a database on a server that rows share, or a server of the row's own. */
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'
import { type Postgres, startPostgres } from '../tools/postgres.mjs'
import { createDatabase, dropDatabase } from '../tools/postgres-admin.ts'
import type { FinalState } from './evidence.ts'

export type Engine = 'sqlite' | 'postgres'

export type Rows = readonly Readonly<Record<string, unknown>>[]

export interface Database {
  readonly engine: Engine
  /** `sqlite:path` or `postgres://…`. */
  readonly url: string
  /** From beside the product, as an administrator does. */
  query(sql: string): Promise<Rows>
  remove(): Promise<void>
}

/** A PostgreSQL server that rows without designs on it have in common; started when the first one asks. */
export interface Servers {
  shared(): Promise<Postgres>
  /** One to be restarted, stopped and promoted. Its commits reach the disk. */
  own(wishes?: Parameters<typeof startPostgres>[0]): Promise<Postgres>
  remove(): Promise<void>
}

export function createServers(): Servers {
  const own: Postgres[] = []
  let shared: Promise<Postgres> | undefined
  return {
    shared: () => (shared ??= startPostgres()),
    async own(wishes) {
      const server = await startPostgres({ fsync: true, ...wishes })
      own.push(server)
      return server
    },
    async remove() {
      for (const server of [...own, ...(shared ? [await shared] : [])]) await server.remove()
    },
  }
}

export function fileDatabase(folder: string, name = 'store.db'): Database {
  const path = join(folder, name)
  return {
    engine: 'sqlite',
    url: `sqlite:${path}`,
    async query(sql) {
      const database = new DatabaseSync(path, { timeout: 10_000 })
      try {
        return database
          .prepare(sql)
          .all()
          .map((row) => ({ ...row }))
      } finally {
        database.close()
      }
    },
    remove: async () => undefined,
  }
}

export async function serverDatabase(server: Postgres): Promise<Database> {
  const name = `faults_${randomBytes(6).toString('hex')}`
  const url = await createDatabase(server.url, name)
  return { ...databaseAt(url), remove: () => dropDatabase(server.url, name) }
}

export function databaseAt(url: string): Database {
  return {
    engine: 'postgres',
    url,
    async query(sql) {
      const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
      client.on('error', () => undefined)
      await client.connect()
      try {
        return (await client.query(sql)).rows as Rows
      } finally {
        await client.end()
      }
    },
    remove: async () => undefined,
  }
}

/** The same database behind another port, such as a proxy's. */
export function throughPort(url: string, port: number): string {
  const other = new URL(url)
  other.port = String(port)
  return other.href
}

/** What the checker wants to know, read from the tables themselves. */
export async function readState(database: Database): Promise<FinalState> {
  const attempts = await database.query('SELECT id, state, tries FROM postern_attempts')
  const sessions = await database.query('SELECT id, attempt FROM postern_sessions')
  const messages = await database.query(
    'SELECT attempt, state, reason, sealed IS NOT NULL AS sealed FROM postern_messages',
  )
  const completions = await database.query(
    `SELECT attempt, session FROM postern_events WHERE type = 'sign-in.completed'`,
  )
  const revocations = await database.query(`SELECT session FROM postern_events WHERE type = 'session.revoked'`)
  const keys = await database.query(`SELECT id FROM postern_documents WHERE kind = 'api-key'`)
  return {
    attempts: new Map(
      attempts.map(({ id, state, tries }) => [String(id), { state: String(state), tries: Number(tries) }]),
    ),
    sessions: new Map(sessions.map(({ id, attempt }) => [String(id), { attempt: String(attempt) }])),
    messages: messages.map(({ attempt, state, reason, sealed }) => ({
      attempt: String(attempt),
      state: String(state),
      reason: typeof reason === 'string' ? reason : null,
      sealed: Boolean(sealed),
    })),
    completions: completions.map(({ attempt, session }) => ({ attempt: String(attempt), session: String(session) })),
    revocations: new Set(revocations.map(({ session }) => String(session))),
    keys: new Set(keys.map(({ id }) => String(id))),
  }
}
