/**
 * Where an act completes: in the session that asked and nowhere else. Each purpose plans what it writes; one command
 * spends the attempt and does it.
 */
import { isAct } from '../../../domain/attempt.ts'
import type { Credential } from '../../../domain/credential.ts'
import type { User } from '../../../domain/user.ts'
import type { Charge } from '../../../ports/written.ts'
import { completesIn } from '../../rules/acts.ts'
import { type CurrentSession, currentSession } from '../../rules/current-session.ts'
import { tell } from '../../rules/events.ts'
import { repeatWindow } from '../../rules/lifetimes.ts'
import { nextFor } from '../../rules/next.ts'
import type { Turn } from '../../rules/turn.ts'
import { postChange } from '../../rules/undo.ts'
import { deriveFor } from '../derived.ts'
import type { FoundAttempt } from '../find-attempt.ts'
import { deleteAccount } from './delete-account.ts'
import type { ActOutcome, ActPlan, Fulfilled } from './outcome.ts'
import { planChange } from './plan-change.ts'
import { planStepUp } from './plan-step-up.ts'
import { tokensAfter } from './tokens-after.ts'

export interface Fulfilment {
  readonly sure: boolean
  readonly asker: boolean
  readonly giveBack: readonly Charge[]
}

/** What stands in the way here, before any secret is compared or counted; else the session in which it completes. */
export async function readyFor(
  turn: Turn,
  { attempt, client }: FoundAttempt,
  sure: boolean,
): Promise<Exclude<ActOutcome, Fulfilled> | { readonly kind: 'ready'; readonly current: CurrentSession }> {
  const current = await currentSession(turn, client)
  if (!completesIn(attempt.about, current)) return { kind: 'other-session', attempt }
  return attempt.purpose === 'delete' && !sure ? { kind: 'sure-needed', attempt } : { kind: 'ready', current }
}

/** `undefined` where something changed meanwhile. */
export async function fulfil(turn: Turn, found: FoundAttempt, how: Fulfilment): Promise<ActOutcome | undefined> {
  const ready = await readyFor(turn, found, how.sure)
  if (ready.kind !== 'ready') return ready
  const { current } = ready
  const { attempt } = found
  if (attempt.purpose === 'delete') return deleteAccount(turn, found, current)
  const plan = await planOf(turn, found, current, how)
  const { ports, at } = turn
  const outcome = await ports.store.attempts.fulfil({
    ...at,
    id: attempt.id,
    version: attempt.version,
    userVersion: current.user.version,
    effect: {
      user: current.user.id,
      session: current.session.id,
      finish: { by: 'asker', asked: found.client.asked },
      giveBack: how.giveBack,
      ...plan.effect,
    },
    also: { events: plan.events, messages: plan.told ? [plan.told.draft] : [] },
  })
  if (outcome.kind === 'changed') return undefined
  if (outcome.kind === 'taken') return { kind: 'address-taken', attempt }
  if (outcome.kind === 'full') return { kind: 'addresses-full', attempt }
  tell(turn, ...plan.events)
  if (plan.told) postChange(turn, plan.told)
  ports.signals.wake(attempt.id)
  const done = { ...current, user: after(current.user, plan) }
  return fulfilled(turn, found, done, plan.session)
}

async function fulfilled(
  turn: Turn,
  found: FoundAttempt,
  current: CurrentSession,
  session: Credential<'session'> | undefined,
): Promise<Fulfilled> {
  const tokens = await tokensAfter(turn, found, current, session)
  return { ...doneBy(found, current), ...(tokens ? { tokens } : session && { session }) }
}

function doneBy({ attempt }: FoundAttempt, { user, roles }: CurrentSession): Fulfilled {
  return { kind: 'fulfilled', attempt, user, roles, next: nextFor(attempt.destination, true) }
}

function planOf(turn: Turn, found: FoundAttempt, current: CurrentSession, how: Fulfilment): ActPlan | Promise<ActPlan> {
  return found.attempt.purpose === 'step-up'
    ? planStepUp(turn, found, current, how.asker)
    : planChange(turn, found, current)
}

function after(user: User, { effect: { addresses, firstProof } }: ActPlan): User {
  if (!addresses && firstProof === undefined) return user
  const { unproved, ...others } = user
  const isProved = firstProof !== undefined || addresses?.primary !== undefined
  const email = addresses?.primary?.address ?? user.email
  return { ...others, ...(unproved && !isProved && { unproved }), email, version: user.version + 1 }
}

/** A completed act again: a reply that was lost is found by the asker, and whoever is in that session just continues. */
export async function fulfilledAgain(turn: Turn, again: FoundAttempt, asker: boolean): Promise<Fulfilled | undefined> {
  const { attempt, client } = again
  const { finish } = attempt
  if (!finish || !isAct(attempt.purpose)) return undefined
  const { ports, at, now } = turn
  const repeats = asker && now < finish.at + repeatWindow
  const current = await currentSession(turn, client)
  if (current?.session.id === finish.session) {
    // A signed token outlives the step-up: who holds an older copy of it, and nothing else, is told so and given nothing.
    return repeats ? fulfilled(turn, again, current, undefined) : doneBy(again, current)
  }
  if (!repeats || !client.asker) return undefined
  const found = await ports.store.sessions.find({ ...at, id: finish.session })
  if (!found || found.user.status !== 'active') return undefined
  const secret = deriveFor(turn, 'session', attempt, client.asker.secret)
  if (!ports.vault.same(ports.vault.hash(secret), found.session.hash)) return undefined
  return fulfilled(turn, again, found, { id: finish.session, secret })
}
