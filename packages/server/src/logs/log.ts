/**
 * The log: a closed list of things that can be said. What is not on the list cannot be logged, so neither a secret nor
 * an address can. Lines are JSON for programs or text for people.
 */
import pino from 'pino'
import type { LogFormat, LogLevel } from '../config/settings.ts'
import { showFault } from './fault.ts'
import { toLine } from './to-line.ts'

export interface Log {
  listening(where: Where): void
  /** A sentence of ours about the configuration. */
  warning(sentence: string): void
  fault(fault: unknown, about: { readonly route: string }): void
  /** The process cannot go on. */
  crash(fault: unknown): void
  /** A transport begins to fail; once until it has worked again. */
  transportFails(about: { readonly transport: string; readonly reason: string }): void
  /** It has taken a mail again. `lasted` in milliseconds. */
  transportWorks(about: { readonly transport: string; readonly lasted: number }): void
  mailFailed(about: { readonly attempt: string; readonly reason: string }): void
  request(about: AnsweredRequest): void
  stopping(signal: string): void
  stopped(): void
  /** Whether `request` says anything. */
  readonly tellsRequests: boolean
}

export interface Where {
  readonly version: string
  readonly command: 'dev' | 'start'
  readonly baseUrl: string
  readonly listening: readonly string[]
  readonly store: string
}

/** What was answered; `aborted` where the connection ended before anything was. */
export type AnswerStatus = number | 'aborted'

export interface AnsweredRequest {
  readonly method: string
  /** The pattern, `/auth/link/:id`; never what stood in its place. */
  readonly route: string
  readonly status: AnswerStatus
  readonly ms: number
}

export interface LogOptions {
  readonly level: LogLevel
  readonly format: LogFormat
}

export function createLog({ level, format }: LogOptions): Log {
  const out = format === 'json' ? pino.destination({ dest: 1, sync: true }) : { write: writeText }
  const lines = pino({ level, base: { pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime }, out)
  return {
    listening: (where) => lines.info(where, 'listening'),
    warning: (sentence) => lines.warn({}, sentence),
    fault: (fault, { route }) => lines.error({ route, fault: showFault(fault) }, 'fault'),
    crash: (fault) => lines.fatal({ fault: showFault(fault) }, 'crash'),
    transportFails: ({ transport, reason }) => lines.warn({ transport, reason }, 'transport fails'),
    transportWorks: ({ transport, lasted }) =>
      lines.info({ transport, seconds: Math.round(lasted / 1000) }, 'transport works again'),
    mailFailed: ({ attempt, reason }) => lines.warn({ attempt, reason }, 'mail failed'),
    request: ({ method, route, status, ms }) => lines.debug({ method, route, status, ms }, 'request'),
    stopping: (signal) => lines.info({ signal }, 'stopping'),
    stopped: () => lines.info({}, 'stopped'),
    tellsRequests: level === 'debug',
  }
}

function writeText(line: string): void {
  process.stdout.write(`${toLine(JSON.parse(line) as Readonly<Record<string, unknown>>)}\n`)
}
