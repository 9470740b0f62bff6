/**
 * Migrates a database as a starting node does, statement by statement, and ends itself with SIGKILL at the so-manieth.
 * Says how many statements there were, when it is let live. It uses the product's own code, and nothing else of it.
 */

import { migrate as migrateServer } from '../../packages/postern/src/adapters/postgres/migrate.ts'
import { type Connections, openPool } from '../../packages/postern/src/adapters/postgres/pool.ts'
import { routines } from '../../packages/postern/src/adapters/postgres/routines.ts'
import { readTarget } from '../../packages/postern/src/adapters/postgres/target.ts'
import { migrations } from '../../packages/postern/src/adapters/sql/migrations/migrations.ts'
import { type Driver, openDriver } from '../../packages/postern/src/adapters/sqlite/driver.ts'
import { migrate as migrateFile } from '../../packages/postern/src/adapters/sqlite/migrate.ts'

const [, , url = '', last = '0'] = process.argv
const dieAt = Number(last)
let count = 0

if (url.startsWith('sqlite:')) await migrateTheFile(url.slice('sqlite:'.length))
else await migrateTheServer(url)
process.stdout.write(`${count}\n`)

async function migrateTheFile(path: string): Promise<void> {
  const driver = openDriver(path)
  const dying: Driver = {
    ...driver,
    execute(sql) {
      for (const statement of statementsOf(sql)) {
        driver.execute(statement)
        passOne()
      }
    },
  }
  driver.execute('PRAGMA busy_timeout = 20000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
  migrateFile(dying, migrations)
  driver.close()
}

async function migrateTheServer(to: string): Promise<void> {
  const connections = await openPool(readTarget(to), { size: 1, timeout: 30_000 as never, pooled: false })
  const dying: Connections = {
    ...connections,
    hold: (use) =>
      connections.hold((ask) =>
        use((question) => {
          const answer = ask(question)
          // Under way, and never answered.
          setImmediate(passOne)
          return answer
        }),
      ),
  }
  await migrateServer(dying, migrations, routines)
  await connections.close()
}

function passOne(): void {
  count += 1
  if (count === dieAt) process.kill(process.pid, 'SIGKILL')
}

function statementsOf(sql: string): readonly string[] {
  return sql.split(/;\s*\n/).filter((statement) => statement.trim() !== '')
}
