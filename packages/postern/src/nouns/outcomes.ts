/** Outcomes as code of the host sees them: `status` with the literals of the wire, and the cookies that go with them. */

import type { Purpose } from '../domain/attempt.ts'
import { formatCredential } from '../domain/credential.ts'
import { PosternError } from '../domain/errors.ts'
import type { User } from '../domain/user.ts'
import type { Tokens } from '../engine/rules/tokens.ts'
import type { RedeemOutcome } from '../engine/sign-in/redeem.ts'
import type { CodeOutcome } from '../engine/sign-in/redeem-code.ts'
import { type CookiePlace, cookiesFor } from '../http/call.ts'
import { nextUrl, startUrl } from '../http/next.ts'
import { cookieCredentials, type TokensJson, tokensJson } from '../http/present/json.ts'
import { type PosternSession, type PosternUser, publicSession, publicUser } from './public-user.ts'

/** Carries the `Set-Cookie` headers that belong to it: pass them on, or the browser does not learn what happened. */
export interface WithHeaders {
  readonly headers: Headers
}

export type SignInResult<Role extends string, Data extends object> =
  | (WithHeaders & {
      readonly status: 'signed-in'
      readonly user: PosternUser<Role, Data>
      readonly session: PosternSession
      /** Where the browser goes now: a checked URL. */
      readonly next: string
      /** In bearer mode. Secrets: hand them to the caller, and log neither. */
      readonly tokens?: TokensJson
    })
  /** Something that a signed-in user confirmed by mail has happened. */
  | (WithHeaders & {
      readonly status: 'fulfilled'
      readonly purpose: Purpose
      readonly next: string
      /** After a step-up in bearer mode. A refresh token that is not among them stays as it is. */
      readonly tokens?: TokensJson
    })
  | { readonly status: 'second-factor'; readonly challenge: string; readonly methods: readonly string[] }
  /** This browser did not ask: repeat with the address typed. Nothing is spent. */
  | {
      readonly status: 'confirm-needed'
      readonly reason: 'address-needed' | 'address-differs' | 'email-invalid' | 'signed-in-as-other'
      /** Masked. */
      readonly address: string
    }
  | { readonly status: 'code-wrong'; readonly triesLeft: number }
  | { readonly status: 'vetoed'; readonly reason: string }
  | {
      readonly status:
        | 'link-unknown'
        | 'link-expired'
        | 'link-used'
        | 'link-superseded'
        | 'attempt-unknown'
        | 'attempt-ended'
        | 'codes-shut'
        | 'sign-up-closed'
        | 'invitation-expired'
        | 'invitation-revoked'
        | 'user-banned'
        | 'user-locked'
        | 'address-reserved'
        | 'address-taken'
        | 'addresses-full'
        | 'other-session'
        | 'sure-needed'
    }

export function signInResult<Role extends string, Data extends object>(
  place: CookiePlace,
  outcome: RedeemOutcome | CodeOutcome,
): SignInResult<Role, Data> {
  switch (outcome.kind) {
    case 'signed-in':
      return signedIn(outcome, nextUrl(place.scope, outcome.next), cookiesFor(place, cookieCredentials(outcome)))
    case 'already-in':
      return signedIn(outcome.current, startUrl(place.scope), [])
    case 'fulfilled': {
      const { attempt, session, next, tokens } = outcome
      const headers = headersOf(cookiesFor(place, session ? { session } : {}))
      return {
        status: outcome.kind,
        purpose: attempt.purpose,
        next: nextUrl(place.scope, next),
        ...(tokens && { tokens: tokensJson(tokens) }),
        headers,
      }
    }
    case 'second-factor':
      return { status: outcome.kind, challenge: formatCredential(outcome.challenge), methods: outcome.methods }
    case 'confirm-needed':
      return { status: outcome.kind, reason: outcome.wrong ?? 'address-needed', address: outcome.facts.address }
    case 'switch-needed':
      return { status: 'confirm-needed', reason: 'signed-in-as-other', address: outcome.next }
    case 'code-wrong':
      return { status: outcome.kind, triesLeft: outcome.triesLeft }
    case 'vetoed':
      return { status: outcome.kind, reason: outcome.reason }
    case 'attempt-expired':
      return { status: 'link-expired' }
    // The library's one application is always on.
    case 'sign-in-off':
      throw new PosternError(outcome.kind)
    default:
      return { status: outcome.kind }
  }
}

interface In {
  readonly user: User
  readonly roles: readonly string[]
  readonly session: Parameters<typeof publicSession>[0]
  readonly tokens?: Tokens
}

function signedIn<Role extends string, Data extends object>(
  { user, roles, session, tokens }: In,
  next: string,
  cookies: readonly string[],
): SignInResult<Role, Data> {
  return {
    status: 'signed-in',
    user: publicUser(user, roles),
    session: publicSession(session),
    next,
    ...(tokens && { tokens: tokensJson(tokens) }),
    headers: headersOf(cookies),
  }
}

export function headersOf(cookies: readonly string[]): Headers {
  const headers = new Headers()
  for (const cookie of cookies) headers.append('set-cookie', cookie)
  return headers
}
