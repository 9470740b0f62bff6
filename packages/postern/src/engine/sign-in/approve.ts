/**
 * Approving the asking browser from where mail is read, by typing the number it shows. Approval makes no session: the
 * asker's claim does. A wrong number shuts approval only.
 */
import type { Client } from '../../domain/client.ts'
import type { RawSecret } from '../../domain/credential.ts'
import type { Id } from '../../domain/id.ts'
import { latinDigits } from '../../domain/latin-digits.ts'
import type { Operation } from '../operation.ts'
import { isAsker } from '../rules/asker.ts'
import { attemptEvent, tell } from '../rules/events.ts'
import { isOff } from '../rules/gate.ts'
import { approvalCharge } from '../rules/limits.ts'
import { type DeadLink, linkState } from '../rules/link-state.ts'
import { mailboxOf } from '../rules/policy.ts'
import type { Turn } from '../rules/turn.ts'
import { untilSettled } from '../rules/until-settled.ts'
import { postMail, type SignInOff, signInOff } from './begin.ts'
import { type FoundAttempt, findAttempt } from './find-attempt.ts'
import { type Notice, prepareNotice } from './notice.ts'
import { type OpenFacts, openFacts } from './open.ts'

export interface Approval {
  readonly id: Id<'attempt'>
  readonly secret: RawSecret
  readonly number: string
  readonly client: Client
}

export type Approved =
  | DeadLink
  | SignInOff
  | { readonly kind: 'approved' | 'number-wrong' | 'number-missing' | 'approval-shut'; readonly facts: OpenFacts }

export const approve: Operation<Approval, Approved> = (ports, scope, input) =>
  untilSettled<Approved>(ports, scope, async (turn) => {
    const found = await findAttempt(turn, input.id, input.client)
    if (!found) return { kind: 'link-unknown' }
    const state = linkState(ports.vault, found.attempt, input.secret, turn.now)
    if (state.kind !== 'live') return state
    if (isOff(scope)) return signInOff
    const facts = openFacts(scope, found, state.set, isAsker(ports.vault, found.attempt, found.client))
    if (facts.approval !== 'on') return { kind: 'approval-shut', facts }
    if (found.attempt.state === 'approved') return { kind: 'approved', facts }
    const number = latinDigits(input.number.replace(/\s/g, ''))
    // Robots press buttons beside empty fields: what cannot be a number shuts nothing.
    return /^\d{2}$/.test(number) ? typeNumber(turn, found, facts, number) : { kind: 'number-missing', facts }
  })

async function typeNumber(
  turn: Turn,
  found: FoundAttempt,
  facts: OpenFacts,
  number: string,
): Promise<Approved | undefined> {
  const { ports, scope, at } = turn
  const { attempt, client } = found
  const notice = noticeOf(turn, found)
  const approved = attemptEvent(turn, 'attempt.approved', attempt, { asked: client.asked })
  const shut = attemptEvent(turn, 'approval.shut', attempt, { asked: client.asked })
  const { kind } = await ports.store.attempts.approve({
    ...at,
    id: attempt.id,
    version: attempt.version,
    number,
    cancel: notice.cancel,
    wrong: approvalCharge(scope, attempt.address),
    also: { events: [approved], messages: [notice.draft] },
    alsoWrong: { events: [shut], messages: [] },
  })
  if (kind === 'changed') return undefined
  if (kind === 'shut') return { kind: 'approval-shut', facts: { ...facts, approval: 'shut' } }
  tell(turn, kind === 'wrong' ? shut : approved)
  if (kind === 'wrong') return { kind: 'number-wrong', facts: { ...facts, approval: 'shut' } }
  postMail(turn, notice)
  ports.signals.wake(attempt.id)
  return { kind: 'approved', facts }
}

/** The mail that tells the user of it, so that nobody approves behind her back. */
function noticeOf(turn: Turn, { attempt, subject }: FoundAttempt): Notice {
  const { asked, createdAt: askedAt } = attempt
  const locale = subject.user?.locale ?? attempt.locale
  return prepareNotice(turn, { attempt, kind: 'approved-elsewhere', to: mailboxOf(subject), locale, asked, askedAt })
}
