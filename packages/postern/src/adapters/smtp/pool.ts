/** A bounded number of warm connections. Knows when to reuse one and when to open another; not what is said on it. */
import type { Handover } from '../../ports/transport.ts'
import type { Mail } from './compose.ts'
import { createIdleLines, type IdleLines } from './idle-lines.ts'
import { openLine } from './line.ts'
import type { SmtpSettings } from './settings.ts'
import { createSlots, type Slots } from './slots.ts'
import { limit } from './stop.ts'

export interface Pool {
  /** Rejects with a `Stopped` or a fault for `verdict`. */
  hand(mail: Mail, signal: AbortSignal): Promise<Handover>
  /** Lets handovers under way finish. */
  close(): Promise<void>
}

interface Parts {
  readonly settings: SmtpSettings
  readonly slots: Slots
  readonly idle: IdleLines
}

const mostWaiting = 1000

export function createPool(settings: SmtpSettings): Pool {
  const slots = createSlots(settings.pool, mostWaiting)
  const parts: Parts = { settings, slots, idle: createIdleLines(settings.timeouts.idle) }
  const working = new Set<Promise<Handover>>()
  return {
    hand: async (mail, signal) => {
      const work = hand(parts, mail, signal)
      working.add(work)
      try {
        return await work
      } finally {
        working.delete(work)
      }
    },
    close: async () => {
      slots.close()
      await Promise.allSettled([...working, parts.idle.close()])
    },
  }
}

async function hand(parts: Parts, mail: Mail, signal: AbortSignal): Promise<Handover> {
  const giveBack = await waitForTurn(parts, signal)
  // RFC 5321 §4.5.3.2 would wait ten minutes for the answer to the final dot, against duplicates. Ours are harmless
  // (same Message-ID, same secrets), and by then the mail would be worth nothing.
  const time = limit(parts.settings.timeouts.send, signal)
  try {
    return (await handOverWarm(parts, mail, time.stop)) ?? (await handOverFresh(parts, mail, time.stop))
  } finally {
    time.end()
    giveBack()
  }
}

// Waiting has a clock of its own: a turn that is out of time before it begins would blame the server.
async function waitForTurn({ settings, slots }: Parts, signal: AbortSignal): Promise<() => void> {
  const time = limit(settings.timeouts.send, signal)
  try {
    return await slots.take(time.stop)
  } finally {
    time.end()
  }
}

async function handOverWarm({ idle }: Parts, mail: Mail, stop: AbortSignal): Promise<Handover | undefined> {
  const line = idle.take()
  if (!line) return undefined
  const { outcome, begun } = await line.hand(mail, stop)
  idle.keep(line)
  if (line.alive || begun || stop.aborted) return outcome
  // The server had hung up on an unused line. The others are as old: start afresh, once.
  void idle.drop()
  return undefined
}

async function handOverFresh({ idle, settings }: Parts, mail: Mail, stop: AbortSignal): Promise<Handover> {
  const line = await openLine(settings, stop)
  const { outcome } = await line.hand(mail, stop)
  idle.keep(line)
  return outcome
}
