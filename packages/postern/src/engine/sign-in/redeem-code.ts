/**
 * Redeeming a code. It answers only the asker. Each guess is counted and committed before anything is compared, and a
 * right one is given back; a code of the wrong shape costs nothing.
 */

import { type Attempt, isAct } from '../../domain/attempt.ts'
import type { Client } from '../../domain/client.ts'
import { typedAs } from '../../domain/code-format.ts'
import type { Id } from '../../domain/id.ts'
import type { Instant } from '../../domain/instant.ts'
import { latinDigits } from '../../domain/latin-digits.ts'
import type { CodeFormat, Scope } from '../../domain/scope.ts'
import type { Ports } from '../../ports/ports.ts'
import type { Charge } from '../../ports/written.ts'
import type { Operation } from '../operation.ts'
import { isAsker } from '../rules/asker.ts'
import { heldSession } from '../rules/current-session.ts'
import { attemptEvent } from '../rules/events.ts'
import { isOff } from '../rules/gate.ts'
import { endForAsker } from '../rules/lifetimes.ts'
import { tryCharges } from '../rules/limits.ts'
import { type Turn, turnNow } from '../rules/turn.ts'
import { untilSettled } from '../rules/until-settled.ts'
import { fulfil, fulfilledAgain, readyFor } from './acts/fulfil.ts'
import type { ActOutcome } from './acts/outcome.ts'
import { complete } from './complete.ts'
import { type FoundAttempt, findAttempt } from './find-attempt.ts'
import { noteAbout } from './note-about.ts'
import type { Completed, Standing } from './outcome.ts'
import { again, asksToSwitch, replacedBy } from './standing.ts'

export interface CodeRedemption {
  readonly id: Id<'attempt'>
  readonly code: string
  readonly client: Client
  readonly switchAccount?: boolean
  /** A deletion was asked for twice. */
  readonly sure?: boolean
}

/** What the asker of an attempt that is over is told. */
export type OverForAsker =
  | { readonly kind: 'attempt-unknown' }
  | { readonly kind: 'attempt-ended'; readonly attempt: Attempt }
  | { readonly kind: 'attempt-expired'; readonly attempt: Attempt; readonly until: Instant }
  | { readonly kind: 'link-used'; readonly attempt: Attempt }

export type WrongGuess = { readonly kind: 'code-wrong'; readonly triesLeft: number } | { readonly kind: 'codes-shut' }

export type CodeOutcome = Completed | Standing | ActOutcome | OverForAsker | WrongGuess

export const redeemCode: Operation<CodeRedemption, CodeOutcome> = (ports, scope, input) =>
  withOneGuess<CodeOutcome>(ports, scope, async (turn, guess) => {
    const found = await findAttempt(turn, input.id, input.client)
    if (!found || !isAsker(ports.vault, found.attempt, found.client)) return { kind: 'attempt-unknown' }
    const { attempt, subject, client } = found
    const code = normaliseCode(input.code, attempt.code)
    if (attempt.state === 'cancelled') return { kind: 'attempt-ended', attempt }
    if (attempt.state === 'completed' || attempt.state === 'proved') return codeAgain(turn, found, code)
    const until = endForAsker(attempt, scope)
    if (until <= turn.now) return { kind: 'attempt-expired', attempt, until }
    if (code === undefined) return { kind: 'code-wrong', triesLeft: attempt.maxTries - attempt.tries }
    if (isAct(attempt.purpose)) return redeemActCode(turn, found, { code, sure: input.sure ?? false, guess })
    // Before a guess is counted: it could do nothing.
    if (isOff(scope)) return { kind: 'sign-in-off' }
    const held = await heldSession(turn, client)
    const standing = input.switchAccount ? undefined : asksToSwitch(found, held)
    if (standing) return standing
    const charges = tryCharges(scope, attempt.address, subject.knownBrowser?.id)
    const wrong = await guess(turn, found, code, charges)
    const replaces = replacedBy(found, held)
    return wrong ?? complete(turn, { ...found, asker: true, method: 'email-code', replaces, giveBack: charges })
  })

/** What stands in the way is said before a try is counted: a code is compared only where it can do something. */
async function redeemActCode(
  turn: Turn,
  found: FoundAttempt,
  { code, sure, guess }: { readonly code: string; readonly sure: boolean; readonly guess: Guess },
): Promise<CodeOutcome | undefined> {
  const ready = await readyFor(turn, found, sure)
  if (ready.kind !== 'ready') return ready
  const charges = tryCharges(turn.scope, found.attempt.address, found.subject.knownBrowser?.id)
  return (await guess(turn, found, code, charges)) ?? fulfil(turn, found, { sure, asker: true, giveBack: charges })
}

async function codeAgain(turn: Turn, found: FoundAttempt, code: string | undefined): Promise<CodeOutcome> {
  const right = code !== undefined && matches(turn, found.attempt, code, 'also expired')
  if (right && isAct(found.attempt.purpose))
    return (await fulfilledAgain(turn, found, true)) ?? { kind: 'link-used', attempt: found.attempt }
  return (right ? await again(turn, found, true) : undefined) ?? { kind: 'link-used', attempt: found.attempt }
}

export type Guess = (
  turn: Turn,
  found: FoundAttempt,
  code: string,
  charges: readonly Charge[],
) => Promise<WrongGuess | undefined>

/**
 * One request is one guess, however often its decision has to start over. What the right one cost is given back where
 * completing fails: a store in trouble shuts no codes. A node that dies between the two gives nothing back.
 */
export async function withOneGuess<O>(
  ports: Ports,
  scope: Scope,
  decide: (turn: Turn, guess: Guess) => Promise<O | undefined>,
): Promise<O> {
  const compare = guessOnce()
  let right: { readonly id: Id<'attempt'>; readonly charges: readonly Charge[] } | undefined
  const guess: Guess = async (turn, found, code, charges) => {
    const wrong = await compare(turn, found, code, charges)
    right = wrong ? undefined : { id: found.attempt.id, charges }
    return wrong
  }
  try {
    return await untilSettled(ports, scope, (turn) => decide(turn, guess))
  } catch (fault) {
    const { at } = turnNow(ports, scope)
    if (right) await ports.store.attempts.giveTryBack({ ...at, ...right }).catch(() => undefined)
    throw fault
  }
}

/** `undefined` is the right code. */
function guessOnce(): Guess {
  let triesLeft: number | undefined
  return async (
    turn: Turn,
    found: FoundAttempt,
    code: string,
    charges: readonly Charge[],
  ): Promise<WrongGuess | undefined> => {
    const { attempt } = found
    if (triesLeft === undefined) {
      const taken = await turn.ports.store.attempts.takeTry({ ...turn.at, id: attempt.id, charges })
      if (taken.kind === 'exhausted') return { kind: 'codes-shut' }
      triesLeft = taken.triesLeft
    }
    if (matches(turn, attempt, code)) return undefined
    if (triesLeft > 0) return { kind: 'code-wrong', triesLeft }
    await noteAbout(turn, attemptEvent(turn, 'codes.shut', attempt, { asked: found.client.asked }))
    return { kind: 'codes-shut' }
  }
}

/** Compares with every set, so that the time taken tells neither which one matched nor which mail was slow. */
function matches(
  { ports, now }: Turn,
  attempt: Attempt,
  code: string,
  which: 'live' | 'also expired' = 'live',
): boolean {
  return attempt.sets
    .map((set) => ({ set, same: ports.vault.macMatches(attempt.tenant, attempt.id, code, set.code) }))
    .some(({ set, same }) => same && (which === 'also expired' || set.until > now))
}

/** What people type and paste: spaces and dashes go, letters are raised. `undefined` when it cannot be a code at all. */
export function normaliseCode(text: string, format: CodeFormat): string | undefined {
  if (text.length > 256) return undefined
  const { kind, length } = typedAs(format)
  if (kind === 'text') {
    const bare = text.trim()
    return bare.length === length && /^[A-Za-z0-9_-]+$/.test(bare) ? bare : undefined
  }
  const bare = latinDigits(text.replace(/[\s\u2010-\u2015-]/g, '')).toUpperCase()
  const shape = kind === 'digits' ? /^[0-9]+$/ : /^[A-Z0-9]+$/
  return bare.length === length && shape.test(bare) ? bare : undefined
}
