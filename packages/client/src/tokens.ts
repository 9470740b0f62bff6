/** The tokens of this browser or phone: read anew each time, because another tab may have renewed them. */
import type { ClientStorage } from './storage.ts'

export interface Tokens {
  readonly accessToken: string
  readonly refreshToken?: string
  /** By this machine's clock, in milliseconds. */
  readonly expiresAt: number
}

/** As the server gives them; `expiresIn` in seconds. */
export interface WireTokens {
  readonly accessToken: string
  readonly refreshToken?: string
  readonly expiresIn: number
}

export interface TokenKeeper {
  read(): Promise<Tokens | undefined>
  write(tokens: WireTokens): Promise<Tokens>
  drop(): Promise<void>
  /**
   * Tokens other than the stale ones, or `undefined` when there are none to be had. However many ask, in however many
   * tabs that share the storage, one renews.
   */
  renew(stale?: string): Promise<Tokens | undefined>
}

const key = 'postern.tokens'

export function keepTokens(
  storage: ClientStorage,
  lock: string,
  fetchNew: (old: Tokens | undefined) => Promise<WireTokens | undefined>,
): TokenKeeper {
  let underWay: Promise<Tokens | undefined> | undefined
  const read = async (): Promise<Tokens | undefined> => {
    const text = await storage.get(key)
    return text ? (JSON.parse(text) as Tokens) : undefined
  }
  const write = async ({ expiresIn, ...tokens }: WireTokens): Promise<Tokens> => {
    const kept = { ...tokens, expiresAt: Date.now() + expiresIn * 1000 }
    await storage.set(key, JSON.stringify(kept))
    return kept
  }
  const drop = async (): Promise<void> => void (await storage.remove(key))
  const replace = async (stale: string | undefined): Promise<Tokens | undefined> => {
    const old = await read()
    // Another tab was quicker, or somebody signed out.
    if (old ? old.accessToken !== stale : stale) return old
    const fresh = await fetchNew(old)
    if (fresh) return write(fresh)
    await drop()
    return undefined
  }
  return {
    read,
    write,
    drop,
    renew(stale) {
      underWay ??= locked(lock, () => replace(stale)).finally(() => {
        underWay = undefined
      })
      return underWay
    },
  }
}

// Where there are no locks, the server's own patience helps: a repeat within seconds gets the same successor.
function locked<R>(name: string, run: () => Promise<R>): Promise<R> {
  const locks = globalThis.navigator?.locks
  return locks ? (locks.request(name, run) as Promise<R>) : run()
}
