/**
 * Calls of one kind travel together: whatever waits when a connection is free goes as one batch. No timer window: while
 * one batch is under way, the next one gathers by itself. Knows nothing of what the calls do.
 */
export interface Waiting {
  readonly input: unknown
  /** `performance.now()` when the call came. */
  readonly since: number
  readonly resolve: (output: never) => void
  readonly reject: (fault: unknown) => void
}

export interface LaneOptions {
  readonly maxBatch: number
  /** Batches of one kind under way at once. */
  readonly maxUnderWay: number
  /** Answers every call of the batch, and never rejects. */
  readonly run: (batch: readonly Waiting[]) => Promise<void>
}

export class Lane {
  readonly #options: LaneOptions
  #waiting: Waiting[] = []
  #underWay = 0
  #scheduled = false

  constructor(options: LaneOptions) {
    this.#options = options
  }

  submit(call: Waiting): void {
    this.#waiting.push(call)
    if (this.#scheduled || this.#underWay >= this.#options.maxUnderWay) return
    this.#scheduled = true
    setImmediate(() => this.#leave())
  }

  #leave(): void {
    this.#scheduled = false
    const { maxBatch, maxUnderWay, run } = this.#options
    while (this.#waiting.length > 0 && this.#underWay < maxUnderWay) {
      const batch = this.#waiting.splice(0, maxBatch)
      this.#underWay++
      void run(batch).finally(() => {
        this.#underWay--
        this.#leave()
      })
    }
  }
}
