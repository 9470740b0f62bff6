/**
 * What works on an installation makes none: where a path is mistyped, or relative and meant from another folder, that is
 * told before an empty database lies there and everything is well with it.
 */
import type { StoreSource } from 'postern/kit'
import { sqlite } from 'postern/sqlite'
import { storeAt } from '../config/database-url.ts'
import { Refusal } from '../config/refusal.ts'
import { devFolder } from '../dev/folder.ts'
import { databaseRefusal } from '../process/database-refusal.ts'
import type { CommandOrder } from './arguments.ts'
import { readAll } from './database.ts'

export async function expectInstallation(order: CommandOrder): Promise<void> {
  if (mayBegin(order)) return
  const { values } = order
  const folder = process.cwd()
  const settings = await readAll(values.config)
  const { databaseUrl } = settings
  if (databaseUrl !== undefined) return expectIn(storeAt(databaseUrl, folder, settings), named)
  // Without either the command itself says which settings it misses.
  if (values.dev) await expectIn(sqlite(devFolder(folder).database), kept)
}

/** An installation may begin with a file that says what it is, or with people; not by looking what would become of it. */
function mayBegin({ name, args, values }: CommandOrder): boolean {
  const dryRun = values['dry-run'] ?? false
  switch (name) {
    case 'init':
    case 'doctor':
    case 'migrate':
    // A copy is of what is there: it opens nothing else.
    case 'backup':
      return true
    case 'apply':
      return !dryRun
    // A dry run from another system wants no installation.
    case 'import':
      return !dryRun || args.length === 0
    default:
      return false
  }
}

async function expectIn(store: StoreSource, advice: string): Promise<void> {
  const { applied } = await store.migrate({ dryRun: true }).catch((fault: unknown) => {
    throw databaseRefusal(store, fault) ?? fault
  })
  if (applied.some((step) => step.startsWith('001-')))
    throw new Refusal([`${store.location} holds no installation of Postern: ${advice}`], 'database-unusable')
}

const named =
  'DATABASE_URL must name the one that is meant, a relative path from this folder; postern migrate makes a new one.'
const kept = '--dev is for the folder that postern dev was run in.'
