/** Wake-up hints between the request that changes an attempt and the one that waits for it. Never the truth. */
export interface Signals {
  wake(topic: string): void
  /** Resolves on a wake-up, when the time is over, or when the signal aborts. Never rejects. */
  wait(topic: string, milliseconds: number, signal: AbortSignal): Promise<void>
}
