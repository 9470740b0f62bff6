import { setTimeout as pause } from 'node:timers/promises'
import { migrate as migrateServer } from '../../packages/postern/src/adapters/postgres/migrate.ts'
import { openPool } from '../../packages/postern/src/adapters/postgres/pool.ts'
import { postgres } from '../../packages/postern/src/adapters/postgres/postgres.ts'
import { routines } from '../../packages/postern/src/adapters/postgres/routines.ts'
import { readTarget } from '../../packages/postern/src/adapters/postgres/target.ts'
import type { Migration } from '../../packages/postern/src/adapters/sql/migrations/migration.ts'
import { migrations } from '../../packages/postern/src/adapters/sql/migrations/migrations.ts'
import { openDriver } from '../../packages/postern/src/adapters/sqlite/driver.ts'
import { migrate as migrateFile } from '../../packages/postern/src/adapters/sqlite/migrate.ts'
import { sqlite } from '../../packages/postern/src/adapters/sqlite/sqlite.ts'
import type { Database } from '../databases.ts'
import { operationsOf } from '../operations.ts'
import type { Row } from '../row.ts'
import type { Scene } from '../scene.ts'

/** What next releases might add: they only expand. */
const next = (after: number): readonly Migration[] =>
  Array.from({ length: after }, (_, at) => ({
    number: migrations.length + 1 + at,
    name: `next-${at}`,
    sqlite: `
ALTER TABLE postern_attempts ADD COLUMN next_${at} TEXT;
ALTER TABLE postern_sessions ADD COLUMN next_${at} TEXT;
CREATE TABLE postern_next_${at} (tenant TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (tenant, id)) STRICT, WITHOUT ROWID;
`,
    postgres: `
ALTER TABLE postern_attempts ADD COLUMN next_${at} text;
ALTER TABLE postern_sessions ADD COLUMN next_${at} text;
CREATE TABLE postern_next_${at} (tenant text NOT NULL, id text NOT NULL, PRIMARY KEY (tenant, id));
`,
  }))

export const migrateUnderLoad: Row = {
  name: 'F29',
  about: 'the schema of a next release is put in while nodes of this one serve',
  engines: ['sqlite', 'postgres'],
  async run(scene) {
    const database = await scene.database()
    await scene.start()
    await scene.start()
    const load = scene.load({ workers: 6 })
    const rounds = scene.pick(2, 20)
    const refusals: string[] = []
    for (let round = 0; round < rounds; round++) {
      await pause(600)
      scene.history.fault('the next schema')
      await expand(scene, database, next(round + 1))
      await pause(600)
      refusals.push(...(await openOld(scene, database)))
    }
    await load.stop()
    const failed = operationsOf(scene.history.lines).filter(({ answer }) => answer === undefined)
    return {
      wrong: [
        ...failed.map(({ act, why }) => `a ${act.kind} failed while the schema changed: ${why}`),
        ...refusals.map((why) => `a node of this release did not start on the newer schema: ${why}`),
      ],
      note: 'there is one release so far: made-up next steps (two columns, one table each) stand for newer ones. Nodes of the old release go on, and start on the newer schema',
    }
  },
}

async function expand(scene: Scene, { engine, url }: Database, newer: readonly Migration[]): Promise<void> {
  if (engine === 'postgres') {
    const connections = await openPool(readTarget(url), { size: 1, timeout: 30_000 as never, pooled: false })
    await migrateServer(connections, [...migrations, ...newer], routines)
    return connections.close()
  }
  const driver = openDriver(url.slice('sqlite:'.length))
  await whenFree(scene, () => migrateFile(driver, [...migrations, ...newer]))
  driver.close()
}

/** Why this release does not open a store on the schema of the next, if it does not. It takes no part in the load. */
async function openOld(scene: Scene, { engine, url }: Database): Promise<readonly string[]> {
  const source = engine === 'postgres' ? postgres(url) : sqlite(url.slice('sqlite:'.length))
  try {
    const store = await source.open()
    await scene.until('the store writes', () => store.ready())
    await store.close()
    return []
  } catch (fault) {
    return [fault instanceof Error ? fault.message : String(fault)]
  }
}

function whenFree(scene: Scene, act: () => void): Promise<void> {
  return scene.until('the lock', () => {
    try {
      act()
      return true
    } catch (fault) {
      return isBusy(fault)
    }
  })
}

function isBusy(fault: unknown): false {
  if (fault instanceof Error && /locked|busy|deadlock/.test(fault.message)) return false
  throw fault
}
