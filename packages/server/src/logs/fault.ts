/**
 * A fault as a log may show it: what kind, where, never its words. A message may quote what somebody sent, and nobody
 * can tell by looking at it.
 */
import { PosternError } from 'postern/kit'

export interface ShownFault {
  readonly name: string
  readonly code?: string
  /** The words of our own errors, which are written to be shown. */
  readonly detail?: string
  readonly stack: readonly string[]
  readonly cause?: ShownFault
}

const maxFrames = 12

export function showFault(fault: unknown, depth = 0): ShownFault {
  if (!(fault instanceof Error)) return { name: typeof fault, stack: [] }
  const code = word('errcode' in fault ? fault.errcode : 'code' in fault ? fault.code : undefined)
  return {
    name: word(fault.name) ?? 'Error',
    ...(code === undefined ? {} : { code }),
    ...(fault instanceof PosternError && fault.detail !== undefined ? { detail: fault.detail } : {}),
    stack: framesOf(fault),
    ...(fault.cause === undefined || depth === 3 ? {} : { cause: showFault(fault.cause, depth + 1) }),
  }
}

/** A name or code that could not hold anybody's secret or address. */
function word(value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  return /^[A-Za-z0-9_-]{1,48}$/.test(String(value)) ? String(value) : undefined
}

const frame = /^at (?:[\w.<>$#[\] ]{1,120} \()?(?:file:\/\/|node:|\/|[A-Z]:\\)[^\s()]{1,300}:\d+:\d+\)?$/

/** Frames only. The message stands before them, and what it quotes may look like one. */
function framesOf({ stack = '', message }: Error): readonly string[] {
  const said = stack.indexOf(message)
  return stack
    .slice(said === -1 ? 0 : said + message.length)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => frame.test(line))
    .slice(0, maxFrames)
}
