/** The audit trail: every sign-in and sign-out that took effect is told by an event of the same transaction. */
import type { FinalState } from './evidence.ts'
import type { Operation } from './operations.ts'

export function checkTrail(
  operations: readonly Operation[],
  { sessions, completions, revocations }: FinalState,
  { lost, wrong }: { readonly lost: string[]; readonly wrong: string[] },
): void {
  const told = new Set(completions.map(({ attempt, session }) => `${attempt} ${session}`))
  const begun = new Set<string>()
  for (const { act, answer } of operations) {
    if (act.kind !== 'redeem' || answer?.session === undefined || begun.has(answer.session)) continue
    begun.add(answer.session)
    if (!told.has(`${act.attempt} ${answer.session}`))
      lost.push(`session ${answer.session} was acknowledged and no event tells of its sign-in`)
  }
  for (const [session, { attempt }] of sessions)
    if (!begun.has(session) && !told.has(`${attempt} ${session}`))
      wrong.push(`session ${session} is there and no event tells of its sign-in`)
  for (const session of signedOut(operations))
    if (begun.has(session) && !revocations.has(session))
      lost.push(`session ${session} was signed out and no event tells of its end`)
}

const signedOut = (operations: readonly Operation[]): ReadonlySet<string> =>
  new Set(
    operations.flatMap(({ act, answer }) => (act.kind === 'sign-out' && answer?.status === 204 ? [act.session] : [])),
  )
