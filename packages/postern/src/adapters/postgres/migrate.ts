/**
 * Brings the schema up to date: all missing steps and the routines of this version in one transaction, or none. May be
 * called by many processes at once: they take turns by a lock that ends with the transaction, or with its connection.
 */
import type { Migration } from '../sql/migrations/migration.ts'
import { type Applied, checksumOf, pendingMigrations, titleOf } from '../sql/migrations/migrations.ts'
import type { Connections } from './pool.ts'
import type { RoutineSet } from './routine.ts'
import { analyse, findTables, findUnknown, teachPlanner } from './statistics.ts'
import { dropUnusedRoutines } from './unused-routines.ts'

const lock = 1_886_352_240

type Ask = Connections['ask']

/** Answers the names of what was missing. With `dryRun` nothing is changed. */
export function migrate(
  connections: Connections,
  migrations: readonly Migration[],
  routines: RoutineSet,
  dryRun = false,
): Promise<readonly string[]> {
  return connections.hold(async (ask) => {
    const missing = await findMissing(ask, migrations, routines)
    if (dryRun) return missing
    const unknown = await listOf<string>(ask, findUnknown)
    if (missing.length === 0 && unknown.length === 0) return []
    await ask({ text: 'BEGIN' })
    try {
      // Somebody else may be at it for longer than a statement usually takes.
      await ask({ text: 'SET LOCAL lock_timeout = 0' })
      await ask({ text: 'SET LOCAL statement_timeout = 0' })
      const patient: Ask = (question) => ask({ ...question, patient: true })
      const applied = missing.length === 0 ? [] : await apply(patient, migrations, routines)
      for (const table of unknown) await patient({ text: analyse(table) })
      await ask({ text: 'COMMIT' })
      return applied
    } catch (fault) {
      await ask({ text: 'ROLLBACK' }).catch(() => undefined)
      throw fault
    }
  })
}

async function findMissing(ask: Ask, migrations: readonly Migration[], routines: RoutineSet): Promise<string[]> {
  const steps = pendingMigrations(migrations, await findApplied(ask), 'postgres').map(titleOf)
  return (await hasRoutines(ask, routines)) ? steps : [...steps, titleOfRoutines(routines)]
}

async function apply(ask: Ask, migrations: readonly Migration[], routines: RoutineSet): Promise<string[]> {
  await ask({ text: 'SELECT 1 FROM pg_advisory_xact_lock($1)', values: [lock] })
  await ask({
    text: `CREATE TABLE IF NOT EXISTS postern_migrations (
  number integer PRIMARY KEY,
  name text NOT NULL,
  checksum text NOT NULL
)`,
  })
  // Before any table is locked: a node that notes its own routines holds nothing else.
  await ask({ text: dropUnusedRoutines })
  const applied: string[] = []
  const known = await listOf<number>(ask, findTables)
  // Only now: another process may have been here in between.
  for (const migration of pendingMigrations(migrations, await findApplied(ask), 'postgres')) {
    for (const text of statementsOf(migration.postgres)) await ask({ text })
    await ask({
      text: 'INSERT INTO postern_migrations (number, name, checksum) VALUES ($1, $2, $3)',
      values: [migration.number, migration.name, checksumOf(migration, 'postgres')],
    })
    applied.push(titleOf(migration))
  }
  if (applied.length > 0) await ask({ text: teachPlanner(known) })
  if (await hasRoutines(ask, routines)) return applied
  for (const text of routines.definitions) await ask({ text })
  return [...applied, titleOfRoutines(routines)]
}

async function findApplied(ask: Ask): Promise<readonly Applied[]> {
  const [table] = await ask({ text: `SELECT to_json(to_regclass('postern_migrations') IS NOT NULL)` })
  if (table?.[0] !== true) return []
  const rows = await ask({
    text: 'SELECT number, to_json(name), to_json(checksum) FROM postern_migrations ORDER BY number',
  })
  return rows.map(([number, name, checksum]) => ({ number, name, checksum }) as Applied)
}

async function listOf<T>(ask: Ask, text: string): Promise<readonly T[]> {
  const [[list] = []] = (await ask({ text })) as readonly (readonly [T[]?])[]
  return list ?? []
}

/** The last one stands for all: they are made in one transaction. */
async function hasRoutines(ask: Ask, { nameOf }: RoutineSet): Promise<boolean> {
  const [row] = await ask({
    text: 'SELECT to_json(to_regproc($1) IS NOT NULL)',
    values: [nameOf('sweep')],
  })
  return row?.[0] === true
}

/** No text of a migration holds a semicolon inside a statement. */
function statementsOf(sql: string): readonly string[] {
  return sql.split(/;\s*\n/).filter((statement) => statement.trim() !== '')
}

function titleOfRoutines({ mark }: RoutineSet): string {
  return `routines ${mark}`
}
