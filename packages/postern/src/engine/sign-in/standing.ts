/** Callers who are somebody already: the asker that repeats itself, a second click, another account's session. */
import { maskEmailAddress } from '../../domain/email-address.ts'
import { type CurrentSession, currentSession } from '../rules/current-session.ts'
import { repeatWindow } from '../rules/lifetimes.ts'
import type { Turn } from '../rules/turn.ts'
import { repeat } from './derived.ts'
import type { FoundAttempt } from './find-attempt.ts'
import type { SignedIn, Standing } from './outcome.ts'

/** A completed attempt again: the asker finds its session, and whoever is in as this user just continues. */
export async function again(
  turn: Turn,
  { attempt, client }: FoundAttempt,
  asker: boolean,
): Promise<SignedIn | Standing | undefined> {
  const { finish } = attempt
  if (!finish) return undefined
  if (asker && turn.now < finish.at + repeatWindow) {
    const repeated = await repeat(turn, attempt, finish, client)
    if (repeated) return repeated
  }
  const current = await currentSession(turn, client)
  return current && current.user.id === finish.user ? { kind: 'already-in', current } : undefined
}

/** Whether the caller must first say that leaving the account she is signed in to is what she wants. */
export function asksToSwitch(
  { attempt, subject }: FoundAttempt,
  held: CurrentSession | undefined,
): Standing | undefined {
  if (!held || held.user.id === subject.user?.id) return undefined
  const next = maskEmailAddress(attempt.address.address)
  return { kind: 'switch-needed', attempt, current: maskEmailAddress(held.user.email), next }
}

/**
 * What the new session takes the place of. Her own in another application goes on without this browser: what that
 * application was handed hangs from it.
 */
export function replacedBy(
  { attempt, subject }: FoundAttempt,
  held: CurrentSession | undefined,
): CurrentSession | undefined {
  if (!held) return undefined
  const goesOn = held.user.id === subject.user?.id && held.session.application !== attempt.application
  return goesOn ? undefined : held
}
