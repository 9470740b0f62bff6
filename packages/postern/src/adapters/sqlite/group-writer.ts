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
  /** Called at named points, so that crash tests can stop the process there. */
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
  const { maxBatch, maxWaiting, waitForLock, checkpoint } = options
  let waiting: Waiting[] = []
  let scheduled = false
  let closed: (() => void) | undefined
  let closing: Promise<void> | undefined

  function submit<I extends { readonly now: Instant }, O>(step: Step<I, O>, input: I): Promise<O> {
    if (closing) return Promise.reject(new PosternError('busy', 'The store is closed.'))
    if (waiting.length >= maxWaiting) return Promise.reject(new PosternError('busy', 'Too many commands are waiting.'))
    return new Promise<O>((resolve, reject) => {
      waiting.push({ now: input.now, run: (tx) => step(tx, input), resolve, reject, giveUpAt: 0 })
      if (!scheduled) schedule()
    })
  }

  function close(): Promise<void> {
    closing ??= new Promise((resolve) => {
      closed = resolve
      if (!scheduled) resolve()
    })
    return closing
  }

  function schedule(pause = 0): void {
    scheduled = true
    if (pause > 0) setTimeout(flush, pause)
    else setImmediate(flush)
  }

  function flush(): void {
    scheduled = false
    const batch = waiting.length > maxBatch ? waiting.splice(0, maxBatch) : waiting
    if (batch === waiting) waiting = []
    const locked = commit(batch)
    if (locked.length > 0) wait(locked)
    else if (waiting.length > 0) schedule()
    else closed?.()
  }

  /** Those that met a lock go back to the head of the queue, for a bounded time. */
  function wait(locked: readonly Waiting[]): void {
    const time = performance.now()
    const patient: Waiting[] = []
    for (const command of locked) {
      command.giveUpAt ||= time + waitForLock
      if (command.giveUpAt > time) patient.push(command)
      else command.reject(new PosternError('busy', 'The database is busy.'))
    }
    waiting = patient.concat(waiting)
    if (waiting.length > 0) schedule(lockPause)
    else closed?.()
  }

  /** Commits the batch and answers it. Returns those that have to wait for a lock. */
  function commit(batch: readonly Waiting[]): readonly Waiting[] {
    try {
      const outputs = inOneTransaction(batch)
      for (const [at, command] of batch.entries()) command.resolve(outputs[at] as never)
      checkpoint('writer:answered')
      return []
    } catch (fault) {
      tx.rollBack()
      if (isBusy(fault)) return batch
      if (batch.length > 1 && !isStorageFault(fault)) return commitSingly(batch)
      for (const command of batch) command.reject(faultOf(fault))
      return []
    }
  }

  function commitSingly(batch: readonly Waiting[]): readonly Waiting[] {
    for (const [at, command] of batch.entries()) {
      if (commit([command]).length > 0) return batch.slice(at)
    }
    return []
  }

  function inOneTransaction(batch: readonly Waiting[]): readonly unknown[] {
    tx.begin()
    checkpoint('writer:begun')
    const outputs = batch.map((command) => {
      tx.see(command.now)
      return command.run(tx)
    })
    checkpoint('writer:before-commit')
    tx.commit()
    checkpoint('writer:after-commit')
    return outputs
  }

  return { submit, close }
}
