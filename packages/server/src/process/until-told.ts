/** The life of the process: it serves until a signal, says goodbye, and ends. What nobody caught ends it too. */
import type { Log } from '../logs/log.ts'

/** The most that all of the goodbye may take: requests, deliveries, the store. */
const longestGoodbye = 20_000

export function untilTold(stop: () => Promise<void>, log: Log): void {
  let stopping = false
  const onSignal = (signal: NodeJS.Signals): void => {
    // Told twice, somebody is in a hurry.
    if (stopping) process.exit(signal === 'SIGINT' ? 130 : 143)
    stopping = true
    log.stopping(signal)
    setTimeout(() => process.exit(1), longestGoodbye).unref()
    stop().then(
      () => {
        log.stopped()
        process.exit(0)
      },
      (fault: unknown) => {
        log.crash(fault)
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', onSignal)
  process.on('SIGINT', onSignal)
}

/** A process that has lost its way stops: another starts afresh, and leases bring back what it was at. */
export function stopOnCrash(log: Log): void {
  process.on('uncaughtException', (fault) => {
    log.crash(fault)
    process.exit(1)
  })
}
