/** Where tokens and the asker's handle are kept. */

/**
 * Anything with these three, at once or later: memory, a phone's secure store, a browser's storage. Keys are
 * `postern.tokens` and `postern.handle`.
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
