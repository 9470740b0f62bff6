/** `postern migrate`: brings the database's schema up to date, or says what it would do. Serves nobody. */
import { databaseRefusal } from '../process/database-refusal.ts'
import type { CommandOrder } from './arguments.ts'
import { readDatabase } from './database.ts'
import type { Said } from './said.ts'

export async function migrate({ values }: CommandOrder): Promise<Said> {
  const dryRun = values['dry-run'] ?? false
  const { store } = await readDatabase(values.config)
  const { applied } = await store.migrate({ dryRun }).catch((fault: unknown) => {
    throw databaseRefusal(store, fault) ?? fault
  })
  return { json: { applied, dryRun }, text: report(store.location, applied, dryRun) }
}

function report(location: string, applied: readonly string[], dryRun: boolean): string {
  if (applied.length === 0) return `${location} is up to date.`
  return [`${location} ${dryRun ? 'wants' : 'has got'}:`, ...applied.map((name) => `  ${name}`)].join('\n')
}
