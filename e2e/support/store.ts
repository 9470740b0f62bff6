/** Where a house keeps its data: SQLite in memory, or PostgreSQL in the vitest project named for it. */
import type { StoreSource } from 'postern/kit'
import { sqlite } from 'postern/sqlite'
import { lendDatabase } from '../../tools/postgres-database.ts'

export interface HouseStore {
  readonly source: StoreSource
  /** When the house is closed. */
  release(): Promise<void>
}

/** `ahead` says how far the house's clock is set forward. */
export async function houseStore(ahead: () => number): Promise<HouseStore> {
  if (process.env['POSTERN_TEST_STORE'] !== 'postgres') return { source: sqlite(':memory:'), release: async () => {} }
  const { postgres } = await import('postern/postgres')
  const { url, drop } = await lendDatabase({
    name: 'postern',
    async fill(empty) {
      await postgres(empty).migrate()
    },
    keep: ['postern_migrations'],
  })
  const source = postgres(url)
  return { source: { ...source, open: async () => setForward(await source.open(), ahead) }, release: drop }
}

type Store = Awaited<ReturnType<StoreSource['open']>>

/** A house follows its database's clock, and that one cannot be set. */
function setForward(store: Store, ahead: () => number): Store {
  const { clock } = store
  return clock
    ? { ...store, clock: async () => ((await clock()) + ahead()) as Awaited<ReturnType<typeof clock>> }
    : store
}
