/**
 * Postern in the browser, or on a phone: one object that asks for mails, redeems what they bring, and knows who is in.
 * It draws nothing, and holds no credential in cookie mode.
 */
import { carriesToken } from './carries-token.ts'
import { PosternClientError } from './error.ts'
import type { ClientOptions, PosternClient } from './options.ts'
import { states } from './states.ts'
import { type ClientStorage, memoryStorage, sturdyStorage } from './storage.ts'
import { joinTabs, type News, type Tabs } from './tabs.ts'
import { keepTokens, type TokenKeeper, type Tokens, type WireTokens, withToken } from './tokens.ts'
import type { AppTypes, RequestOutcome, Session, SignInOutcome, User, WaitOutcome } from './types.ts'
import { exchange, exchangeWithProof, type Reply, type Send } from './wire.ts'

/** Opens nothing and asks nothing until it is used, so that it may stand at the top of a module, on a server too. */
export function createClient<T extends AppTypes = AppTypes>(options: ClientOptions = {}): PosternClient<T> {
  return new Client<T>(options)
}

const handleKey = 'postern.handle'
/** A token this close to its end, in milliseconds, is renewed before it is sent. */
const margin = 10_000
/** Before a server that did not answer is asked again, in milliseconds. */
const patience = 3_000
/** Codes that end the session, wherever they come from. */
const over = /^(unauthenticated|refresh-|user-|vetoed|sign-up-closed)/

// Its methods are values of their own, so that they may be handed on: `new Api({ fetch: client.fetch })`.
class Client<T extends AppTypes> implements PosternClient<T> {
  readonly baseUrl: string
  readonly mode: 'cookie' | 'bearer'
  readonly #shared: boolean
  readonly #storage: ClientStorage
  readonly #origins: readonly string[]
  readonly #send: Send
  readonly #tokens: TokenKeeper
  readonly #listeners = new Set<(user: User<T> | null) => void>()
  #tabs: Tabs | undefined
  #asking: Promise<unknown> | undefined
  #known: User<T> | null | undefined
  /** Raised by every sign-in and sign-out: an older answer about who is in is no news. */
  #epoch = 0

  get #bearer(): boolean {
    return this.mode === 'bearer'
  }

  /** With what says who asks: the browser adds its cookie by itself. `once`: a code that is sent again is two tries. */
  #asUser(once = false): Send {
    return this.#bearer ? (request) => this.#authorised(request, once) : this.#send
  }

  constructor({ baseUrl = '/auth', mode = 'cookie', storage, origins = [], fetch }: ClientOptions) {
    this.baseUrl = baseUrl.replace(/\/+$/, '')
    this.mode = mode
    this.#shared = this.#bearer && storage !== undefined
    this.#storage = this.#bearer && storage ? sturdyStorage(storage) : memoryStorage()
    this.#origins = origins
    this.#send = fetch ?? ((request) => globalThis.fetch(request))
    this.#tokens = keepTokens(this.#storage, `postern:${this.baseUrl}`, (old) => this.#fetchTokens(old))
  }

  readonly requestMagicLink: PosternClient<T>['requestMagicLink'] = (json) => this.#mail('/magic-link', { ...json })

  readonly resend: PosternClient<T>['resend'] = (id) => this.#mail(`/attempts/${id}/resend`, {})

  readonly verifyMagicLink: PosternClient<T>['verifyMagicLink'] = (token, { email, switchAccount, sure } = {}) =>
    this.#enter('/magic-link/verify', { token: token.split('#').pop(), email, sure: sure && 'yes' }, switchAccount)

  readonly verifyCode: PosternClient<T>['verifyCode'] = ({ attemptId, code, handle, switchAccount, sure }) =>
    this.#enter('/code/verify', { attemptId, code, handle, sure: sure && 'yes' }, switchAccount)

  readonly waitForSignIn: PosternClient<T>['waitForSignIn'] = async (id, { signal, switchAccount } = {}) => {
    const path = `/attempts/${id}`
    const watching = {
      stream: async (stop: AbortSignal) => this.#send(await this.#request(`${path}/events`, undefined, stop)),
      ask: async () => {
        const { status, state } = await this.#ask(path, undefined, signal)
        return (state as string | undefined) ?? status
      },
      signal,
    }
    for await (const state of states(watching)) {
      const outcome = await this.#settle(path, state, switchAccount)
      if (outcome) return outcome
    }
    throw new PosternClientError('server-error')
  }

  readonly getUser: PosternClient<T>['getUser'] = () => this.#look(false)

  readonly getSession: PosternClient<T>['getSession'] = () => this.#own<Session>('/session')

  readonly fetch: PosternClient<T>['fetch'] = async (input, init) => {
    const request = new Request(input, init)
    const carries = carriesToken(request, { own: this.#bearer ? this.baseUrl : undefined, origins: this.#origins })
    const response = await (carries ? this.#authorised(request) : this.#send(request))
    // Whose cookie is no longer good is told to everybody who draws it.
    if (response.status === 401 && this.#known && !this.#bearer) void this.getUser().catch(() => undefined)
    return response
  }

  readonly getAccessToken: PosternClient<T>['getAccessToken'] = async () =>
    (await this.#freshTokens())?.accessToken ?? null

  readonly onAuthStateChange: PosternClient<T>['onAuthStateChange'] = (listener) => {
    this.#listeners.add(listener)
    this.#join()
    if (this.#known === undefined) this.#wake()
    else listener(this.#known)
    return () => void this.#listeners.delete(listener)
  }

  readonly signOut: PosternClient<T>['signOut'] = () => this.#leave()

  async #request(path: string, json?: object, signal?: AbortSignal): Promise<Request> {
    const handle = this.#bearer && (await this.#storage.get(handleKey))
    return new Request(this.baseUrl + path, {
      method: json ? 'POST' : 'GET',
      credentials: 'include',
      headers: {
        accept: 'application/json',
        ...(json && { 'content-type': 'application/json' }),
        ...(handle && { 'postern-handle': handle }),
      },
      ...(json && { body: JSON.stringify(json) }),
      ...(signal && { signal }),
    })
  }

  async #ask(path: string, json?: object, signal?: AbortSignal): Promise<Reply> {
    return exchange(this.#send, await this.#request(path, json, signal))
  }

  async #mail(path: string, json: object): Promise<RequestOutcome> {
    const { handle, ...reply } = await exchangeWithProof((body) => this.#ask(path, body), json)
    if (this.#bearer && handle) await this.#storage.set(handleKey, handle as string)
    return reply as unknown as RequestOutcome
  }

  async #enter(path: string, json: object, switchAccount = false): Promise<SignInOutcome<T>> {
    const request = await this.#request(path, { ...json, ...(switchAccount && { switch: 'yes' }) })
    const { tokens, ...reply } = await exchange(this.#asUser(true), request)
    const outcome = reply as unknown as SignInOutcome<T>
    const { status } = outcome
    if (status === 'signed-in' || status === 'fulfilled') {
      this.#epoch++
      if (tokens) await this.#tokens.write(tokens as WireTokens, status === 'fulfilled')
      this.#epoch++
      this.#learn(outcome.user ?? null)
    }
    return outcome
  }

  /** What a state of the attempt comes to; nothing while it is open. */
  async #settle(path: string, state: string, switchAccount?: boolean): Promise<WaitOutcome<T> | undefined> {
    switch (state) {
      case 'approved': {
        const outcome = await this.#enter(`${path}/claim`, {}, switchAccount)
        return outcome.status === 'not-approved' ? undefined : outcome
      }
      case 'completed-here': {
        const user = await this.getUser()
        const session = user && (await this.getSession())
        if (user && session) return { status: 'signed-in', user, session }
        // The tab that was quicker may not have written its tokens yet. A claim repeats them; where tabs share no
        // storage that would put one refresh token into two hands, and the second use of it ends the session.
        const repeated = this.#shared ? await this.#enter(`${path}/claim`, {}, switchAccount) : undefined
        return repeated?.status === 'signed-in' ? repeated : { status: 'completed-elsewhere' }
      }
      case 'completed-elsewhere':
      case 'attempt-unknown':
        return { status: state }
      case 'ended':
        return { status: 'attempt-ended' }
      case 'expired':
        return { status: 'link-expired' }
    }
    return undefined
  }

  /** What the session's holder may read; `null` for nobody. */
  async #own<R>(path: string, json?: object): Promise<R | null> {
    if (this.#bearer && !(await this.#tokens.read())) return null
    try {
      return (await exchange(this.#asUser(), await this.#request(path, json))) as R
    } catch (error) {
      if (isOver(error)) return null
      throw error
    }
  }

  async #authorised(request: Request, once = false): Promise<Response> {
    const tokens = await this.#freshTokens()
    if (!tokens) return this.#send(request)
    const response = await this.#send(withToken(request.clone(), tokens))
    const fresh = response.status === 401 && !once ? await this.#renew(tokens.accessToken) : undefined
    return fresh ? this.#send(withToken(request, fresh)) : response
  }

  async #freshTokens(): Promise<Tokens | undefined> {
    const tokens = await this.#tokens.read()
    // A token that cannot be renewed may live longer than it was promised.
    const lasts = tokens && ((this.#bearer && !tokens.refreshToken) || tokens.expiresAt - margin > Date.now())
    if (tokens ? lasts : this.#bearer) return tokens
    return this.#renew(tokens?.accessToken)
  }

  /** Where no tokens are to be had nobody is in, unless somebody has come in meanwhile. */
  async #renew(stale: string | undefined): Promise<Tokens | undefined> {
    const epoch = this.#epoch
    const tokens = await this.#tokens.renew(stale)
    if (!tokens && epoch === this.#epoch) this.#learn(null)
    return tokens
  }

  async #fetchTokens(old: Tokens | undefined): Promise<WireTokens | undefined> {
    const refreshToken = old?.refreshToken
    if (!refreshToken && this.#bearer) return undefined
    const { tokens, status } = await this.#ask('/refresh', { refreshToken }).catch((error: unknown) => {
      if (isOver(error)) return { status: error.code, tokens: undefined }
      throw error
    })
    if (!tokens && !over.test(status)) throw new PosternClientError(status)
    return tokens as WireTokens | undefined
  }

  /** Once for all who listen, and again while the server is away. */
  #wake(): void {
    if (this.#listeners.size === 0 || this.#asking) return
    this.#asking = this.getUser()
      .catch(() => new Promise((resolve) => setTimeout(resolve, patience)))
      .finally(() => {
        this.#asking = undefined
        if (this.#known === undefined) this.#wake()
      })
  }

  async #look(quiet: boolean): Promise<User<T> | null> {
    const epoch = this.#epoch
    const user = await this.#own<User<T>>('/me')
    if (epoch !== this.#epoch) return this.#known ?? null
    this.#learn(user, quiet)
    return user
  }

  #learn(user: User<T> | null, quiet = false): void {
    const before = this.#known
    this.#known = user
    // That nobody is in is news to a tab that believes otherwise, also when it is the first that this one learns.
    const changed = before === undefined || before?.id !== user?.id
    if (changed && !this.#bearer) void this.#tokens.drop()
    if (changed && !quiet) this.#tell({ user: user?.id ?? null })
    if (before === undefined || JSON.stringify(before) !== JSON.stringify(user))
      for (const listener of this.#listeners) listener(user)
  }

  async #leave(quiet = false): Promise<void> {
    this.#epoch++
    const forget = async (): Promise<void> => {
      this.#epoch++
      try {
        await this.#tokens.drop()
        await this.#storage.remove(handleKey)
      } finally {
        this.#learn(null, true)
        if (!quiet) this.#tell({ user: null, out: true })
      }
    }
    try {
      await this.#own('/sign-out', {})
    } catch (error) {
      // A cookie is the server's to take away; tokens are ours to forget, whatever the network does.
      if (this.#bearer) await forget()
      throw error
    }
    await forget()
  }

  #tell(news: News): void {
    this.#join()
    this.#tabs?.tell(news)
  }

  #join(): void {
    const hear = (news: News): void => void this.#hear(news).catch(() => undefined)
    this.#tabs ??= joinTabs(`postern:${this.baseUrl}`, hear, () => this.#wake())
  }

  async #hear({ user, out }: News): Promise<void> {
    // Tabs that share no tokens have sessions of their own, and leave by themselves.
    if (out && this.#bearer && !this.#shared) await this.#leave(true)
    else if (out || user !== (this.#known?.id ?? null)) await this.#look(true)
  }
}

function isOver(error: unknown): error is PosternClientError {
  return error instanceof PosternClientError && over.test(error.code)
}
