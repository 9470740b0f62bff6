/** What was read, by name. One read for all who ask at the same time; what fails is not kept. */
export interface Kept {
  /** A name is asked for with one kind of read only. */
  of<T>(name: string, read: () => Promise<T>): Promise<T>
  forget(): void
}

/** Callers choose some of the names: when there are too many, all are dropped. */
const mostKept = 60_000

export function createKept(): Kept {
  const kept = new Map<string, Promise<unknown>>()
  return {
    of<T>(name: string, read: () => Promise<T>): Promise<T> {
      const known = kept.get(name)
      if (known) return known as Promise<T>
      if (kept.size >= mostKept) kept.clear()
      const reading = read()
      kept.set(name, reading)
      // One that was dropped meanwhile may have been read anew.
      reading.catch(() => kept.get(name) === reading && kept.delete(name))
      return reading
    },
    forget: () => kept.clear(),
  }
}
