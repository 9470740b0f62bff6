/** Moves a whole installation from SQLite to PostgreSQL, or back. Owns the opening and closing of both ends. */
import { existsSync } from 'node:fs'
import { openPool } from './adapters/postgres/pool.ts'
import { postgres } from './adapters/postgres/postgres.ts'
import { readTarget } from './adapters/postgres/target.ts'
import type { MoveSource, MoveTarget } from './adapters/sql/move/ends.ts'
import { type MoveOptions, type MoveReport, moveRows } from './adapters/sql/move/move-rows.ts'
import { postgresSource, postgresTarget } from './adapters/sql/move/postgres-end.ts'
import { sqliteEnd } from './adapters/sql/move/sqlite-end.ts'
import { openDriver } from './adapters/sqlite/driver.ts'
import { sqlite } from './adapters/sqlite/sqlite.ts'
import { PosternError } from './domain/errors.ts'
import { type Duration, minutes } from './domain/instant.ts'

/** A SQLite file or a `postgres://` URL. */
export type InstallationPlace =
  | { readonly kind: 'sqlite'; readonly path: string }
  | { readonly kind: 'postgres'; readonly url: string }

/** Something went wrong at one of the two ends before any row was moved. */
export class MoveFault extends Error {
  override readonly name = 'MoveFault'
  readonly end: 'from' | 'to'

  constructor(end: 'from' | 'to', cause: unknown) {
    super(`The move could not open its ${end === 'from' ? 'source' : 'target'}`, { cause })
    this.end = end
  }
}

/** A batch may wait for a slow disk; who cannot be reached shows before, when the schema is looked at. */
const longestStatement: Duration = minutes(10)

/**
 * Moves every row of one to the other, which must be empty or hold an unfinished move of the same source. Both must be
 * out of use. Throws a `PosternError` whose detail says what to do; killed at any moment, it goes on when called again.
 */
export async function moveInstallation(
  from: InstallationPlace,
  to: InstallationPlace,
  options: MoveOptions,
): Promise<MoveReport> {
  if (from.kind === to.kind) throw new PosternError('server-error', sameKind[from.kind])
  await at('from', () => expectSchema(from))
  await at('to', () => storeAt(to).migrate())
  return withSource(from, (source) => withTarget(to, (target) => moveRows(source, target, options)))
}

const sameKind = {
  sqlite: 'A move goes from SQLite to PostgreSQL or back. To copy a SQLite file, take a backup of it: postern backup.',
  postgres: 'A move goes from SQLite to PostgreSQL or back. To copy a PostgreSQL database, use pg_dump and pg_restore.',
}

async function at<T>(end: 'from' | 'to', act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (fault) {
    throw new MoveFault(end, fault)
  }
}

/** The source is read as it is, so it must be what this version knows. Routines are no rows. */
async function expectSchema(place: InstallationPlace): Promise<void> {
  const store = storeAt(place)
  if (place.kind === 'sqlite' && !existsSync(place.path))
    throw new PosternError('server-error', 'There is no such file.')
  const missing = (await store.migrate({ dryRun: true })).applied.filter((name) => /^\d/.test(name))
  if (missing.some((name) => name.startsWith('001-'))) {
    throw new PosternError('server-error', 'It holds no installation of Postern.')
  }
  if (missing.length > 0) {
    throw new PosternError('server-error', `Its schema lacks ${missing.join(', ')}: run postern migrate on it first.`)
  }
}

function storeAt(place: InstallationPlace): ReturnType<typeof sqlite> {
  return place.kind === 'sqlite' ? sqlite(place.path) : postgres(place.url)
}

function withSource<T>(place: InstallationPlace, use: (end: MoveSource) => Promise<T>): Promise<T> {
  if (place.kind === 'sqlite') return withFile(place.path, (driver) => use(sqliteEnd(driver, place.path)))
  return withDatabase(place.url, (ask, options) => use(postgresSource(ask, options)))
}

function withTarget<T>(place: InstallationPlace, use: (end: MoveTarget) => Promise<T>): Promise<T> {
  if (place.kind === 'sqlite') return withFile(place.path, (driver) => use(sqliteEnd(driver, place.path)))
  return withDatabase(place.url, (ask, options) => use(postgresTarget(ask, options)))
}

async function withFile<T>(path: string, use: (driver: ReturnType<typeof openDriver>) => Promise<T>): Promise<T> {
  const driver = openDriver(path)
  try {
    driver.execute('PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -65536')
    return await use(driver)
  } finally {
    driver.close()
  }
}

async function withDatabase<T>(
  url: string,
  use: (
    ask: Parameters<typeof postgresSource>[0],
    options: { readonly location: string; readonly pooled: boolean },
  ) => Promise<T>,
): Promise<T> {
  const target = readTarget(url)
  const connections = await openPool(target, { size: 1, timeout: longestStatement, pooled: target.pooled })
  try {
    return await connections.hold((ask) => use(ask, target))
  } finally {
    await connections.close()
  }
}
