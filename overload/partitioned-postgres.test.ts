/** The partitions that the guide to scale proposes: the store must not notice them. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { postgres } from '../packages/postern/src/adapters/postgres/postgres.ts'
import { storeScenarios } from '../packages/postern/src/ports/conformance/suite.ts'
import { virtualClock } from '../packages/postern/src/ports/conformance/virtual-clock.ts'
import { ask } from '../tools/postgres-admin.ts'
import { lendDatabase } from '../tools/postgres-database.ts'

const guide = readFileSync(new URL('../docs/guides/scale.md', import.meta.url), 'utf8')
const partition = /```sql partition\n([^]*?)```/.exec(guide)?.[1] ?? ''
/** Where rows are found by another column than their key, moved between tables, removed in their order, or brought along. */
const chosen = /^(?:redeem|sessions|messages|events|charges|sweep|tenancy|adopt):/
/** What the guide says is lost where nothing is unique over all tenants. */
const lostByTenant = 'adopt: an id that another tenant has is taken, and its user is not seen'
const choice = `partition_by text := 'tenant'`

describe.each(['tenant', 'id'])('the PostgreSQL store on tables that are partitioned by %s', (column) => {
  for (const { name, run } of storeScenarios.filter((scenario) => chosen.test(scenario.name))) {
    test(name, async () => {
      const { url, drop } = await lendDatabase({
        name: `by-${column}`,
        fill: (empty) => fill(empty, column),
        keep: ['postern_migrations'],
      })
      const open = () => postgres(url).open()
      try {
        const running = run({ open, reopen: open, clock: virtualClock() })
        if (column === 'tenant' && name === lostByTenant)
          await expect(running).rejects.toThrow('"adopted", not "id-taken"')
        else await running
      } finally {
        await drop()
      }
    }, 60_000)
  }
})

async function fill(url: string, column: string): Promise<void> {
  await postgres(url).migrate()
  if (!partition.includes(choice)) throw new Error('the guide no longer says by what it partitions')
  // Sixteen would only make emptying them take longer.
  const few = partition.replace('partitions integer := 16', 'partitions integer := 4')
  await ask(url, few.replace(choice, `partition_by text := '${column}'`))
  const [found] = await ask(
    url,
    `SELECT count(*)::int AS n FROM pg_class WHERE relkind = 'p' AND relname LIKE 'postern_%'`,
  )
  if (found?.['n'] !== 10) throw new Error(`${String(found?.['n'])} tables are partitioned, not 10`)
}
