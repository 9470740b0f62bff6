/** What a client is made with, and what it can do. Runs nothing. */
import type { ClientStorage } from './storage.ts'
import type { AppTypes, RequestOutcome, Session, SignInOutcome, User, WaitOutcome } from './types.ts'

export interface ClientOptions {
  /** Where Postern is mounted: a path of your own origin, or a whole URL. `/auth` by default. */
  readonly baseUrl?: string | undefined
  /**
   * `cookie`, the default, is for pages of the server's own site: the browser keeps the session where no script sees
   * it. `bearer` is for phones and other sites: the server must be in that mode too.
   */
  readonly mode?: 'cookie' | 'bearer' | undefined
  /** Bearer mode: where tokens are kept. Memory by default; see `ClientStorage` before you choose `localStorage`. */
  readonly storage?: ClientStorage | undefined
  /** Other origins that `client.fetch` sends the access token to, `https://api.example.com`. */
  readonly origins?: readonly string[] | undefined
  /** Instead of the global one. */
  readonly fetch?: ((request: Request) => Promise<Response>) | undefined
}

export interface PosternClient<T extends AppTypes = AppTypes> {
  readonly baseUrl: string
  readonly mode: 'cookie' | 'bearer'
  /**
   * Asks for a mail with a link and a code; `again` with an attempt's id asks anew for the same address and place. Work
   * that the server asks for is done, and the request repeated.
   */
  requestMagicLink(
    request: MagicLinkRequest | { readonly again: string; readonly locale?: string | undefined },
  ): Promise<RequestOutcome>
  /** Another mail for the same attempt. */
  resend(attemptId: string): Promise<RequestOutcome>
  /** Redeems a link: its token, or the whole URL that the mail opened. `email` is what a browser that did not ask types. */
  verifyMagicLink(
    token: string,
    more?: RedeemOptions & { readonly email?: string | undefined },
  ): Promise<SignInOutcome<T>>
  /** `handle` is for an act of the account that `fetch` asked for in bearer mode: its answer has one. */
  verifyCode(
    typed: RedeemOptions & {
      readonly attemptId: string
      readonly code: string
      readonly handle?: string | undefined
    },
  ): Promise<SignInOutcome<T>>
  /**
   * Waits until the attempt is over, and claims it when it was approved on another device. `signal` ends the waiting; a
   * claim that is under way then is carried through, because the server may have heard it.
   */
  waitForSignIn(
    attemptId: string,
    more?: VerifyOptions & { readonly signal?: AbortSignal | undefined },
  ): Promise<WaitOutcome<T>>
  /** Who is in, asked of the server; `null` for nobody. */
  getUser(): Promise<User<T> | null>
  getSession(): Promise<Session | null>
  /**
   * `fetch` with the access token, for the page's own origin, the server's and `origins`; nobody else gets it. A 401
   * renews the tokens, once for however many requests and tabs, and the request is sent once more.
   */
  fetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response>
  /** For what cannot use `fetch`. In cookie mode the server must be set to sign access tokens. `null`: nobody is in. */
  getAccessToken(): Promise<string | null>
  /** Calls with who is in, once that is known, and at each change in any tab. Answers how to stop. */
  onAuthStateChange(listener: (user: User<T> | null) => void): () => void
  /** Ends this session, here and in every tab. */
  signOut(): Promise<void>
}

export interface MagicLinkRequest {
  readonly email: string
  /** Where the finished sign-in goes: a path of the server's origin, or a URL on its list. */
  readonly redirectTo?: string | undefined
  readonly state?: string | undefined
  /** Of the mail. */
  readonly locale?: string | undefined
}

export interface VerifyOptions {
  /** Leaves the account that is signed in here for the one of the mail. */
  readonly switchAccount?: boolean | undefined
}

export interface RedeemOptions extends VerifyOptions {
  /** The user was asked once more, after `confirm-needed` with the reason `sure-needed`, and wants her account deleted. */
  readonly sure?: true | undefined
}
