/**
 * Completing an attempt from a caller's server: by its link, or by its handle with the code. The gate decides as always;
 * beyond it, whoever vouched speaks of users of the application, so that nobody is registered on the way. One use: a
 * repeat finds nothing.
 */
import { type Asked, type Attempt, isAct } from '../../domain/attempt.ts'
import type { RawSecret } from '../../domain/credential.ts'
import type { Id } from '../../domain/id.ts'
import { type Instant, seconds } from '../../domain/instant.ts'
import type { Application, Scope } from '../../domain/scope.ts'
import type { Registration, User } from '../../domain/user.ts'
import type { Operation } from '../operation.ts'
import { isAsker } from '../rules/asker.ts'
import { attemptEvent, tell } from '../rules/events.ts'
import { gate } from '../rules/gate.ts'
import { tryCharges } from '../rules/limits.ts'
import { linkState } from '../rules/link-state.ts'
import type { Turn } from '../rules/turn.ts'
import { complete } from './complete.ts'
import { type FoundAttempt, findAttempt } from './find-attempt.ts'
import type { Completed, Completion, RefusalReason } from './outcome.ts'
import { type Guess, normaliseCode, withOneGuess } from './redeem-code.ts'

export interface VouchedRedemption {
  readonly id: Id<'attempt'>
  readonly secret: RawSecret
  /** With it the secret is the handle's. */
  readonly code?: string
  readonly asked: Asked
  /** Whether access and refresh tokens are wanted, where the application has any. */
  readonly tokens: boolean
}

export type VouchedOutcome =
  | (Completed & { readonly state?: string; readonly registration?: Registration; readonly registeredAt?: Instant })
  /** Proved and spent, but she may not use this application: no session is made. */
  | { readonly kind: 'not-registered'; readonly user: User; readonly state?: string }
  | { readonly kind: 'link-unknown' | 'codes-shut' }
  | { readonly kind: 'code-wrong'; readonly triesLeft: number }

export const redeemVouched: Operation<VouchedRedemption, VouchedOutcome> = (ports, scope, input) =>
  withOneGuess<VouchedOutcome>(ports, withoutBrowser(scope, input.tokens), async (turn, guess) => {
    const { id, secret, asked } = input
    const handle = { id: id as string as Id<'binding'>, secret }
    const asker = input.code === undefined ? {} : { asker: handle }
    const found = await findAttempt(turn, id, { kind: 'program', asked, networks: [], ...asker })
    if (!found || isAct(found.attempt.purpose)) return { kind: 'link-unknown' }
    const wrong =
      input.code === undefined ? wrongLink(turn, found, secret) : await wrongCode(turn, found, input.code, guess)
    if (wrong) return wrong
    const outcome = await finish(turn, completionOf(turn, found, input.code !== undefined))
    return outcome && { ...outcome, ...toldWith(found) }
  })

/** Whether the secret is that of a link of the attempt, or of its handle. */
export function holdsOne(turn: Turn, attempt: Attempt, secret: RawSecret): boolean {
  const { vault } = turn.ports
  return (
    linkState(vault, attempt, secret, turn.now).kind === 'live' || vault.same(vault.hash(secret), attempt.asker.hash)
  )
}

/**
 * No browser is here: none is known from now on, and none is told of as new. Tokens are made where they are wanted and
 * the application signs any, however its browsers hold their sessions.
 */
function withoutBrowser(scope: Scope, wanted: boolean): Scope {
  const { tokens, ...rest } = scope.application
  const signs = wanted && tokens && tokens.accessToken !== false
  const application: Application = {
    ...rest,
    newDeviceMail: false,
    lifetimes: { ...rest.lifetimes, knownBrowser: seconds(0) },
    ...(signs && { tokens: { ...tokens, mode: 'bearer' } }),
  }
  return { ...scope, application }
}

/** What the caller is given beside the outcome. */
function toldWith({ attempt: { destination }, subject: { registration, registeredAt } }: FoundAttempt) {
  const state = destination.kind === 'api' ? destination.state : undefined
  return {
    ...(state !== undefined && { state }),
    ...(registration && { registration }),
    ...(registeredAt && { registeredAt }),
  }
}

type Wrong = Extract<VouchedOutcome, { readonly kind: 'link-unknown' | 'codes-shut' | 'code-wrong' }>

function wrongLink({ ports, scope, now }: Turn, { attempt }: FoundAttempt, secret: RawSecret): Wrong | undefined {
  // A link that works only where it was asked for works nowhere here.
  if (scope.application.sameBrowserOnly) return { kind: 'link-unknown' }
  return linkState(ports.vault, attempt, secret, now).kind === 'live' ? undefined : { kind: 'link-unknown' }
}

async function wrongCode(turn: Turn, found: FoundAttempt, typed: string, guess: Guess): Promise<Wrong | undefined> {
  const { attempt, client } = found
  if (!isAsker(turn.ports.vault, attempt, client)) return { kind: 'link-unknown' }
  if (attempt.state !== 'open' || attempt.expiresAt <= turn.now) return { kind: 'link-unknown' }
  const code = normaliseCode(typed, attempt.code)
  if (code === undefined) return { kind: 'code-wrong', triesLeft: attempt.maxTries - attempt.tries }
  return guess(turn, found, code, chargesOf(turn, attempt))
}

const chargesOf = ({ scope }: Turn, { address }: Attempt) => tryCharges(scope, address, undefined)

function completionOf(turn: Turn, found: FoundAttempt, byCode: boolean): Completion {
  return {
    ...found,
    asker: byCode,
    method: byCode ? 'email-code' : 'email-link',
    replaces: undefined,
    giveBack: byCode ? chargesOf(turn, found.attempt) : [],
  }
}

async function finish(turn: Turn, completion: Completion): Promise<VouchedOutcome | undefined> {
  const { attempt, subject } = completion
  const { user, registration } = subject
  if (!user || registration || attempt.about?.by === undefined) return complete(turn, completion)
  const verdict = gate(subject, turn.scope)
  const closed = verdict.kind === 'refused' && verdict.code === 'sign-up-closed'
  return verdict.kind === 'refused' && !closed ? complete(turn, completion) : spend(turn, completion, user)
}

/** Nothing is made of it, and yet it says who she is: once. */
async function spend(turn: Turn, { attempt, client }: Completion, user: User): Promise<VouchedOutcome | undefined> {
  const { id, version } = attempt
  const reason: RefusalReason = 'not-registered'
  const more = { user: user.id, asked: client.asked, reason }
  const event = attemptEvent(turn, 'sign-in.refused', attempt, more)
  const also = { events: [event], messages: [] }
  const { kind } = await turn.ports.store.attempts.cancel({ ...turn.at, id, version, also })
  if (kind === 'changed') return undefined
  tell(turn, event)
  return { kind: 'not-registered', user }
}
