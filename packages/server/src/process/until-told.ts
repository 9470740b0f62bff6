/** The life of the process: it serves until a signal, says goodbye, and ends. What nobody caught ends it too. */
import type { Log } from '../logs/log.ts'

/** The most that all of the goodbye may take: requests, deliveries, the store. */
const longestGoodbye = 20_000

/**
 * Hears signals from now on. Answers how to say what a goodbye takes, once somebody is served; before that there is none,
 * and a migration that is under way is undone with its connection.
 */
export function untilTold(log: Log): (stop: () => Promise<void>) => void {
  let goodbye = async (): Promise<void> => {}
  let stopping = false
  const onSignal = (signal: NodeJS.Signals): void => {
    // Told twice, somebody is in a hurry.
    if (stopping) process.exit(signal === 'SIGINT' ? 130 : 143)
    stopping = true
    log.stopping(signal)
    setTimeout(() => process.exit(1), longestGoodbye).unref()
    goodbye().then(
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
  return (stop) => {
    goodbye = stop
  }
}

/** A process that has lost its way stops: another starts afresh, and leases bring back what it was at. */
export function stopOnCrash(log: Log): void {
  process.on('uncaughtException', (fault) => {
    log.crash(fault)
    process.exit(1)
  })
}
