/** The end of an account, at its owner's word: everything of hers goes at once, and this session with it. */
import type { CurrentSession } from '../../rules/current-session.ts'
import type { Turn } from '../../rules/turn.ts'
import type { FoundAttempt } from '../find-attempt.ts'
import type { Fulfilled } from './fulfil.ts'

export async function deleteAccount(
  _turn: Turn,
  _found: FoundAttempt,
  _current: CurrentSession,
): Promise<Fulfilled | undefined> {
  return undefined
}
