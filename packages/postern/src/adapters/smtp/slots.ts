import { busy, closed, timedOut } from './stop.ts'

/** A bounded number of turns, given in order of asking. */
export interface Slots {
  /** Resolves with what gives the turn back. Rejects with a `Stopped`. */
  take(stop: AbortSignal): Promise<() => void>
  /** From now on so many at the same time, or as many as at first. Turns that were given are not taken back. */
  allow(count?: number): void
  /** Sends all who wait away, and all who come later. */
  close(): void
}

export function createSlots(count: number, mostWaiting: number): Slots {
  const waiting = new Set<{ readonly go: () => void; readonly refuse: () => void }>()
  let most = count
  let taken = 0
  let shut = false

  const passOn = (): void => {
    for (const one of waiting) {
      if (taken >= most) return
      taken++
      one.go()
    }
  }
  const giveBack = (): void => {
    taken--
    passOn()
  }
  return {
    take: async (stop) => {
      if (shut) throw closed
      stop.throwIfAborted()
      if (taken < most) taken++
      else if (waiting.size >= mostWaiting) throw busy
      else await turn(stop)
      return once(giveBack)
    },
    allow: (now = count) => {
      most = Math.min(now, count)
      passOn()
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
