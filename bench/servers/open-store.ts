import type { StoreSource } from 'postern'
import { posternFile } from './postern-preload.ts'

/** An application loads the store that it uses, and not the other. */
export async function openStore(url: string | undefined, folder: string): Promise<StoreSource> {
  if (url !== undefined) return (await import('postern/postgres')).postgres(url)
  return (await import('postern/sqlite')).sqlite(posternFile(folder))
}
