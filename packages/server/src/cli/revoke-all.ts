/** `postern revoke-all`: ends all sessions and whatever could become one, as after restoring a backup or a theft. */
import { type RevokedCounts, revokeEverything, type StoreSource } from 'postern/kit'
import { databaseRefusal } from '../process/database-refusal.ts'
import type { CommandOrder } from './arguments.ts'
import { confirm } from './confirm.ts'
import { readDatabase } from './database.ts'
import { count } from './progress-bar.ts'
import type { Said } from './said.ts'

export async function revokeAll({ values }: CommandOrder): Promise<Said> {
  const browsers = values['forget-browsers'] ?? false
  const { store } = await readDatabase(values.config)
  await confirm(`This signs everybody out of ${store.location}.`, values)
  const counts = await revokeEverything(store, { browsers }).catch((fault: unknown) => {
    throw databaseRefusal(store, fault) ?? fault
  })
  return { json: counts, text: report(store, counts, browsers) }
}

function report({ location }: StoreSource, counts: RevokedCounts, browsers: boolean): string {
  return [
    `Ended in ${location}:`,
    `  ${count(counts.sessions)} sessions`,
    `  ${count(counts.attempts)} open attempts, with the mails that waited`,
    `  ${count(counts.artifacts)} one-time codes and challenges`,
    browsers
      ? `  ${count(counts.browsers)} known browsers`
      : '  no known browsers: --forget-browsers forgets them as well',
  ].join('\n')
}
