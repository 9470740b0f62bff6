/** One log record as a short line for a person: time, level where it matters, what happened, and its facts. */
import type { ShownFault } from './fault.ts'

const levels: Readonly<Record<number, string>> = { 40: 'warning: ', 50: 'error: ', 60: 'fatal: ' }

export function toLine(record: Readonly<Record<string, unknown>>): string {
  const { level, time, pid: _pid, msg, fault, ...facts } = record
  const told = Object.entries(facts).map(([name, value]) => `${name}=${String(value)}`)
  const head = [String(time).slice(11, 19), `${levels[Number(level)] ?? ''}${String(msg)}`, ...told].join(' ')
  return fault === undefined ? head : [head, ...faultLines(fault as ShownFault)].join('\n')
}

function faultLines({ name, code, detail, stack, cause }: ShownFault): readonly string[] {
  const head = `  ${[name, code, detail].filter(Boolean).join(' ')}`
  return [head, ...stack.map((frame) => `    ${frame}`), ...(cause ? faultLines(cause) : [])]
}
