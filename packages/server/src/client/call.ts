/** How an operation is called, and what a list of things is. */
export interface CallOptions {
  /** The version that was seen: a newer one makes the call fail with 412. */
  readonly ifMatch?: number
  /** Repeats with the same one do nothing again. Drawn for each POST by default, so that its retries are safe. */
  readonly idempotencyKey?: string
  readonly tenant?: string
  readonly signal?: AbortSignal
}

/** One page where it is awaited, every item where it is iterated. */
export interface Listing<T> extends PromiseLike<Page<T>>, AsyncIterable<T> {}

export interface Page<T> {
  readonly items: readonly T[]
  /** What the next page begins after. Absent on the last one. */
  readonly next?: string
}

/** Method, path, and what follows the names of the path: a body, a query, a query of a list, or nothing. */
export type Operation = readonly [method: string, path: string, takes: 'body' | 'query' | 'list' | 'nothing']
