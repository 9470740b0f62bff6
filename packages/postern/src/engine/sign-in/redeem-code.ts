/**
 * Redeeming a code. It answers only the asker. Each guess is counted and committed before anything is compared, and a
 * right one is given back; a code of the wrong shape costs nothing.
 */
import type { Attempt } from '../../domain/attempt.ts'
import type { Client } from '../../domain/client.ts'
import type { Id } from '../../domain/id.ts'
import type { Instant } from '../../domain/instant.ts'
import type { CodeFormat, Scope } from '../../domain/scope.ts'
import type { Ports } from '../../ports/ports.ts'
import type { Charge } from '../../ports/store.ts'
import type { Operation } from '../operation.ts'
import { isAsker } from '../rules/asker.ts'
import { currentSession } from '../rules/current-session.ts'
import { attemptEvent } from '../rules/events.ts'
import { tryCharges } from '../rules/limits.ts'
import { untilSettled } from '../rules/until-settled.ts'
import { complete } from './complete.ts'
import { again, askToSwitch, findAttempt, type RedeemOutcome } from './redeem.ts'

export interface CodeRedemption {
  readonly id: Id<'attempt'>
  readonly code: string
  readonly client: Client
  readonly switchAccount?: boolean
}

export type CodeOutcome =
  | RedeemOutcome
  | { readonly kind: 'attempt-unknown' }
  | { readonly kind: 'attempt-expired'; readonly attempt: Attempt }
  | { readonly kind: 'code-wrong'; readonly triesLeft: number }
  | { readonly kind: 'codes-shut' }

export const redeemCode: Operation<CodeRedemption, CodeOutcome> = async (ports, scope, input) => {
  const guess = guessOnce(ports, scope, input)
  return untilSettled<CodeOutcome>(async () => {
    const now = ports.clock.now()
    const { client } = input
    const found = await findAttempt(ports, scope, input.id, client, now)
    if (!found || !isAsker(ports.vault, found.attempt, client)) return { kind: 'attempt-unknown' }
    const { attempt, subject } = found
    const code = normaliseCode(input.code, attempt.code)
    if (attempt.state === 'cancelled') return { kind: 'attempt-ended', attempt }
    if (attempt.state === 'completed' || attempt.state === 'proved') {
      const right = code !== undefined && matches(ports, attempt, code)
      return (
        (right ? await again(ports, scope, attempt, client, true, now) : undefined) ?? { kind: 'link-used', attempt }
      )
    }
    if (attempt.expiresAt <= now) return { kind: 'attempt-expired', attempt }
    if (code === undefined) return { kind: 'code-wrong', triesLeft: attempt.maxTries - attempt.tries }
    const current = await currentSession(ports, scope, client, now)
    if (current && current.user.id !== subject.user?.id && !input.switchAccount) return askToSwitch(attempt, current)
    const charges = tryCharges(scope, attempt.address, subject.knownBrowser?.id)
    const wrong = await guess(attempt, code, charges, now)
    if (wrong) return wrong
    return complete(ports, scope, {
      now,
      attempt,
      subject,
      client,
      asker: true,
      method: 'email-code',
      replaces: current?.session.id,
      giveBack: charges,
    })
  })
}

type WrongGuess = Extract<CodeOutcome, { kind: 'code-wrong' | 'codes-shut' }>

/** One request is one guess, however often its decision has to start over. `undefined` is the right code. */
function guessOnce(ports: Ports, scope: Scope, input: CodeRedemption) {
  let counted = false
  return async (
    attempt: Attempt,
    code: string,
    charges: readonly Charge[],
    now: Instant,
  ): Promise<WrongGuess | undefined> => {
    let triesLeft = 0
    if (!counted) {
      const taken = await ports.store.attempts.takeTry({ tenant: scope.tenant.id, now, id: attempt.id, charges })
      if (taken.kind === 'exhausted') return { kind: 'codes-shut' }
      counted = true
      triesLeft = taken.triesLeft
    }
    if (matches(ports, attempt, code, now)) return undefined
    if (triesLeft > 0) return { kind: 'code-wrong', triesLeft }
    await noteShut(ports, scope, attempt, input.client, now)
    return { kind: 'codes-shut' }
  }
}

async function noteShut(ports: Ports, scope: Scope, attempt: Attempt, client: Client, now: Instant): Promise<void> {
  const event = attemptEvent(ports, now, 'codes.shut', attempt, { asked: client.asked })
  await ports.store.attempts.note({
    tenant: scope.tenant.id,
    now,
    id: attempt.id,
    most: 20,
    also: { events: [event], messages: [] },
  })
  ports.hooks.tell(scope.tenant.id, now, [event])
}

/** Compares with every live set; `now` leaves out the expired ones. */
function matches(ports: Ports, attempt: Attempt, code: string, now?: Instant): boolean {
  return attempt.sets
    .filter((set) => now === undefined || set.until > now)
    .map((set) => ports.vault.macMatches(attempt.tenant, attempt.id, code, set.code))
    .includes(true)
}

/** What people paste: spaces and dashes go, letters are raised. `undefined` when it cannot be a code at all. */
export function normaliseCode(text: string, format: CodeFormat): string | undefined {
  if (text.length > 64) return undefined
  const bare = text.replace(/[\s\u2010-\u2015-]/g, '').toUpperCase()
  const shape = format.kind === 'digits' ? /^[0-9]+$/ : /^[A-Z0-9]+$/
  return bare.length === format.length && shape.test(bare) ? bare : undefined
}
