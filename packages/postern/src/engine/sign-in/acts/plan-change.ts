import type { EmailAddress } from '../../../domain/email-address.ts'
import { after } from '../../../domain/instant.ts'
import type { OwnAddress } from '../../../domain/user.ts'
import { mostAddresses, undoWindow } from '../../rules/acts.ts'
import type { CurrentSession } from '../../rules/current-session.ts'
import { attemptEvent } from '../../rules/events.ts'
import type { Turn } from '../../rules/turn.ts'
import { primaryOf, tellOfChange } from '../../rules/undo.ts'
import type { FoundAttempt } from '../find-attempt.ts'
import type { ActPlan } from './outcome.ts'

/**
 * The new address was proved. The primary one until now is told at once, stays reserved, and can undo it. Where another
 * attempt has done the same already, this one is spent, and there is nothing to change, to tell or to undo.
 */
export async function planChange(
  turn: Turn,
  { attempt, client }: FoundAttempt,
  { session, user }: CurrentSession,
): Promise<ActPlan> {
  const { ports, now, at } = turn
  const before = await ports.store.addresses.list({ ...at, user: user.id })
  const old = primaryOf(user)
  const add = attempt.address
  const isPrimary = attempt.about?.mode !== 'additional'
  if (isPrimary ? add.key === old.key : isHers(add, before)) return { effect: {}, events: [] }
  const told = tellOfChange(turn, {
    user,
    what: isPrimary ? 'changed' : 'added',
    told: old,
    now: add,
    before,
    asked: client.asked,
    attempt: attempt.id,
  })
  const replaced = { primary: add, giveUp: { keys: [old.key], until: after(now, undoWindow) } }
  const type = isPrimary ? 'address.changed' : 'address.added'
  const facts = { user: user.id, session: session.id, asked: client.asked }
  return {
    effect: { addresses: { add, most: mostAddresses, ...(isPrimary && replaced), record: told.undo } },
    events: [attemptEvent(turn, type, attempt, facts)],
    told,
  }
}

const isHers = ({ key }: EmailAddress, own: readonly OwnAddress[]): boolean =>
  own.some((one) => one.key === key && one.reservedUntil === undefined)
