import { PosternError } from '../../domain/errors.ts'

const mostTries = 3

/**
 * Runs a decision again when what it rested on changed before its write: three times at most. `undefined` from the
 * operation means *changed*.
 */
export async function untilSettled<O>(operation: () => Promise<O | undefined>): Promise<O> {
  for (let tries = 0; tries < mostTries; tries++) {
    const outcome = await operation()
    if (outcome !== undefined) return outcome
  }
  throw new PosternError('busy', 'the attempt kept changing; try again')
}
