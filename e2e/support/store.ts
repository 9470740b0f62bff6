/** Where a house keeps its data: SQLite in memory, or PostgreSQL with two nodes in the vitest project named for it. */
import type { StoreSource } from 'postern/kit'
import { type PostgresOptions, postgres } from 'postern/postgres'
import { sqlite } from 'postern/sqlite'
import { lendDatabase, patient } from '../../tools/postgres-database.ts'

export interface HouseStore {
  readonly source: StoreSource
  /** How many share it. */
  readonly nodes: number
  /** When the house is closed. */
  release(): Promise<void>
}

export async function houseStore(): Promise<HouseStore> {
  if (process.env['POSTERN_TEST_STORE'] !== 'postgres')
    return { source: sqlite(':memory:'), nodes: 1, release: async () => {} }
  const { url, drop } = await lendDatabase({
    name: 'postern',
    async fill(empty) {
      await postgres(empty).migrate()
    },
    keep: ['postern_migrations'],
  })
  return { source: byOwnClock(postgres(url, patient as PostgresOptions)), nodes: 2, release: drop }
}

/** A house sets its clock forward, and that of a database cannot be set: its nodes, one process, follow their own. */
function byOwnClock(source: StoreSource): StoreSource {
  return {
    ...source,
    async open() {
      const { clock: _, ...store } = await source.open()
      return store
    },
  }
}
