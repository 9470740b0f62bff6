/** A resend adds a set of secrets to the same attempt, which keeps its tries: nothing that was spent comes back. */
import type { Client } from '../../domain/client.ts'
import type { Id } from '../../domain/id.ts'
import { after } from '../../domain/instant.ts'
import type { Operation } from '../operation.ts'
import { isAsker, provenSubject } from '../rules/asker.ts'
import { attemptEvent } from '../rules/events.ts'
import { mailsSent, newestSet, resendAt } from '../rules/lifetimes.ts'
import { mailCharges } from '../rules/limits.ts'
import { mailFor } from '../rules/policy.ts'
import { untilSettled } from '../rules/until-settled.ts'
import { checkProof, type Held, heldBack, postMail, prepareMail, type Sent } from './begin.ts'
import { issueAttempt } from './request.ts'

export interface ResendRequest {
  readonly id: Id<'attempt'>
  readonly client: Client
  readonly proof?: string
}

export type Resent = Sent | Held | { readonly kind: 'attempt-unknown' } | { readonly kind: 'attempt-ended' }

export const resend: Operation<ResendRequest, Resent> = (ports, scope, input) =>
  untilSettled<Resent>(async () => {
    const now = ports.clock.now()
    const tenant = scope.tenant.id
    const { client } = input
    const found = await ports.store.attempts.find({
      tenant,
      now,
      id: input.id,
      ...(client.browser ? { browser: client.browser.id } : {}),
    })
    if (!found || !client.asker || !isAsker(ports.vault, found.attempt, client)) return { kind: 'attempt-unknown' }
    const { attempt } = found
    if (attempt.state !== 'open' && attempt.state !== 'approved') return { kind: 'attempt-ended' }
    const subject = provenSubject(ports.vault, found.subject, client)
    const { address, destination, locale } = attempt
    const proof = input.proof === undefined ? undefined : checkProof(ports, scope, now, address, input.proof)
    // An expired attempt begins anew, so that asking again always leads to a mail that works.
    if (attempt.expiresAt <= now) {
      return issueAttempt(ports, scope, {
        now,
        address,
        destination,
        locale,
        client,
        ...(input.proof === undefined ? {} : { proof: input.proof }),
      })
    }
    const next = resendAt(newestSet(attempt)?.askedAt ?? attempt.createdAt, mailsSent(attempt))
    if (scope.application.limits === 'on' && next > now) return { kind: 'limited', retryAt: next, budget: 'pause' }
    const known = subject.knownBrowser?.id
    const kind = mailFor(subject, scope, known !== undefined, now)
    const program = client.kind === 'program'
    const mail = prepareMail(ports, scope, {
      now,
      attempt: attempt.id,
      kind,
      to: address,
      code: attempt.code,
      locale,
      asked: client.asked,
      program,
    })
    const event = attemptEvent(ports, now, 'link.requested', attempt, { asked: client.asked, reason: 'resend' })
    const outcome = await ports.store.attempts.resend({
      tenant,
      now,
      id: attempt.id,
      version: attempt.version,
      set: mail.set,
      keep: scope.application.liveSets,
      charges: mailCharges(scope, { address, networks: client.networks, known, proved: proof !== undefined }),
      ...(proof ? { proof } : {}),
      also: { events: [event], messages: [mail.draft] },
    })
    if (outcome.kind === 'changed') return undefined
    if (outcome.kind !== 'issued') return heldBack(ports, scope, now, address, outcome)
    postMail(ports, scope, now, mail)
    ports.hooks.tell(tenant, now, [event])
    ports.signals.wake(attempt.id)
    return {
      kind: 'sent',
      attempt: attempt.id,
      address,
      number: attempt.number,
      expiresAt: after(now, scope.application.lifetimes.secrets),
      resendAt: resendAt(now, mailsSent(attempt) + 1),
      asker: client.asker,
    }
  })
