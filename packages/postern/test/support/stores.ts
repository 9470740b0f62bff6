/** The store that the suites run on: SQLite, or PostgreSQL in the vitest projects named for it. */
import { lendDatabase, patient } from '../../../../tools/postgres-database.ts'
import { type PostgresOptions, postgres } from '../../src/adapters/postgres/postgres.ts'
import { sqlite } from '../../src/adapters/sqlite/sqlite.ts'
import type { StoreSource } from '../../src/ports/store-source.ts'

export const storeKind: StoreSource['kind'] = process.env['POSTERN_TEST_STORE'] === 'postgres' ? 'postgres' : 'sqlite'

export interface FreshStore {
  readonly source: StoreSource
  /** To be called when all that were opened from it are closed. */
  release(): Promise<void>
}

/** A store without rows that nobody else has, its schema up to date. */
export async function freshStore(): Promise<FreshStore> {
  if (storeKind === 'sqlite') return { source: sqlite(':memory:'), release: async () => {} }
  const { source, drop } = await freshPostgres()
  return { source, release: drop }
}

export interface FreshPostgres {
  readonly source: StoreSource
  readonly url: string
  drop(): Promise<void>
}

export async function freshPostgres(): Promise<FreshPostgres> {
  const { url, drop } = await lendDatabase({
    name: 'postern',
    async fill(empty) {
      await postgres(empty).migrate()
    },
    keep: ['postern_migrations'],
  })
  return { source: postgres(url, patient as PostgresOptions), url, drop }
}
