import { busy, closed, timedOut } from './stop.ts'

/** A bounded number of turns, given in order of asking. */
export interface Slots {
  /** Resolves with what gives the turn back. Rejects with a `Stopped`. */
  take(stop: AbortSignal): Promise<() => void>
  /** Sends all who wait away, and all who come later. */
  close(): void
}

export function createSlots(count: number, mostWaiting: number): Slots {
  const waiting = new Set<{ readonly go: () => void; readonly refuse: () => void }>()
  let free = count
  let shut = false

  const giveBack = (): void => {
    const [first] = waiting
    if (first) first.go()
    else free++
  }
  return {
    take: async (stop) => {
      if (shut) throw closed
      stop.throwIfAborted()
      if (free > 0) free--
      else if (waiting.size >= mostWaiting) throw busy
      else await turn(stop)
      return once(giveBack)
    },
    close: () => {
      shut = true
      for (const one of waiting) one.refuse()
    },
  }

  function turn(stop: AbortSignal): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const leave = (settle: () => void): void => {
      waiting.delete(one)
      stop.removeEventListener('abort', onStop)
      settle()
    }
    const onStop = (): void => leave(() => reject(stop.reason === timedOut ? busy : stop.reason))
    const one = { go: () => leave(resolve), refuse: () => leave(() => reject(closed)) }
    stop.addEventListener('abort', onStop, { once: true })
    waiting.add(one)
    return promise
  }
}

function once(call: () => void): () => void {
  let done = false
  return () => {
    if (!done) call()
    done = true
  }
}
