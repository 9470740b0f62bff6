/** Outcomes as JSON: `status` on the wire is `kind` inside, with the same literals. */

import { formatCredential } from '../../domain/credential.ts'
import type { Scope } from '../../domain/scope.ts'
import type { Session } from '../../domain/session.ts'
import type { Tokens } from '../../engine/rules/tokens.ts'
import type { ActOutcome } from '../../engine/sign-in/acts/outcome.ts'
import type { OpenFacts } from '../../engine/sign-in/open.ts'
import type { SignedIn } from '../../engine/sign-in/outcome.ts'
import type { ShownUser } from '../../ports/records.ts'
import type { Answer } from '../answer.ts'
import { type Call, cookiesFor } from '../call.ts'
import { nextUrl, startUrl } from '../next.ts'
import { jsonReply, problemReply } from '../reply.ts'
import type { Completion } from './completion.ts'

export const iso = (moment: number): string => new Date(moment).toISOString()

/** A user as every answer gives her; `roles` are those in this application. */
export function userJson(user: ShownUser, roles: readonly string[]): Readonly<Record<string, unknown>> {
  return {
    id: user.id,
    email: user.email,
    emailVerified: !user.unproved,
    name: user.name ?? null,
    roles,
    data: user.data ?? null,
    createdAt: iso(user.createdAt),
  }
}

/** `current` says whether it is the caller's own. */
export function sessionJson(session: Omit<Session, 'hash'>, current: boolean): Readonly<Record<string, unknown>> {
  return {
    id: session.id,
    createdAt: iso(session.createdAt),
    lastSeenAt: iso(session.seenAt),
    expiresAt: iso(Math.min(session.idleUntil, session.expiresAt)),
    device: session.asked.browser ?? null,
    place: session.asked.place ?? null,
    methods: session.methods,
    current,
  }
}

/** Nobody is asked for a number that lets nobody in. */
export function shownNumber({ application }: Scope, number: string): string | null {
  return application.approval && !application.sameBrowserOnly && number !== '' ? number : null
}

export interface TokensJson {
  readonly accessToken: string
  readonly refreshToken?: string
  /** Seconds. */
  readonly expiresIn: number
}

/** Tokens as OAuth writes them: the life of the access token is in seconds. */
export function tokensJson({ accessToken, refreshToken, expiresIn }: Tokens): TokensJson {
  return {
    accessToken: accessToken.reveal(),
    ...(refreshToken && { refreshToken: formatCredential(refreshToken) }),
    expiresIn: Math.floor(expiresIn / 1000),
  }
}

/** A bearer holds its session by its tokens, and by no cookie. */
export function cookieCredentials({ tokens, credentials }: SignedIn): Partial<SignedIn['credentials']> {
  const { session, ...others } = credentials
  return tokens ? others : { session, ...others }
}

/** What a link's holder may know of the attempt. */
export function factsJson(call: Call, facts: OpenFacts): Readonly<Record<string, unknown>> {
  return {
    application: { id: call.scope.application.id, name: call.scope.application.name },
    address: facts.address,
    asked: { browser: facts.asked.browser ?? null, place: facts.asked.place ?? null, at: iso(facts.askedAt) },
    expiresAt: iso(facts.expiresAt),
    approval: facts.approval,
    otherNetwork: facts.otherNetwork,
    asker: facts.asker,
    purpose: facts.purpose,
  }
}

const actKinds: Readonly<Record<ActOutcome['kind'], true>> = {
  fulfilled: true,
  'other-session': true,
  'sure-needed': true,
  'address-taken': true,
  'addresses-full': true,
}

const isActOutcome = (outcome: Completion): outcome is ActOutcome => Object.hasOwn(actKinds, outcome.kind)

/** How what a signed-in user confirms by mail ends. */
function actJson(call: Call, outcome: ActOutcome): Answer {
  switch (outcome.kind) {
    case 'fulfilled': {
      const { user, roles, attempt, next, session, tokens } = outcome
      const body = { status: 'fulfilled', purpose: attempt.purpose, next: nextUrl(call.scope, next) }
      const who = attempt.purpose === 'delete' ? {} : { user: userJson(user, roles) }
      const held = tokens ? { tokens: tokensJson(tokens) } : {}
      return jsonReply({ ...body, ...who, ...held }, 200, cookiesFor(call, session ? { session } : {}))
    }
    case 'sure-needed':
      return problemReply('confirm-needed', { more: { reason: 'sure-needed', purpose: outcome.attempt.purpose } })
    case 'other-session':
      return problemReply('other-session', { more: { purpose: outcome.attempt.purpose } })
    case 'address-taken':
    case 'addresses-full':
      return problemReply(outcome.kind)
  }
}

/** How every way in ends, for programs and scripts. */
export function completionJson(call: Call, outcome: Completion): Answer {
  if (isActOutcome(outcome)) return actJson(call, outcome)
  switch (outcome.kind) {
    case 'signed-in': {
      const body = {
        status: 'signed-in',
        user: userJson(outcome.user, outcome.roles),
        session: sessionJson(outcome.session, true),
        next: nextUrl(call.scope, outcome.next),
        ...(outcome.tokens && { tokens: tokensJson(outcome.tokens) }),
      }
      return jsonReply(body, 200, cookiesFor(call, cookieCredentials(outcome)))
    }
    case 'already-in': {
      const { user, roles, session } = outcome.current
      const who = { user: userJson(user, roles), session: sessionJson(session, true) }
      return jsonReply({ status: 'signed-in', ...who, next: startUrl(call.scope) })
    }
    case 'second-factor':
      return jsonReply({
        status: 'second-factor',
        challenge: formatCredential(outcome.challenge),
        methods: outcome.methods,
      })
    case 'confirm-needed':
      return problemReply('confirm-needed', {
        more: { ...factsJson(call, outcome.facts), ...(outcome.wrong ? { reason: outcome.wrong } : {}) },
      })
    case 'switch-needed':
      return problemReply('confirm-needed', {
        more: { reason: 'signed-in-as-other', current: outcome.current, next: outcome.next },
      })
    case 'vetoed':
      return problemReply('vetoed', { detail: outcome.reason })
    case 'code-wrong':
      return problemReply('code-wrong', { more: { triesLeft: outcome.triesLeft } })
    case 'link-expired':
    case 'attempt-expired':
      return problemReply('link-expired', { more: { expiredAt: iso(outcome.until) } })
    case 'link-unknown':
    case 'link-used':
    case 'link-superseded':
    case 'attempt-ended':
    case 'attempt-unknown':
    case 'codes-shut':
    case 'not-approved':
    case 'sign-in-off':
    case 'sign-up-closed':
    case 'invitation-expired':
    case 'invitation-revoked':
    case 'user-banned':
    case 'user-locked':
    case 'address-reserved':
      return problemReply(outcome.kind)
  }
}
