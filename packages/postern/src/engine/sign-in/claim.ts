/** The asker takes what was approved elsewhere. Only here does an approval become a session. */
import type { Client } from '../../domain/client.ts'
import type { Id } from '../../domain/id.ts'
import type { Operation } from '../operation.ts'
import { isAsker } from '../rules/asker.ts'
import { heldSession } from '../rules/current-session.ts'
import { endForAsker } from '../rules/lifetimes.ts'
import { untilSettled } from '../rules/until-settled.ts'
import { complete } from './complete.ts'
import { findAttempt } from './find-attempt.ts'
import type { Completed, Standing } from './outcome.ts'
import type { OverForAsker } from './redeem-code.ts'
import { again, asksToSwitch, replacedBy } from './standing.ts'

export interface Claim {
  readonly id: Id<'attempt'>
  readonly client: Client
  readonly switchAccount?: boolean
}

export type ClaimOutcome = Completed | Standing | OverForAsker | { readonly kind: 'not-approved' }

export const claim: Operation<Claim, ClaimOutcome> = (ports, scope, input) =>
  untilSettled<ClaimOutcome>(ports, scope, async (turn) => {
    const found = await findAttempt(turn, input.id, input.client)
    if (!found || !isAsker(ports.vault, found.attempt, found.client)) return { kind: 'attempt-unknown' }
    const { attempt, client } = found
    if (attempt.state === 'cancelled') return { kind: 'attempt-ended', attempt }
    if (attempt.state === 'completed' || attempt.state === 'proved') {
      return (await again(turn, found, true)) ?? { kind: 'link-used', attempt }
    }
    const until = endForAsker(attempt, scope)
    if (until <= turn.now) return { kind: 'attempt-expired', attempt, until }
    if (attempt.state === 'open') return { kind: 'not-approved' }
    const held = await heldSession(turn, client)
    const standing = input.switchAccount ? undefined : asksToSwitch(found, held)
    const replaces = replacedBy(found, held)
    return standing ?? complete(turn, { ...found, asker: true, method: 'approved', replaces, giveBack: [] })
  })
