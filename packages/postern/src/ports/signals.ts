/** Wake-up hints between the request that changes an attempt and the one that waits for it. Never the truth. */
export interface Signals {
  wake(topic: string): void
  /** Resolves on a wake-up, when the time is over, or when the signal aborts. Never rejects. */
  wait(topic: string, milliseconds: number, signal: AbortSignal): Promise<void>
}

/** Carries wake-up hints to other nodes of the same store, and theirs to this one. May lose any of them. */
export interface Relay {
  tell(topic: string): void
  /** Calls `listener` for every hint from now on, this node's own included. */
  hear(listener: (topic: string) => void): void
}
