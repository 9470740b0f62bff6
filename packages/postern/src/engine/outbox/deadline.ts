/** Time that may run out, kept by the roof. `clear` gives it back. */
export interface Deadline {
  readonly signal: AbortSignal
  clear(): void
}
