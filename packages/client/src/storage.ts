/** Where tokens and the asker's handle are kept. */
import { PosternClientError } from './error.ts'

/**
 * Anything with these three, at once or later: memory, a phone's secure store, a browser's storage. Keys are
 * `postern.tokens` and `postern.handle`.
 *
 * All tabs of a browser must see one storage, as `localStorage` is: they renew one refresh token in turn. In a
 * `sessionStorage` two tabs would come to hold the same one, and the second use of it ends the session.
 *
 * Without one, memory is used: nothing outlives the page, and no other script can read it. `localStorage` is never used
 * unless you hand it in, because every script on the origin can read it, now and long after: one injected line takes the
 * refresh token away, and with it the session. A browser on your own origin wants cookie mode, where no script sees a
 * credential at all.
 */
export interface ClientStorage {
  get(key: string): string | null | undefined | Promise<string | null | undefined>
  set(key: string, value: string): unknown
  remove(key: string): unknown
}

export function memoryStorage(): ClientStorage {
  const kept = new Map<string, string>()
  return { get: (key) => kept.get(key), set: (key, value) => kept.set(key, value), remove: (key) => kept.delete(key) }
}

/** Memory takes what the storage does not. Its other faults are told as `storage`. */
export function sturdyStorage(storage: ClientStorage): ClientStorage {
  const held = memoryStorage()
  const guarded = async <R>(run: () => R): Promise<Awaited<R>> => {
    try {
      return await run()
    } catch (cause) {
      throw new PosternClientError('storage', 0, { cause })
    }
  }
  return {
    get: (key) => held.get(key) ?? guarded(() => storage.get(key)),
    async set(key, value) {
      held.remove(key)
      try {
        await storage.set(key, value)
      } catch {
        held.set(key, value)
        // What could not be written over must go: a second use of an old refresh token ends the session.
        await guarded(() => storage.remove(key)).catch(() => undefined)
      }
    },
    remove(key) {
      held.remove(key)
      return guarded(() => storage.remove(key))
    },
  }
}
