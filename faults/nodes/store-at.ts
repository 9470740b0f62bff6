/** The store that a URL names. */
import type { StoreSource } from 'postern'
import { sqlite } from 'postern/sqlite'

export interface StoreAtOptions {
  readonly checkpoint?: (name: string) => void
  readonly waitForLock?: number | undefined
}

export async function storeAt(url: string, { checkpoint, waitForLock }: StoreAtOptions = {}): Promise<StoreSource> {
  if (!url.startsWith('sqlite:')) return (await import('postern/postgres')).postgres(url)
  return sqlite(url.slice('sqlite:'.length), {
    ...(checkpoint ? { checkpoint } : {}),
    ...(waitForLock === undefined ? {} : { waitForLock }),
  })
}
