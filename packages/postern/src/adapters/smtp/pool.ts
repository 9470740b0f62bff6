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
  /** Every one that was opened; those that ended meanwhile are forgotten when they are counted. */
  readonly lines: Set<Line>
  readonly opening: Set<Promise<Line>>
}

const mostWaiting = 1000
/** After so many milliseconds a server that took no further connection is asked for one again. */
const askAgain = 60_000

export function createPool(settings: SmtpSettings): Pool {
  const slots = createSlots(settings.pool, mostWaiting)
  const idle = createIdleLines(settings.timeouts.idle)
  const parts: Parts = { settings, slots, idle, lines: new Set(), opening: new Set() }
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
      await Promise.allSettled([...working, idle.close()])
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

async function handOverFresh(parts: Parts, mail: Mail, stop: AbortSignal): Promise<Handover | undefined> {
  const line = await openFurther(parts, stop)
  if (!line) return undefined
  const { outcome } = await line.hand(mail, stop)
  parts.idle.keep(line)
  return outcome
}

/** A server that speaks on other lines is not down: it takes no more of them, and for a while is asked for no more. */
async function openFurther(parts: Parts, stop: AbortSignal): Promise<Line | undefined> {
  const { settings, slots, lines, opening } = parts
  const dialling = openLine(settings, stop)
  opening.add(dialling)
  try {
    const line = await dialling
    lines.add(line)
    return line
  } catch (fault) {
    opening.delete(dialling)
    // Of several that are opened at once the server may take the last.
    await Promise.allSettled(opening)
    const alive = countAlive(lines)
    if (alive === 0 || stop.aborted) throw fault
    slots.allow(alive)
    setTimeout(() => slots.allow(), askAgain).unref()
    return undefined
  } finally {
    opening.delete(dialling)
    countAlive(lines)
  }
}

function countAlive(lines: Set<Line>): number {
  for (const line of lines) if (!line.alive) lines.delete(line)
  return lines.size
}
