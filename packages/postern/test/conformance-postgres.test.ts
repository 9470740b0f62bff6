import { describe, test } from 'vitest'
import { storeScenarios } from '../src/ports/conformance/suite.ts'
import { virtualClock } from '../src/ports/conformance/virtual-clock.ts'
import { freshPostgres } from './support/stores.ts'

// Tried once: a race that shows once is a fault.
describe('the PostgreSQL store', { retry: 0 }, () => {
  for (const { name, run } of storeScenarios) {
    test(name, async () => {
      const { source, drop } = await freshPostgres()
      const open = () => source.open()
      try {
        await run({ open, reopen: open, clock: virtualClock() })
      } finally {
        await drop()
      }
    }, 60_000)
  }
})
