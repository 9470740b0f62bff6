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
  /**
   * Of somebody who has just signed in, or proved anew that it is her: then the refresh token stays that is not among
   * them. Waits for a renewal that is under way, which else would write over them.
   */
  write(tokens: WireTokens, same: boolean): Promise<unknown>
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
  const locked = lockOf(lock)
  let underWay: Promise<Tokens | undefined> | undefined
  let drops = 0
  const read = async (): Promise<Tokens | undefined> => {
    const text = await storage.get(key)
    const tokens = parsed(text)
    if (text && !tokens) await storage.remove(key)
    return tokens
  }
  const put = async ({ expiresIn, ...tokens }: WireTokens): Promise<Tokens> => {
    const kept = { ...tokens, expiresAt: Date.now() + expiresIn * 1000 }
    await storage.set(key, JSON.stringify(kept))
    return kept
  }
  const drop = async (): Promise<void> => {
    drops++
    await storage.remove(key)
  }
  const replace = async (stale?: string): Promise<Tokens | undefined> => {
    const old = await read()
    // Another tab was quicker.
    if (old && old.accessToken !== stale) return old
    const before = drops
    const fresh = await fetchNew(old)
    // Somebody signed in or out meanwhile: what was fetched belongs to a session that is no longer this browser's.
    if (drops !== before || (await read())?.accessToken !== old?.accessToken) return fresh ? replace() : read()
    if (fresh) return put(fresh)
    await drop()
    return undefined
  }
  return {
    read,
    write: (tokens, same) => locked(async () => put({ ...(same && (await read())), ...tokens })),
    drop,
    renew(stale) {
      underWay ??= locked(() => replace(stale)).finally(() => {
        underWay = undefined
      })
      return underWay
    },
  }
}

export function withToken(request: Request, { accessToken }: Tokens): Request {
  request.headers.set('authorization', `Bearer ${accessToken}`)
  return request
}

/** What was half written, or by somebody else, is as good as nothing. */
function parsed(text: string | null | undefined): Tokens | undefined {
  try {
    const tokens = JSON.parse(text ?? 'null') as Tokens | null
    return tokens?.accessToken ? tokens : undefined
  } catch {
    return undefined
  }
}

/** One at a time, in all tabs. Where there are no locks, in this one; the server takes a repeat within seconds. */
function lockOf(name: string): <R>(run: () => Promise<R>) => Promise<R> {
  let last: Promise<unknown> = Promise.resolve()
  return <R>(run: () => Promise<R>) => {
    const turn = (): Promise<R> => amongTabs(name, run)
    const mine = last.then(turn, turn)
    last = mine
    return mine
  }
}

/** A browser that blocks storage refuses its locks as well (SecurityError): there is nothing then that tabs could share. */
async function amongTabs<R>(name: string, run: () => Promise<R>): Promise<R> {
  const locks = globalThis.navigator?.locks
  if (!locks) return run()
  let begun = false
  const begin = (): Promise<R> => {
    begun = true
    return run()
  }
  try {
    return (await locks.request(name, begin)) as R
  } catch (fault) {
    if (begun) throw fault
    return run()
  }
}
