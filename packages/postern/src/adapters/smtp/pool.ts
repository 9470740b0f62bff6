/** A bounded number of warm connections. Knows when to reuse one and when to open another; not what is said on it. */
import type { Handover } from '../../ports/transport.ts'
import type { Mail } from './compose.ts'
import { createIdleLines, type IdleLines } from './idle-lines.ts'
import { type Line, openLine } from './line.ts'
import type { SmtpSettings } from './settings.ts'
import { createSlots, type Slots } from './slots.ts'
import { busy, limit } from './stop.ts'

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
  /** On which something is being said. */
  readonly atWork: Set<Line>
}

const mostWaiting = 1000
/** After so many milliseconds a server that took no further connection is asked for one again. */
const askAgain = 60_000

export function createPool(settings: SmtpSettings): Pool {
  const slots = createSlots(settings.pool, mostWaiting)
  const parts: Parts = { settings, slots, idle: createIdleLines(settings.timeouts.idle), atWork: new Set() }
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
  // Told that there is no room for a further connection, a mail waits for one of those that are there.
  return (await handInTurn(parts, mail, signal)) ?? (await handInTurn(parts, mail, signal)) ?? busy.handover
}

async function handInTurn(parts: Parts, mail: Mail, signal: AbortSignal): Promise<Handover | undefined> {
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

async function handOverWarm(parts: Parts, mail: Mail, stop: AbortSignal): Promise<Handover | undefined> {
  const { idle } = parts
  const line = idle.take()
  if (!line) return undefined
  const { outcome, begun } = await handOver(parts, line, mail, stop)
  if (line.alive || begun || stop.aborted) return outcome
  // The server had hung up on an unused line. The others are as old: start afresh, once.
  void idle.drop()
  return undefined
}

async function handOverFresh(parts: Parts, mail: Mail, stop: AbortSignal): Promise<Handover | undefined> {
  const line = await openFurther(parts, stop)
  return line && (await handOver(parts, line, mail, stop)).outcome
}

async function handOver({ idle, atWork }: Parts, line: Line, mail: Mail, stop: AbortSignal): ReturnType<Line['hand']> {
  atWork.add(line)
  try {
    return await line.hand(mail, stop)
  } finally {
    atWork.delete(line)
    idle.keep(line)
  }
}

/** A server that speaks on other lines is not down: it takes no more of them, and for a while is asked for no more. */
async function openFurther({ settings, slots, idle, atWork }: Parts, stop: AbortSignal): Promise<Line | undefined> {
  try {
    return await openLine(settings, stop)
  } catch (fault) {
    const lines = atWork.size + idle.alive()
    if (lines === 0 || stop.aborted) throw fault
    slots.allow(lines)
    setTimeout(() => slots.allow(), askAgain).unref()
    return undefined
  }
}
