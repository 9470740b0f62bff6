/** The asker takes what was approved elsewhere. Only here does an approval become a session. */
import type { Client } from '../../domain/client.ts'
import type { Id } from '../../domain/id.ts'
import type { Operation } from '../operation.ts'
import { isAsker } from '../rules/asker.ts'
import { currentSession } from '../rules/current-session.ts'
import { untilSettled } from '../rules/until-settled.ts'
import { complete } from './complete.ts'
import { again, askToSwitch, findAttempt } from './redeem.ts'
import type { CodeOutcome } from './redeem-code.ts'

export type ClaimOutcome = CodeOutcome | { readonly kind: 'not-approved' }

export const claim: Operation<
  { readonly id: Id<'attempt'>; readonly client: Client; readonly switchAccount?: boolean },
  ClaimOutcome
> = (ports, scope, input) =>
  untilSettled<ClaimOutcome>(async () => {
    const now = ports.clock.now()
    const { client } = input
    const found = await findAttempt(ports, scope, input.id, client, now)
    if (!found || !isAsker(ports.vault, found.attempt, client)) return { kind: 'attempt-unknown' }
    const { attempt, subject } = found
    if (attempt.state === 'cancelled') return { kind: 'attempt-ended', attempt }
    if (attempt.state === 'completed' || attempt.state === 'proved') {
      return (await again(ports, scope, attempt, client, true, now)) ?? { kind: 'link-used', attempt }
    }
    if (attempt.expiresAt <= now) return { kind: 'attempt-expired', attempt }
    if (attempt.state === 'open') return { kind: 'not-approved' }
    const current = await currentSession(ports, scope, client, now)
    if (current && current.user.id !== subject.user?.id && !input.switchAccount) return askToSwitch(attempt, current)
    return complete(ports, scope, {
      now,
      attempt,
      subject,
      client,
      asker: true,
      method: 'approved',
      replaces: current?.session.id,
      giveBack: [],
    })
  })
