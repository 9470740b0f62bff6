/** `postern migrate`: brings the database's schema up to date, or says what it would do. Serves nobody. */
import { databaseRefusal } from '../process/database-refusal.ts'
import type { MigrateOrder } from './arguments.ts'
import { readDatabase } from './database.ts'

export async function migrate({ dryRun, config }: MigrateOrder): Promise<void> {
  const { store } = await readDatabase(config)
  const { applied } = await store.migrate({ dryRun }).catch((fault: unknown) => {
    throw databaseRefusal(store, fault) ?? fault
  })
  process.stdout.write(`${report(store.location, applied, dryRun)}\n`)
}

function report(location: string, applied: readonly string[], dryRun: boolean): string {
  if (applied.length === 0) return `${location} is up to date.`
  return [`${location} ${dryRun ? 'wants' : 'has got'}:`, ...applied.map((name) => `  ${name}`)].join('\n')
}
