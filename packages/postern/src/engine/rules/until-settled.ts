import { PosternError } from '../../domain/errors.ts'
import type { Scope } from '../../domain/scope.ts'
import type { Ports } from '../../ports/ports.ts'
import { type Turn, turnNow } from './turn.ts'

const mostTurns = 3

/**
 * Decides again when what a decision rested on changed before its write: three times at most. `undefined` from the
 * decision means *changed*.
 */
export async function untilSettled<O>(
  ports: Ports,
  scope: Scope,
  decide: (turn: Turn) => Promise<O | undefined>,
): Promise<O> {
  for (let turns = 0; turns < mostTurns; turns++) {
    const outcome = await decide(turnNow(ports, scope))
    if (outcome !== undefined) return outcome
  }
  throw new PosternError('busy', 'the attempt kept changing; try again')
}
