/** The lines of a history put together: one entry per thing that a caller did. */
import type { Act, Answer, Line } from './history.ts'

export interface Operation {
  readonly n: number
  readonly act: Act
  readonly invokedAt: number
  /** Absent while nobody answered. */
  endedAt?: number
  /** Absent when the outcome is unknown. */
  answer?: Answer
  /** Of an answer that promises nothing. */
  status?: number
  why?: string
}

export function operationsOf(lines: readonly Line[]): readonly Operation[] {
  const operations = new Map<number, Operation>()
  for (const line of lines) {
    if (line.step === 'invoked') operations.set(line.n, { n: line.n, act: line.act, invokedAt: line.at })
    if (line.step !== 'acknowledged' && line.step !== 'unknown') continue
    const operation = operations.get(line.n)
    if (!operation) continue
    operation.endedAt = line.at
    if (line.step === 'acknowledged') operation.answer = line.answer
    else {
      operation.why = line.why
      if (line.status !== undefined) operation.status = line.status
    }
  }
  return [...operations.values()]
}

export interface Figures {
  readonly attempts: number
  readonly acknowledged: number
  readonly faults: number
  readonly maxRecovery: number
  readonly p99: number
}

/** What a history says of speed: how long answers took, and how soon after each fault something was acknowledged again. */
export function figuresOf(lines: readonly Line[]): Figures {
  const operations = operationsOf(lines)
  const answered = operations.filter(({ answer }) => answer !== undefined)
  const faults = lines.filter(({ step }) => step === 'fault').map(({ at }) => at)
  const took = answered.map(({ invokedAt, endedAt = invokedAt }) => endedAt - invokedAt).toSorted((a, b) => a - b)
  return {
    attempts: operations.length,
    acknowledged: answered.length,
    faults: faults.length,
    maxRecovery: Math.round(Math.max(0, ...faults.map((at) => recoveryFrom(at, answered)))),
    p99: Math.round(took[Math.floor(took.length * 0.99)] ?? 0),
  }
}

/** Writes only: reads may be answered by a node that has lost its database, and prove nothing. */
const isWrite = ({ act }: Operation): boolean => act.kind === 'request' || act.kind === 'redeem'

function recoveryFrom(fault: number, answered: readonly Operation[]): number {
  let first = Number.POSITIVE_INFINITY
  for (const operation of answered) {
    if (operation.invokedAt >= fault && isWrite(operation)) first = Math.min(first, operation.endedAt ?? first)
  }
  return first === Number.POSITIVE_INFINITY ? 0 : first - fault
}
