/** Work that nobody waits for by itself: its faults are told, and one may wait until nothing is left of it. */
export interface UnderWay {
  /** `then` is called when it is over, whatever came of it. */
  track(work: Promise<void>, then?: () => void): void
  /** Resolves when all is over, and what came in meanwhile. */
  settled(): Promise<void>
}

export function createUnderWay(onFault: (fault: unknown) => void): UnderWay {
  const underWay = new Set<Promise<void>>()
  return {
    track(work, then) {
      const tracked = work.catch(onFault).finally(() => {
        underWay.delete(tracked)
        then?.()
      })
      underWay.add(tracked)
    },
    async settled() {
      while (underWay.size > 0) await Promise.allSettled(underWay)
    },
  }
}
