import { together } from './together.ts'

/** One after the other, whatever becomes of those before. Throws at the end what was wrong. */
export async function inTurn<T>(acts: readonly (() => Promise<T>)[]): Promise<readonly T[]> {
  const done: T[] = []
  const faults: unknown[] = []
  for (const act of acts) {
    try {
      done.push(await act())
    } catch (fault) {
      faults.push(fault)
    }
  }
  if (faults.length > 0) throw together(faults)
  return done
}
