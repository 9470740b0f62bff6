/** The library's options, as an application writes them. */
import { type Deliver } from './adapters/deliver/deliver.ts'
import { type CodeFormat, type Lifetimes, type SignUp } from './domain/scope.ts'
import type { StandardSchema } from './domain/standard-schema.ts'
import type { ForwardingHeader } from './http/client/address.ts'
import type { UserData } from './nouns/public-user.ts'
import type { StoreSource } from './ports/store-source.ts'
import type { Transport } from './ports/transport.ts'
import { type TokenOptions } from './token-options.ts'

/** `Role` and `Data` are inferred from `roles` and `userData`, and type every user that comes out. */
export interface PosternOptions<Role extends string = string, Data extends object = UserData> {
  /**
   * The application's own origin, `https://app.example.com`. `http` is for loopback, and means development: only this
   * machine is answered. Who comes by a proxy, or by a port that a container publishes, gets 421.
   */
  readonly baseUrl: string
  /** At least 32 bytes. A list rotates: the first makes, all read. */
  readonly secret: string | readonly string[]
  /** Where everything is kept: `sqlite(path)` for one process, `postgres(url)` for any number. Opened at the first call. */
  readonly store: StoreSource
  readonly mail: {
    /** `Acme <no-reply@acme.example>`, or the address alone. */
    readonly from: string
    /** One transport, or several in order of preference. Left out where `deliver` takes its place. */
    readonly transport?: Transport | readonly Transport[]
    /**
     * Instead of a transport: code of yours that delivers, by a mail service's API, SMS, push or chat.
     * None by default.
     */
    readonly deliver?: Deliver
    /** The sender's postal line, at the foot of every mail. None by default; some countries want one. */
    readonly postalLine?: string
  }
  /** What a finished sign-in hands out: our cookie, or tokens that the caller keeps. `cookie` by default. */
  readonly mode?: 'cookie' | 'bearer'
  /** Access tokens for other services, and what bearers hold. In cookie mode none is signed where this is left out. */
  readonly tokens?: TokenOptions<Role, Data>
  /** Who may get an account. `open` by default. */
  readonly signUp?: SignUp
  /** What a user may be in the application. Roles are given by code; signing up gives none. Any word by default. */
  readonly roles?: readonly Role[]
  /**
   * Checks and types what is kept of a user as `user.data`: any Standard Schema, such as one of Zod or Valibot. Any
   * plain object by default.
   */
  readonly userData?: StandardSchema<Data>
  /** What people sign in to, as pages and mails call it. The base URL's host by default. */
  readonly name?: string
  /** Where the handler is mounted. `/auth` by default. */
  readonly basePath?: string
  /** Allowed redirect targets, compared letter for letter. Paths on our own origin need no entry. None by default. */
  readonly redirects?: readonly string[]
  /** Other origins whose pages may call, with cookies or tokens. None by default: to a browser the origin is the wall. */
  readonly origins?: readonly string[]
  /** Where a finished sign-in goes when nothing else was asked for. By default a page of ours that says so. */
  readonly startUrl?: string
  /** Where pages lead back to your application. None by default. */
  readonly homeUrl?: string
  /** A picture for the head of pages and mails: an https URL, or a path of your own origin. None by default. */
  readonly logoUrl?: string
  /** Whether a link opened elsewhere may let the asking browser in by its number. On by default. */
  readonly approval?: boolean
  /**
   * Whether a link works only in the browser that asked. Off by default: mail is read on the phone as often as not. With
   * it, whoever reads mail elsewhere types the code.
   */
  readonly sameBrowserOnly?: boolean
  /** `query` works without script, and puts the secret where logs see it. `fragment` by default. */
  readonly link?: 'fragment' | 'query'
  /**
   * The page or universal link that mails open instead of ours, with `#<id>.<secret>` behind it: for single-page and
   * mobile applications, which hand the token to `POST /magic-link/verify` with their `handle`. A page of ours by default.
   */
  readonly linkUrl?: string
  /** How many mails of one attempt work at the same time. 3 by default: the first one may come last. */
  readonly liveSets?: 1 | 2 | 3
  /** What is typed instead of pressing the link. 6 digits by default; what is shorter than its tries allow is refused. */
  readonly code?: CodeFormat
  /**
   * Tells somebody without an account, by mail, that sign-up is closed. Off by default: then nothing is sent, and the
   * waiting page says so to nobody.
   */
  readonly explainClosed?: boolean
  /** Tells a user by mail when a browser that does not know her signs in, with *this wasn't me*. On by default. */
  readonly newDeviceMail?: boolean
  /** How long things live, in milliseconds; each has its own default. */
  readonly lifetimes?: Partial<Lifetimes>
  /** The language of pages and mails for whoever asks for none that we speak. `en` by default. */
  readonly locale?: string
  /** Of the clock times in mails, an IANA name. `UTC` by default. */
  readonly timeZone?: string
  /** Light or dark pages. By default what the reader's system prefers. */
  readonly theme?: 'light' | 'dark'
  /** `on` by default; `off` exists in development only. */
  readonly limits?: 'on' | 'off'
  /**
   * How many proxies of ours every request passes; 0 where there is none. Left out, no forwarding header is believed. Where a
   * request carries one all the same, or fewer hops than are said here, its network is not known: `onFault` is told once, no
   * limit of networks refuses it, and all such requests together are asked for proof of work from 300 mails an hour on.
   */
  readonly trustedHops?: number
  /** Which header your proxies write. `x-forwarded-for` by default; read only as far as `trustedHops` says. */
  readonly forwardingHeader?: ForwardingHeader
  /** A coarse place for a network address, from the host's own data. None by default: then no place is named. */
  readonly placeOf?: (address: string) => string | undefined
  /**
   * Told of faults, which are ours, of a transport that begins to fail, and with `over` when it works again. No secret is in
   * them. The console by default.
   */
  readonly onFault?: (fault: unknown, about: { readonly route: string; readonly over?: true }) => void
  /**
   * `loop` runs chores by itself, and is the default; `manual` leaves them to `runChores`. A host that freezes a process
   * between requests is given its own `waitUntil`: then chores run beside requests that find them due, and mails are waited for.
   */
  readonly background?: 'loop' | 'manual' | ((work: Promise<unknown>) => void)
  /**
   * Lets a timer of the host's run chores by `POST …/chores` with `Authorization: Bearer <secret>`. 32 bytes at least.
   * Left out, there is no such route.
   */
  readonly chores?: { readonly secret: string }
}
