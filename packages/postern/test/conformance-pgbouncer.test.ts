import { describe, expect, test } from 'vitest'
import { freshDatabase, patient, throughPgBouncer } from '../../../tools/postgres-database.ts'
import { type PostgresOptions, postgres } from '../src/adapters/postgres/postgres.ts'
import { storeScenarios } from '../src/ports/conformance/suite.ts'
import { virtualClock } from '../src/ports/conformance/virtual-clock.ts'
import { freshPostgres } from './support/stores.ts'

describe('the PostgreSQL store behind PgBouncer in transaction mode', () => {
  for (const { name, run } of storeScenarios) {
    test(name, async () => {
      const { url, drop } = await freshPostgres()
      const open = () => postgres(throughPgBouncer(url), patient as PostgresOptions).open()
      try {
        await run({ open, reopen: open, clock: virtualClock() })
      } finally {
        await drop()
      }
    }, 60_000)
  }

  test('brings an empty database up to date', async () => {
    const { url, drop } = await freshDatabase()
    const { applied } = await postgres(throughPgBouncer(url)).migrate()
    expect(applied).toContain('001-sign-in')
    expect(await postgres(throughPgBouncer(url)).migrate({ dryRun: true })).toEqual({ applied: [] })
    await drop()
  })
})
