/** The end of an account, at its owner's word: everything of hers goes at once, and this session with it. */
import type { Finish } from '../../../domain/attempt.ts'
import { after } from '../../../domain/instant.ts'
import type { MessageDraft } from '../../../domain/message.ts'
import type { CurrentSession } from '../../rules/current-session.ts'
import { attemptEvent, tell } from '../../rules/events.ts'
import { farewellLife, leaseLength } from '../../rules/lifetimes.ts'
import { nextFor } from '../../rules/next.ts'
import type { Turn } from '../../rules/turn.ts'
import { primaryOf } from '../../rules/undo.ts'
import type { FoundAttempt } from '../find-attempt.ts'
import type { Fulfilled } from './outcome.ts'

export async function deleteAccount(
  turn: Turn,
  { attempt, client }: FoundAttempt,
  { user, session, roles }: CurrentSession,
): Promise<Fulfilled | undefined> {
  const { ports, scope, now, at } = turn
  const finish: Finish = { at: now, by: 'asker', session: session.id, user: user.id, asked: {} }
  const event = attemptEvent(turn, 'user.removed', attempt, { user: user.id, reason: 'own-wish' })
  const farewell: MessageDraft = {
    id: ports.vault.id(now),
    channel: 'mail',
    application: scope.application.id,
    attempt: attempt.id,
    to: primaryOf(user),
    facts: {
      kind: 'deleted',
      locale: user.locale ?? attempt.locale,
      askedAt: now,
      program: false,
      asked: client.asked,
    },
    state: 'queued',
    lease: { owner: ports.node, until: after(now, leaseLength) },
    deadline: after(now, farewellLife),
  }
  const outcome = await ports.store.users.remove({
    ...at,
    id: user.id,
    version: user.version,
    keep: false,
    by: { id: attempt.id, version: attempt.version, finish },
    also: { events: [event], messages: [farewell] },
  })
  if (outcome.kind === 'changed') return undefined
  tell(turn, event)
  ports.post({ scope, message: { ...farewell, tenant: at.tenant, tries: 0, nextAt: now, createdAt: now } })
  ports.signals.wake(attempt.id)
  return { kind: 'fulfilled', attempt, user, roles, next: nextFor(attempt.destination, true), session: 'gone' }
}
