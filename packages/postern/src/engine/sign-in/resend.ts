/** A resend adds a set of secrets to the same attempt, which keeps its tries: nothing that was spent comes back. */
import { type Attempt, isAct, isPressed } from '../../domain/attempt.ts'
import type { Client } from '../../domain/client.ts'
import type { Id } from '../../domain/id.ts'
import { after } from '../../domain/instant.ts'
import type { Operation } from '../operation.ts'
import { completesIn, mailAbout, mailOf } from '../rules/acts.ts'
import { isAsker } from '../rules/asker.ts'
import { currentSession } from '../rules/current-session.ts'
import { attemptEvent, tell } from '../rules/events.ts'
import { isOff } from '../rules/gate.ts'
import { endForAsker, mailsSent, newestSet, resendAt } from '../rules/lifetimes.ts'
import { noteLimit } from '../rules/limit-told.ts'
import { mailboxOf, mailLocale } from '../rules/policy.ts'
import type { Turn } from '../rules/turn.ts'
import { type AddressNeeded, addressNeeded } from '../rules/typed-address.ts'
import { untilSettled } from '../rules/until-settled.ts'
import {
  type Held,
  heldBack,
  payForMail,
  postMail,
  prepareMail,
  type Sent,
  type SignInOff,
  signInOff,
} from './begin.ts'
import { type FoundAttempt, findAttempt } from './find-attempt.ts'
import { issueAttempt } from './issue.ts'
import { checkProof } from './proof.ts'

export interface ResendRequest {
  readonly id: Id<'attempt'>
  readonly client: Client
  readonly proof?: string
}

export type Resent = Sent | Held | SignInOff | AddressNeeded | { readonly kind: 'attempt-unknown' | 'attempt-ended' }

export const resend: Operation<ResendRequest, Resent> = (ports, scope, input) =>
  untilSettled<Resent>(ports, scope, async (turn) => {
    const found = await findAttempt(turn, input.id, input.client)
    if (!found || !isAsker(ports.vault, found.attempt, found.client)) return { kind: 'attempt-unknown' }
    const { attempt } = found
    if (!isAct(attempt.purpose) && isOff(scope)) return signInOff
    // An approved attempt wants to be claimed: its mails have done their work.
    if (attempt.state !== 'open') return { kind: 'attempt-ended' }
    if (isAct(attempt.purpose) && !completesIn(attempt.about, await currentSession(turn, found.client)))
      return { kind: 'attempt-ended' }
    // One old link has one mail sent without a word typed.
    if (isPressed(attempt) && found.client.kind === 'browser') return addressNeeded(attempt)
    // An expired attempt begins anew, so that asking again always leads to a mail that works.
    if (endForAsker(attempt, scope) <= turn.now) return issueAttempt(turn, { ...afresh(attempt), ...input })
    const next = resendAt(newestSet(attempt)?.askedAt ?? attempt.createdAt, mailsSent(attempt))
    if (scope.application.limits === 'on' && next > turn.now) return { kind: 'limited', retryAt: next, budget: 'pause' }
    return addSet(turn, found, input.proof)
  })

/** What is mailed is vouched for by nobody, whatever was handed out before. */
function afresh({ about, ...attempt }: Attempt): Attempt {
  return { ...attempt, ...(about && attempt.purpose !== 'sign-in' && { about }) }
}

async function addSet(
  turn: Turn,
  { attempt, subject, client }: FoundAttempt,
  answer: string | undefined,
): Promise<Resent | undefined> {
  const { ports, scope, now, at } = turn
  const { id, version, address, code, locale } = attempt
  const { asked, asker } = client
  if (!asker) return { kind: 'attempt-unknown' }
  const known = subject.knownBrowser?.id
  const kind = mailOf(turn, attempt, subject)
  const program = client.kind === 'program'
  const to = mailboxOf(subject)
  const read = mailLocale(subject, known !== undefined, locale)
  const mail = prepareMail(turn, { attempt: id, kind, to, code, locale: read, asked, program, ...mailAbout(attempt) })
  const proof = checkProof(turn, address, answer)
  const event = attemptEvent(turn, 'link.requested', attempt, { asked, reason: 'resend' })
  const { networks, networkHidden } = client
  const spender = { address, networks, networkHidden, known, proved: proof !== undefined }
  const also = { events: [event], messages: [mail.draft] }
  const one = { ...at, id, version, set: mail.set, keep: scope.application.liveSets, ...(proof && { proof }), also }
  const outcome = await payForMail(turn, spender, (charges) => ports.store.attempts.resend({ ...one, charges }))
  if (outcome.kind === 'changed') return undefined
  if (outcome.kind !== 'issued') {
    await noteLimit(turn, asked, outcome)
    return heldBack(turn, address, outcome)
  }
  postMail(turn, mail)
  tell(turn, event)
  ports.signals.wake(id)
  const expiresAt = after(now, scope.application.lifetimes.secrets)
  return {
    kind: 'sent',
    attempt: id,
    number: isAct(attempt.purpose) ? '' : attempt.number,
    code: attempt.code,
    expiresAt,
    resendAt: resendAt(now, mailsSent(attempt) + 1),
    asker,
  }
}
