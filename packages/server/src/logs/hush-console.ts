/** Dependencies may talk to the console, in words nobody has looked at. Here their errors are logged as faults are. */
import type { Log } from './log.ts'

export function hushConsole(log: Log): void {
  const asFault = (...words: readonly unknown[]): void =>
    log.fault(words.find((one) => one instanceof Error) ?? new Error(), { route: 'console' })
  const nothing = (): void => undefined
  Object.assign(globalThis.console, { error: asFault, warn: asFault, log: nothing, info: nothing, debug: nothing })
}
