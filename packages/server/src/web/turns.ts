/**
 * Work that takes turns with the rest of the process: so much of it in one turn of the event loop, the rest in the next.
 * Owns order and time, and knows nothing of what the work is.
 */
export interface Turns<T> {
  /** How many wait for the next turn. */
  readonly waiting: number
  /** The clock of a turn starts now. */
  begin(now: number): void
  /** Whether this turn has time left, and nobody waits who would go first. */
  hasTime(now: number): boolean
  /** Those who go first do so in every turn. */
  add(one: T, goesFirst: boolean): void
}

/** Milliseconds of one turn that go to this work. */
const longestTurn = 5

export function createTurns<T>(work: (one: T) => void): Turns<T> {
  const first: T[] = []
  const others: T[] = []
  let began = 0

  const turn = (): void => {
    began = performance.now()
    step()
  }
  // Between two steps those that have begun get on with their work, so that the clock counts that too.
  const step = (): void => {
    const one = first.shift() ?? others.shift()
    if (one === undefined) return
    work(one)
    if (performance.now() - began < longestTurn) queueMicrotask(step)
    else if (first.length + others.length > 0) setImmediate(turn)
  }
  return {
    get waiting() {
      return first.length + others.length
    },
    begin: (now) => void (began = now),
    hasTime: (now) => first.length + others.length === 0 && now - began < longestTurn,
    add(one, goesFirst) {
      if (first.length + others.length === 0) setImmediate(turn)
      const queue = goesFirst ? first : others
      queue.push(one)
    },
  }
}
