/**
 * Approving the asking browser from where mail is read, by typing the number it shows. Approval makes no session: the
 * asker's claim does. A wrong number shuts approval only.
 */
import type { RawSecret } from '../../domain/credential.ts'
import type { Client } from '../../domain/client.ts'
import type { Id } from '../../domain/id.ts'
import { after } from '../../domain/instant.ts'
import type { Operation } from '../operation.ts'
import { isAsker } from '../rules/asker.ts'
import { attemptEvent } from '../rules/events.ts'
import { cancelWindow, leaseLength } from '../rules/lifetimes.ts'
import { approvalCharge } from '../rules/limits.ts'
import { type DeadLink, linkState } from '../rules/link-state.ts'
import { untilSettled } from '../rules/until-settled.ts'
import { type OpenFacts, openFacts } from './open.ts'
import { findAttempt } from './redeem.ts'

export interface Approval {
  readonly id: Id<'attempt'>
  readonly secret: RawSecret
  readonly number: string
  readonly client: Client
}

export type Approved =
  | DeadLink
  | { readonly kind: 'approved'; readonly facts: OpenFacts }
  | { readonly kind: 'number-wrong' | 'approval-shut'; readonly facts: OpenFacts }

export const approve: Operation<Approval, Approved> = (ports, scope, input) =>
  untilSettled<Approved>(async () => {
    const now = ports.clock.now()
    const tenant = scope.tenant.id
    const { client } = input
    const found = await findAttempt(ports, scope, input.id, client, now)
    if (!found) return { kind: 'link-unknown' }
    const { attempt } = found
    const state = linkState(ports.vault, attempt, input.secret, now)
    if (state.kind !== 'live') return state
    const facts = openFacts(scope, attempt, state.set, client, isAsker(ports.vault, attempt, client))
    if (facts.approval !== 'on') return { kind: 'approval-shut', facts }
    if (attempt.state === 'approved') return { kind: 'approved', facts }
    const cancel = ports.vault.drawSecret()
    const id = ports.vault.id<'message'>(now)
    const sealed = ports.vault.seal(
      { tenant, purpose: 'message', row: id },
      JSON.stringify({ link: '', code: '', cancel: cancel.reveal() }),
    )
    const event = attemptEvent(ports, now, 'attempt.approved', attempt, { asked: client.asked })
    const shut = attemptEvent(ports, now, 'approval.shut', attempt, { asked: client.asked })
    const notice = {
      id,
      channel: 'mail',
      application: scope.application.id,
      attempt: attempt.id,
      to: attempt.address,
      facts: {
        kind: 'approved-elsewhere',
        locale: attempt.locale,
        askedAt: attempt.createdAt,
        program: attempt.asker.kind === 'program',
        asked: attempt.asked,
      },
      sealed,
      state: 'queued',
      lease: { owner: ports.node, until: after(now, leaseLength) },
      deadline: after(attempt.createdAt, cancelWindow),
    } as const
    const outcome = await ports.store.attempts.approve({
      tenant,
      now,
      id: attempt.id,
      version: attempt.version,
      number: input.number.replace(/\s/g, ''),
      cancel: ports.vault.hash(cancel),
      wrong: approvalCharge(scope, attempt.address),
      also: { events: [event], messages: [notice] },
      alsoWrong: { events: [shut], messages: [] },
    })
    switch (outcome.kind) {
      case 'changed':
        return undefined
      case 'wrong':
        ports.hooks.tell(tenant, now, [shut])
        return { kind: 'number-wrong', facts: { ...facts, approval: 'shut' } }
      case 'shut':
        return { kind: 'approval-shut', facts: { ...facts, approval: 'shut' } }
      case 'approved':
        ports.post({
          scope,
          message: { ...notice, tenant, tries: 0, nextAt: now, createdAt: now },
          secrets: { link: '', code: '', cancel: cancel.reveal() },
        })
        ports.hooks.tell(tenant, now, [event])
        ports.signals.wake(attempt.id)
        return { kind: 'approved', facts }
    }
  })
