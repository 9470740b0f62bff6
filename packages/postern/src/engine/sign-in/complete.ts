/**
 * The one way an attempt becomes a session: gate, veto, then one conditional write. A refused sign-in spends nothing.
 */
import type { CreateAnswer } from '../../ports/hooks.ts'
import { attemptEvent, tell } from '../rules/events.ts'
import { gate } from '../rules/gate.ts'
import { hexOf } from '../rules/hex.ts'
import { acceptedBy, invitedBy } from '../rules/invitations.ts'
import { refusalCharge } from '../rules/limits.ts'
import { bearerTokens, dataOf } from '../rules/tokens.ts'
import type { Turn } from '../rules/turn.ts'
import { postMail } from './begin.ts'
import { noteAbout } from './note-about.ts'
import type { Completed, Completion, RefusalReason, Refused } from './outcome.ts'
import { planSignIn } from './plan.ts'

/** Completes, refuses, or answers `undefined` when something changed meanwhile. */
export async function complete(turn: Turn, completion: Completion): Promise<Completed | undefined> {
  const { ports, scope, at } = turn
  const { attempt, subject } = completion
  const verdict = gate(subject, scope, invitedBy(attempt, subject, turn.now))
  if (verdict.kind === 'refused') return refuse(turn, completion, { kind: verdict.code })
  const intent = { application: scope.application.id, email: attempt.address.address, user: subject.user ?? null }
  const reason = await ports.hooks.mayVeto(intent)
  if (reason !== undefined) return refuse(turn, completion, { kind: 'vetoed', reason })
  if (verdict.kind === 'second-factor') return halfWay(turn, completion, verdict.methods)
  const begins = await askBeforeCreating(turn, completion)
  if (begins.kind === 'vetoed') return refuse(turn, completion, begins)
  const plan = planSignIn(turn, completion, begins.user)
  const outcome = await ports.store.attempts.redeem({
    ...at,
    id: attempt.id,
    version: attempt.version,
    userVersion: subject.user?.version,
    effect: plan.effect,
    also: { events: plan.events, messages: plan.notice ? [plan.notice.draft] : [] },
  })
  if (outcome.kind === 'changed') return undefined
  tell(turn, ...plan.events)
  if (plan.notice) postMail(turn, plan.notice)
  ports.signals.wake(attempt.id)
  const answer = { ...plan.answer, user: outcome.user }
  if (answer.next.kind === 'hand-off') return answer
  const tokens = await bearerTokens(
    turn,
    { ...answer, ...dataOf(subject.registration) },
    { session: answer.credentials.session, family: plan.family },
  )
  return tokens ? { ...answer, tokens } : answer
}

/** An account that is not there yet: the host may refuse it, or give it an id it knows the person by. */
async function askBeforeCreating(turn: Turn, { attempt, subject }: Completion): Promise<CreateAnswer> {
  if (subject.user) return { kind: 'create', user: {} }
  const { ports, scope, at } = turn
  const answer = await ports.hooks.beforeCreate({
    application: scope.application.id,
    email: attempt.address.address,
    locale: attempt.locale,
    by: acceptedBy(attempt, subject, turn.now) ? 'invitation' : 'sign-in',
  })
  const id = answer.kind === 'create' ? answer.user.id : undefined
  const taken = id !== undefined && (await ports.store.users.find({ ...at, id })) !== undefined
  return taken ? { kind: 'vetoed', reason: 'id-taken' } : answer
}

async function refuse(turn: Turn, { attempt, subject, client }: Completion, refused: Refused): Promise<Refused> {
  const user = subject.user && { user: subject.user.id }
  const reason: RefusalReason = refused.kind
  const event = attemptEvent(turn, 'sign-in.refused', attempt, { asked: client.asked, reason, ...user })
  await noteAbout(turn, event, [refusalCharge(attempt.id)])
  return refused
}

/** Half-way is its own row, never a session with a flag. */
async function halfWay(turn: Turn, completion: Completion, methods: readonly string[]): Promise<Completed | undefined> {
  const { ports, now, at } = turn
  const { attempt, subject } = completion
  const challenge = ports.vault.draw<'half-way'>(now)
  const hash = hexOf(ports.vault.hash(challenge.secret))
  const json = JSON.stringify({ hash, attempt: attempt.id, user: subject.user?.id, methods })
  const artifact = { kind: 'half-way', id: challenge.id, json, group: attempt.id, expiresAt: attempt.expiresAt }
  const also = { events: [], messages: [] }
  const outcome = await ports.store.attempts.prove({ ...at, id: attempt.id, version: attempt.version, artifact, also })
  if (outcome.kind === 'changed') return undefined
  ports.signals.wake(attempt.id)
  return { kind: 'second-factor', methods, challenge }
}
