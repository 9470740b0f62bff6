/**
 * Group commit: commands submitted in one turn of the event loop share one transaction, and no reply leaves before its
 * commit is on disk. No timer window: while a commit runs, the next batch gathers by itself. Knows nothing of what
 * commands do, except that one may be run again after a roll-back.
 */
import { PosternError } from '../../domain/errors.ts'
import type { Instant } from '../../domain/instant.ts'
import { faultOf, isBusy, isStorageFault } from './faults.ts'
import type { Transaction } from './transaction.ts'

/** A command's synchronous steps in the turn's transaction. */
export type Step<I, O> = (tx: Transaction, input: I) => O

export interface GroupWriterOptions {
  /** Commands in one transaction at most: what bounds the event loop's longest stall. */
  readonly maxBatch: number
  /** Commands waiting at most. More are refused as `busy`. */
  readonly maxWaiting: number
  /** How long a command waits, in milliseconds, for somebody else's lock. */
  readonly waitForLock: number
  /** Called at named points, so that crash tests can kill the process there. It must not throw. */
  readonly checkpoint: (name: string) => void
}

export interface GroupWriter {
  submit<I extends { readonly now: Instant }, O>(step: Step<I, O>, input: I): Promise<O>
  /** Takes no more commands and ends when those waiting are answered. */
  close(): Promise<void>
}

interface Waiting {
  readonly now: Instant
  readonly run: (tx: Transaction) => unknown
  readonly resolve: (output: never) => void
  readonly reject: (fault: unknown) => void
  /** Set when the batch met somebody else's lock. */
  giveUpAt: number
}

/** Milliseconds between two looks at somebody else's lock: his commits are hardly longer. */
const lockPause = 1

export function createGroupWriter(tx: Transaction, options: GroupWriterOptions): GroupWriter {
  return new Queue(tx, options)
}

class Queue implements GroupWriter {
  readonly #tx: Transaction
  readonly #options: GroupWriterOptions
  #waiting: Waiting[] = []
  #scheduled = false
  #closing: Promise<void> | undefined
  #closed: (() => void) | undefined

  constructor(tx: Transaction, options: GroupWriterOptions) {
    this.#tx = tx
    this.#options = options
  }

  submit<I extends { readonly now: Instant }, O>(step: Step<I, O>, input: I): Promise<O> {
    if (this.#closing) return Promise.reject(new PosternError('busy', 'The store is closed.'))
    if (this.#waiting.length >= this.#options.maxWaiting) {
      return Promise.reject(new PosternError('busy', 'Too many commands are waiting.'))
    }
    return new Promise<O>((resolve, reject) => {
      this.#waiting.push({ now: input.now, run: (tx) => step(tx, input), resolve, reject, giveUpAt: 0 })
      if (!this.#scheduled) this.#schedule()
    })
  }

  close(): Promise<void> {
    this.#closing ??= new Promise((resolve) => {
      this.#closed = resolve
      if (!this.#scheduled) resolve()
    })
    return this.#closing
  }

  #schedule(pause = 0): void {
    this.#scheduled = true
    if (pause > 0) setTimeout(() => this.#flush(), pause)
    else setImmediate(() => this.#flush())
  }

  #flush(): void {
    this.#scheduled = false
    const locked = this.#commit(this.#takeBatch())
    if (locked.length > 0) this.#wait(locked)
    else if (this.#waiting.length > 0) this.#schedule()
    else this.#closed?.()
  }

  #takeBatch(): readonly Waiting[] {
    if (this.#waiting.length > this.#options.maxBatch) return this.#waiting.splice(0, this.#options.maxBatch)
    const all = this.#waiting
    this.#waiting = []
    return all
  }

  /** Those that met a lock go back to the head of the queue, for a bounded time. */
  #wait(locked: readonly Waiting[]): void {
    const time = performance.now()
    const patient: Waiting[] = []
    for (const command of locked) {
      command.giveUpAt ||= time + this.#options.waitForLock
      if (command.giveUpAt > time) patient.push(command)
      else command.reject(new PosternError('busy', 'The database is busy.'))
    }
    this.#waiting = patient.concat(this.#waiting)
    if (this.#waiting.length > 0) this.#schedule(lockPause)
    else this.#closed?.()
  }

  /** Commits the batch and answers it. Returns those that have to wait for a lock. */
  #commit(batch: readonly Waiting[]): readonly Waiting[] {
    try {
      const outputs = this.#inOneTransaction(batch)
      for (const [at, command] of batch.entries()) command.resolve(outputs[at] as never)
      this.#options.checkpoint('writer:answered')
    } catch (fault) {
      this.#tx.rollBack()
      if (isBusy(fault)) return batch
      if (batch.length > 1 && !isStorageFault(fault)) return this.#commitSingly(batch)
      for (const command of batch) command.reject(faultOf(fault))
    }
    return []
  }

  #commitSingly(batch: readonly Waiting[]): readonly Waiting[] {
    for (const [at, command] of batch.entries()) {
      if (this.#commit([command]).length > 0) return batch.slice(at)
    }
    return []
  }

  #inOneTransaction(batch: readonly Waiting[]): readonly unknown[] {
    const { checkpoint } = this.#options
    this.#tx.begin()
    checkpoint('writer:begun')
    const outputs = batch.map((command) => {
      this.#tx.see(command.now)
      return command.run(this.#tx)
    })
    checkpoint('writer:before-commit')
    this.#tx.commit()
    checkpoint('writer:after-commit')
    return outputs
  }
}
