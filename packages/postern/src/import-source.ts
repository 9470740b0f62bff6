/** Where people are brought from: opened to be read, and for nothing else. */
import { existsSync } from 'node:fs'
import { postgresTables } from './adapters/import/postgres-tables.ts'
import { sqliteTables } from './adapters/import/sqlite-tables.ts'
import type { ForeignDatabase } from './adapters/import/tables.ts'
import { NotSent } from './adapters/postgres/faults.ts'
import { openPool } from './adapters/postgres/pool.ts'
import { readTarget } from './adapters/postgres/target.ts'
import { openDriver } from './adapters/sqlite/driver.ts'
import { PosternError } from './domain/errors.ts'
import { minutes } from './domain/instant.ts'
import type { InstallationPlace } from './move-installation.ts'

/** Something went wrong at one of the two ends before anybody was taken over. */
export class ImportFault extends Error {
  override readonly name = 'ImportFault'
  readonly end: 'source' | 'target'

  constructor(end: 'source' | 'target', cause: unknown) {
    super(`The import could not open its ${end}`, { cause })
    this.end = end
  }
}

export async function withSource<T>(
  place: InstallationPlace,
  use: (database: ForeignDatabase) => Promise<T>,
): Promise<T> {
  return place.kind === 'sqlite' ? withFile(place.path, use) : withDatabase(place.url, use)
}

async function withFile<T>(path: string, use: (database: ForeignDatabase) => Promise<T>): Promise<T> {
  if (!existsSync(path)) throw new ImportFault('source', new PosternError('server-error', 'There is no such file.'))
  const driver = openDriver(path, { readOnly: true })
  try {
    return await use(sqliteTables(driver, path))
  } finally {
    driver.close()
  }
}

/** Everything is read in one transaction that cannot write: as it was at one moment, however long it takes. */
async function withDatabase<T>(url: string, use: (database: ForeignDatabase) => Promise<T>): Promise<T> {
  const target = readTarget(url)
  const timeout = minutes(10)
  const connections = await openPool(target, { size: 1, timeout, pooled: target.pooled })
  try {
    return await connections.hold(async (ask) => {
      await ask({ text: 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY' }).catch((fault: unknown) => {
        throw new ImportFault('source', fault)
      })
      const result = await use(postgresTables(ask, target.location))
      await ask({ text: 'COMMIT' })
      return result
    })
  } catch (fault) {
    throw fault instanceof NotSent ? new ImportFault('source', fault) : fault
  } finally {
    await connections.close()
  }
}
