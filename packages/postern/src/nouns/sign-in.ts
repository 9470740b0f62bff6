/**
 * Signing in from code of the host application, as honest as over HTTP: the same limits, the same gate, and results that
 * carry their cookies.
 */

import type { Client } from '../domain/client.ts'
import { formatCredential, parseCredential } from '../domain/credential.ts'
import { PosternError } from '../domain/errors.ts'
import { parseId } from '../domain/id.ts'
import { anything, flag, type Kind, type Kinds, text } from '../domain/kinds.ts'
import type { Scope } from '../domain/scope.ts'
import type { Engine } from '../engine/engine.ts'
import type { LinkCreated } from '../engine/sign-in/create-link.ts'
import type { Requested } from '../engine/sign-in/request.ts'
import { cookiesFor } from '../http/call.ts'
import { judgeOrigin } from '../http/client/origin.ts'
import { type ClientSettings, readClient } from '../http/client/read-client.ts'
import { shownNumber } from '../http/present/json.ts'
import { type CallerSource, senderOf } from '../http/sender.ts'
import { callerSource, checkArgument } from './checks.ts'
import { headersOf, type SignInResult, signInResult, type WithHeaders } from './outcomes.ts'

export interface LinkOptions {
  /** The request that asks: its browser becomes the asker, and is in with one step when it opens the link. */
  readonly request?: CallerSource
  /** Where a finished sign-in goes: on the list of `redirects`, or a path of our own origin. */
  readonly redirectTo?: string
  readonly state?: string
  readonly locale?: string
}

export type CreateLinkResult =
  | (WithHeaders & {
      readonly status: 'created'
      readonly attemptId: string
      /** What to deliver. Whoever holds it may sign in: the caller vouches that it reaches the address. */
      readonly url: string
      readonly token: string
      readonly code: string
      /** Makes its holder the asker: for programs, never for a mail. */
      readonly handle: string
      readonly expiresAt: Date
    })
  | { readonly status: 'limited'; readonly retryAt: Date }
  | { readonly status: 'redirect-refused'; readonly hint: string }
  | { readonly status: 'email-invalid' | 'sign-up-closed' | 'user-banned' | 'user-locked' }

export type RequestLinkResult =
  | (WithHeaders & {
      readonly status: 'sent'
      readonly attemptId: string
      readonly handle: string
      /** Two digits, to be shown where it was asked for; `null` where approval is off. */
      readonly number: string | null
      readonly expiresAt: Date
      readonly resendAt: Date
    })
  | { readonly status: 'limited'; readonly retryAt: Date }
  | { readonly status: 'proof-needed'; readonly challenge: string; readonly bits: number }
  | { readonly status: 'busy'; readonly retryAt: Date }
  | { readonly status: 'redirect-refused'; readonly hint: string }
  | { readonly status: 'email-invalid' }

export interface VerifyOptions {
  readonly request?: CallerSource
  /** What a browser that did not ask must type. */
  readonly email?: string
  /** What `createMagicLink` or `POST /magic-link` gave a program. */
  readonly handle?: string
  /** The person said that she wants to leave the account she is signed in to. */
  readonly switchAccount?: boolean
  /** The user was asked once more, after `sure-needed`, and wants her account deleted. */
  readonly sure?: true
}

export interface SignInVerbs<Role extends string, Data extends object> {
  /** Sends the mail, as `POST /magic-link` does: the answer is the same for every address. */
  requestMagicLink(email: string, options?: LinkOptions & { readonly proof?: string }): Promise<RequestLinkResult>
  /**
   * A link and a code for the caller to deliver, and no mail. They prove no mailbox: the caller vouches for the address,
   * and the attempt's story says so. Never show a browser more than that it was asked.
   */
  createMagicLink(email: string, options?: LinkOptions): Promise<CreateLinkResult>
  /** Redeems a link's `<attempt id>.<secret>`. Throws `origin-refused` for a request from elsewhere. */
  verifyMagicLink(token: string, options?: VerifyOptions): Promise<SignInResult<Role, Data>>
  /** Redeems a code, for the asker alone: its browser's request, or its handle. */
  verifyCode(
    input: { readonly attemptId: string; readonly code: string } & Omit<VerifyOptions, 'email'>,
  ): Promise<SignInResult<Role, Data>>
}

// What a person typed, or a mail brought, may be anything: it is answered.
const asking: Kinds<LinkOptions> = { request: callerSource, redirectTo: text, state: text, locale: text }
const askingForMail: Readonly<Record<string, Kind>> = { ...asking, proof: text }
const verifying: Kinds<VerifyOptions> = {
  request: callerSource,
  email: text,
  handle: text,
  switchAccount: flag,
  sure: flag,
}
const verifyingCode: Kinds<Parameters<SignInVerbs<string, object>['verifyCode']>[0]> = {
  attemptId: anything,
  code: anything,
  request: callerSource,
  handle: text,
  switchAccount: flag,
  sure: flag,
}

export interface SignInGround {
  readonly engineOf: () => Promise<Engine>
  readonly scope: Scope
  readonly settings: ClientSettings
}

export function signInVerbs<Role extends string, Data extends object>(ground: SignInGround): SignInVerbs<Role, Data> {
  const { engineOf, scope, settings } = ground
  const place = { http: settings, scope }
  const callerOf = (request: CallerSource | undefined, handle?: string): Client => callerIn(ground, request, handle)
  return {
    async requestMagicLink(email, options = {}) {
      checkArgument('options', options, askingForMail)
      const { request, locale = scope.application.locale, ...rest } = options
      const engine = await engineOf()
      const outcome = await engine.requestSignIn(scope, { email, client: callerOf(request), locale, ...rest })
      return requested(scope, outcome, (asker) => headersOf(cookiesFor(place, { binding: asker })))
    },
    async createMagicLink(email, options = {}) {
      checkArgument('options', options, asking)
      const { request, locale = scope.application.locale, ...rest } = options
      const engine = await engineOf()
      const outcome = await engine.createLink(scope, { email, client: callerOf(request), locale, ...rest })
      return created(outcome, (asker) => headersOf(request ? cookiesFor(place, { binding: asker }) : []))
    },
    async verifyMagicLink(token, options = {}) {
      checkArgument('options', options, verifying)
      const { request, handle, email, switchAccount = false, sure = false } = options
      const presented = parseCredential<'attempt'>(token)
      if (!presented) return { status: 'link-unknown' }
      const client = callerOf(request, handle)
      const typed = email === undefined ? {} : { email }
      const engine = await engineOf()
      const outcome = await engine.redeem(scope, { ...presented, client, switchAccount, sure, ...typed })
      return signInResult(place, outcome)
    },
    async verifyCode(input) {
      checkArgument('input', input, verifyingCode)
      const { attemptId, code, request, handle, switchAccount = false, sure = false } = input
      const id = typeof attemptId === 'string' ? parseId<'attempt'>(attemptId) : undefined
      if (!id || typeof code !== 'string') return { status: 'attempt-unknown' }
      const client = callerOf(request, handle)
      const engine = await engineOf()
      return signInResult(place, await engine.redeemCode(scope, { id, code, client, switchAccount, sure }))
    },
  }
}

/** The sender of a request, if it comes from where a sign-in may; without one, a program. */
export function callerIn(
  { scope, settings }: SignInGround,
  request: CallerSource | undefined,
  handle?: string,
): Client {
  if (!request) {
    const asker = parseCredential<'binding'>(handle)
    return { kind: 'program', asked: {}, networks: [], ...(asker && { asker }) }
  }
  const sender = senderOf(request)
  const judgement = judgeOrigin({
    method: 'POST',
    secFetchSite: sender.header('sec-fetch-site'),
    origin: sender.header('origin'),
    contentType: sender.header('content-type'),
    hasCookie: sender.header('cookie')?.includes('postern-') ?? false,
    ownOrigin: new URL(scope.baseUrl).origin,
    origins: scope.application.origins,
  })
  if (judgement.kind === 'refused') throw new PosternError('origin-refused', judgement.hint)
  return readClient(settings, scope, { ...sender, handle })
}

type Asker = Extract<LinkCreated, { readonly kind: 'created' }>['asker']

function created(outcome: LinkCreated, headers: (asker: Asker) => Headers): CreateLinkResult {
  switch (outcome.kind) {
    case 'created': {
      const { attempt: attemptId, url, token, code, asker } = outcome
      const expiresAt = new Date(outcome.expiresAt)
      const handle = formatCredential(asker)
      return { status: 'created', attemptId, url, token, code, handle, expiresAt, headers: headers(asker) }
    }
    case 'limited':
      return { status: 'limited', retryAt: new Date(outcome.retryAt) }
    case 'redirect-refused':
      return { status: 'redirect-refused', hint: outcome.hint }
    // The library's one application is always on.
    case 'sign-in-off':
      throw new PosternError(outcome.kind)
    // Only support links are refused so, and they are made elsewhere.
    case 'user-unknown':
    case 'second-factor':
      throw new PosternError('server-error')
    default:
      return { status: outcome.kind }
  }
}

function requested(scope: Scope, outcome: Requested, headers: (asker: Asker) => Headers): RequestLinkResult {
  switch (outcome.kind) {
    case 'sent': {
      const { attempt: attemptId, asker } = outcome
      const number = shownNumber(scope, outcome.number)
      const [expiresAt, resendAt] = [new Date(outcome.expiresAt), new Date(outcome.resendAt)]
      const handle = formatCredential(asker)
      return { status: 'sent', attemptId, handle, number, expiresAt, resendAt, headers: headers(asker) }
    }
    case 'limited':
    case 'busy':
      return { status: outcome.kind, retryAt: new Date(outcome.retryAt) }
    case 'proof-needed':
      return { status: outcome.kind, challenge: outcome.challenge, bits: outcome.bits }
    case 'redirect-refused':
    case 'body-invalid':
      return { status: 'redirect-refused', hint: outcome.hint }
    case 'sign-in-off':
      throw new PosternError(outcome.kind)
    // Only a request to repeat another attempt ends so, and that is not among the options.
    case 'link-unknown':
    case 'address-needed':
    case 'email-invalid':
      return { status: 'email-invalid' }
  }
}
