/** Whether a mail that is promised now would leave too late. */
import type { Backlog } from 'postern/kit'

/** Longer than a burst of people lasts, and shorter than a person waits. */
const longestWait = 5_000

/** As many mails may wait as requests. With few of them, the slowest of mail servers decides. */
export function isBehind({ waiting, age }: Backlog, maxInFlight: number): boolean {
  return waiting >= maxInFlight || age >= longestWait
}
