/** Warm connections, a bounded number of them. Knows when to open, reuse and drop one; not what is said on it. */
import type { Handover } from '../../ports/transport.ts'
import type { Mail } from './compose.ts'
import { type Line, openLine } from './line.ts'
import type { SmtpSettings } from './settings.ts'
import { createSlots } from './slots.ts'
import { limit } from './stop.ts'

export interface Pool {
  /** Rejects with a `Stopped` or a fault for `verdict`. */
  hand(mail: Mail, signal: AbortSignal): Promise<Handover>
  /** Lets handovers under way finish. */
  close(): Promise<void>
}

/** Servers close connections that never end; many draw the line at a hundred mails. */
const mostMails = 100
const mostWaiting = 1000

export function createPool(settings: SmtpSettings): Pool {
  const slots = createSlots(settings.pool, mostWaiting)
  const idle = new Map<Line, NodeJS.Timeout>()
  const working = new Set<Promise<Handover>>()
  let shut = false

  return {
    hand: (mail, signal) => {
      const work = hand(mail, signal)
      const over = (): void => void working.delete(work)
      working.add(work)
      work.then(over, over)
      return work
    },
    close: async () => {
      shut = true
      slots.close()
      await Promise.allSettled([...working, ...dropIdle()])
    },
  }

  async function hand(mail: Mail, signal: AbortSignal): Promise<Handover> {
    const giveBack = await waitForTurn(signal)
    // RFC 5321 §4.5.3.2 would wait ten minutes for the answer to the final dot, against duplicates. Ours are harmless
    // (same Message-ID, same secrets), and by then the mail would be worth nothing.
    const { stop, end } = limit(settings.timeouts.send, signal)
    try {
      return (await handOverWarm(mail, stop)) ?? (await handOverFresh(mail, stop))
    } finally {
      end()
      giveBack()
    }
  }

  // Waiting has a clock of its own: a turn that is out of time before it begins would blame the server.
  async function waitForTurn(signal: AbortSignal): Promise<() => void> {
    const { stop, end } = limit(settings.timeouts.send, signal)
    try {
      return await slots.take(stop)
    } finally {
      end()
    }
  }

  async function handOverWarm(mail: Mail, stop: AbortSignal): Promise<Handover | undefined> {
    const line = takeIdle()
    if (!line) return undefined
    const { outcome, begun } = await line.hand(mail, stop)
    keep(line)
    if (line.alive || begun || stop.aborted) return outcome
    // The server had hung up on an unused line. The others are as old: start afresh, once.
    void Promise.all(dropIdle())
    return undefined
  }

  async function handOverFresh(mail: Mail, stop: AbortSignal): Promise<Handover> {
    const line = await openLine(settings, stop)
    const { outcome } = await line.hand(mail, stop)
    keep(line)
    return outcome
  }

  // The one used last is the warmest; the others may grow old and go.
  function takeIdle(): Line | undefined {
    for (const line of [...idle.keys()].reverse()) {
      forget(line)
      if (line.alive) return line
    }
    return undefined
  }

  function keep(line: Line): void {
    if (!line.alive) return
    if (shut || line.count >= mostMails) return void line.quit()
    line.rest()
    const timer = setTimeout(() => {
      forget(line)
      void line.quit()
    }, settings.timeouts.idle)
    idle.set(line, timer.unref())
  }

  function forget(line: Line): void {
    clearTimeout(idle.get(line))
    idle.delete(line)
  }

  function dropIdle(): Promise<void>[] {
    return [...idle.keys()].map((line) => {
      forget(line)
      return line.quit()
    })
  }
}
