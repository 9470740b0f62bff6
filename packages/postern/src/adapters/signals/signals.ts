/** Signals within one process, and to and from other nodes by a relay. A topic exists only while somebody waits for it. */
import type { Relay, Signals } from '../../ports/signals.ts'

type Waiters = Set<() => void>

/** What `setTimeout` can hold; more would fire at once. */
const maxDelay = 2 ** 31 - 1

export function createSignals(relay?: Relay): Signals {
  const topics = new Map<string, Waiters>()
  const wakeHere = (topic: string): void => {
    for (const resolve of topics.get(topic) ?? []) resolve()
  }
  relay?.hear(wakeHere)
  return {
    wake(topic) {
      wakeHere(topic)
      relay?.tell(topic)
    },
    wait: (topic, milliseconds, signal) =>
      signal.aborted ? Promise.resolve() : waitFor(topics, topic, milliseconds, signal),
  }
}

function waitFor(
  topics: Map<string, Waiters>,
  topic: string,
  milliseconds: number,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve) => {
    const waiters = topics.get(topic) ?? new Set()
    topics.set(topic, waiters)
    const done = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      waiters.delete(done)
      if (waiters.size === 0 && topics.get(topic) === waiters) topics.delete(topic)
      resolve()
    }
    const timer = setTimeout(done, Math.min(milliseconds, maxDelay))
    // A waiting page is no reason for a process to stay alive.
    timer.unref()
    signal.addEventListener('abort', done)
    waiters.add(done)
  })
}
