/**
 * Runs commands: gathers calls, sends each batch as one statement, and decides what a fault means for those who wait.
 * What was never sent is sent later, what was rolled back is tried again, what only reads is asked again; whether a lost
 * change took effect is not known here, and its callers are told so.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { PosternError } from '../../domain/errors.ts'
import type { Duration, Instant } from '../../domain/instant.ts'
import { textRefused } from '../../domain/kept-text.ts'
import type { Command } from './command.ts'
import { faultOf, isConflict, isLost, isMissing, isUnavailable, NotSent } from './faults.ts'
import { Lane, type Waiting } from './lane.ts'
import type { Connections } from './pool.ts'

export interface CallerOptions {
  /** The name of a routine in the database. */
  readonly nameOf: (routine: string) => string
  readonly maxBatch: number
  readonly maxWaiting: number
  /** How long a call waits, for its turn, a connection and the answer together, while no other of its kind is answered. */
  readonly patience: Duration
  /** Makes the routines again where they are gone: whoever slept for long may find them dropped. */
  readonly restore?: () => Promise<unknown>
}

const maxConflicts = 3
/** Connections that a batch which failed may take, to run its calls singly. */
const singlesAtOnce = 4
const maxQuestions = 3
/** With less time left a call is not sent: cut short, its outcome would be unknown. */
const leastTime = (patience: number): number => Math.min(500, patience / 4)
/** How stale the mark of time may be, so that it costs no write per batch. */
const markStep = 1000

type AnyCommand = Command<unknown, unknown>

export class Caller {
  readonly #connections: Connections
  readonly #options: CallerOptions
  readonly #lanes = new Map<AnyCommand, Lane>()
  /** When a call of this kind was last answered. */
  readonly #answered = new Map<AnyCommand, number>()
  readonly #idle: (() => void)[] = []
  #waiting = 0
  #closed = false
  /** The latest moment that any command has named, and that the database has been told of. */
  #time = 0
  #marked = 0
  #restoring: Promise<void> | undefined

  constructor(connections: Connections, options: CallerOptions) {
    this.#connections = connections
    this.#options = options
  }

  get time(): Instant {
    return this.#time as Instant
  }

  call<I, O>(command: Command<I, O>, input: I): Promise<O> {
    if (this.#closed) return Promise.reject(new PosternError('busy', 'The store is closed.'))
    if (this.#waiting >= this.#options.maxWaiting) {
      return Promise.reject(new PosternError('busy', 'Too many commands are waiting.'))
    }
    const lane = this.#laneOf(command as AnyCommand)
    this.#waiting++
    return new Promise<O>((resolve, reject) => {
      lane.submit({ input, since: performance.now(), resolve, reject })
    }).finally(() => this.#done())
  }

  /** Takes no more calls and ends when those waiting are answered. */
  async close(): Promise<void> {
    this.#closed = true
    if (this.#waiting > 0) await new Promise<void>((resolve) => this.#idle.push(resolve))
  }

  #done(): void {
    this.#waiting--
    if (this.#waiting === 0) for (const tell of this.#idle.splice(0)) tell()
  }

  #laneOf(command: AnyCommand): Lane {
    const known = this.#lanes.get(command)
    if (known) return known
    const run = (batch: readonly Waiting[]): Promise<void> => this.#run(command, batch)
    const lane = new Lane({ maxBatch: this.#options.maxBatch, maxUnderWay: 1, run })
    this.#lanes.set(command, lane)
    return lane
  }

  async #run(command: AnyCommand, calls: readonly Waiting[]): Promise<void> {
    const { batch, text } = write(command, this.#inTime(command, calls))
    if (batch.length === 0) return
    let rows: readonly (readonly unknown[])[]
    try {
      rows = await this.#ask(command, batch, text)
    } catch (fault) {
      if (batch.length > 1 && isItsOwn(fault)) return this.#runSingly(command, batch)
      for (const call of batch) call.reject(faultOf(fault, command))
      return
    }
    this.#answered.set(command, performance.now())
    const answers = new Map(rows.map((row) => [row[0] as number, row[1]]))
    for (const [at, call] of batch.entries()) answer(command, call, answers.get(at))
  }

  /** One call must not fail its neighbours, nor hold them up one after the other. */
  async #runSingly(command: AnyCommand, batch: readonly Waiting[]): Promise<void> {
    const left = [...batch]
    const next = async (): Promise<void> => {
      for (let call = left.shift(); call; call = left.shift()) await this.#run(command, [call])
    }
    await Promise.all(Array.from({ length: singlesAtOnce }, next))
  }

  /** Those that waited too long for their turn are told so, and were never sent. */
  #inTime(command: AnyCommand, calls: readonly Waiting[]): readonly Waiting[] {
    const latest = performance.now() + leastTime(this.#options.patience)
    return calls.filter((call) => {
      if (this.#endOf(command, call) >= latest) return true
      call.reject(new PosternError('busy', 'The database is busy.'))
      return false
    })
  }

  /** When a call's patience is over. However long the queue is, while it is answered nobody leaves it. */
  #endOf(command: AnyCommand, { since }: Waiting): number {
    return Math.max(since, this.#answered.get(command) ?? 0) + this.#options.patience
  }

  async #ask(command: AnyCommand, batch: readonly Waiting[], calls: string): Promise<readonly (readonly unknown[])[]> {
    const { patience } = this.#options
    const [oldest] = batch
    const until = oldest ? this.#endOf(command, oldest) : 0
    let conflicts = 0
    let questions = 0
    let restored = false
    for (;;) {
      try {
        return await this.#send(command, batch, { calls, until })
      } catch (fault) {
        if (isMissing(fault) && !restored) restored = await this.#restore()
        else if (isConflict(fault)) conflicts++
        else if (command.reads && isLost(fault) && !(fault instanceof NotSent)) questions++
        else if (!(fault instanceof NotSent || isUnavailable(fault))) throw fault
        if (conflicts > maxConflicts || questions > maxQuestions || performance.now() > until - leastTime(patience))
          throw fault
      }
      await pause(20 + Math.random() * 80)
    }
  }

  /** Once, however many ask at the same time. Who cannot have them is told so by the call itself. */
  async #restore(): Promise<true> {
    const forget = (): void => void (this.#restoring = undefined)
    this.#restoring ??= this.#options.restore?.().then(forget, forget)
    await this.#restoring
    return true
  }

  async #send(
    command: AnyCommand,
    batch: readonly Waiting[],
    { calls, until }: { readonly calls: string; readonly until: number },
  ): Promise<readonly (readonly unknown[])[]> {
    const { nameOf } = this.#options
    const name = nameOf(command.routine.name)
    const mark = command.reads ? undefined : this.#markFor(batch)
    if (mark === undefined) {
      const text = `SELECT f.place, f.answer FROM ${name}($1::jsonb) f`
      return this.#connections.ask({ name, text, values: [calls], until })
    }
    const text = `SELECT f.place, f.answer FROM ${nameOf('mark')}($2) m, ${name}($1::jsonb) f`
    const rows = await this.#connections.ask({ name: `${name}_marked`, text, values: [calls, mark], until })
    this.#marked = Math.max(this.#marked, mark)
    return rows
  }

  /** The moment to mark with this batch, if the last mark is too old. */
  #markFor(batch: readonly Waiting[]): number | undefined {
    for (const { input } of batch) {
      const { now } = input as { readonly now?: Instant }
      if (now !== undefined && now > this.#time) this.#time = now
    }
    return this.#time >= this.#marked + markStep ? this.#time : undefined
  }
}

/** The calls that can be sent, as one JSON array. The others are answered. */
function write(command: AnyCommand, calls: readonly Waiting[]): { readonly batch: Waiting[]; readonly text: string } {
  const batch: Waiting[] = []
  const texts: string[] = []
  for (const call of calls) {
    try {
      const text = JSON.stringify({ ...command.encode(call.input), call: batch.length })
      if (holdsNoText(text)) throw textRefused()
      batch.push(call)
      texts.push(text)
    } catch (fault) {
      call.reject(fault)
    }
  }
  return { batch, text: `[${texts.join()}]` }
}

/** JSON writes NUL and halves of a pair as escapes, and the same letters within text that is JSON itself as two. */
function holdsNoText(json: string): boolean {
  return (json.includes('\\u0000') || json.includes('\\ud')) && /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/.test(json)
}

function answer(command: AnyCommand, call: Waiting, found: unknown): void {
  try {
    call.resolve(command.decode(found as never, call.input) as never)
  } catch (fault) {
    call.reject(fault)
  }
}

/** Whether one call may be at fault, so that the others of its batch would fare better alone. */
function isItsOwn(fault: unknown): boolean {
  return !(fault instanceof NotSent || isLost(fault) || isUnavailable(fault))
}
