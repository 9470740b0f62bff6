import { describe, test } from 'vitest'
import { storeScenarios } from '../src/ports/conformance/suite.ts'
import { virtualClock } from '../src/ports/conformance/virtual-clock.ts'
import { freshPostgres } from './support/stores.ts'

describe('the PostgreSQL store', () => {
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
