/** The database that a command works on, from the settings. */
import type { StoreSource } from 'postern/kit'
import { readConfigFile } from '../config/config-file.ts'
import { storeAt } from '../config/database-url.ts'
import { readSettings } from '../config/read-settings.ts'
import { Refusal } from '../config/refusal.ts'
import { aboutOf } from '../config/schema.ts'
import type { Settings } from '../config/settings.ts'

export interface NamedDatabase {
  /** As it was written. It may hold a password. */
  readonly text: string
  readonly store: StoreSource
}

export async function readDatabase(config: string | undefined): Promise<NamedDatabase> {
  const folder = process.cwd()
  const settings = await readAll(config)
  const { env, wants } = aboutOf('databaseUrl')
  const text = settings.databaseUrl
  if (text === undefined) throw new Refusal([`${env} is missing: ${wants}.`], 'settings-invalid')
  return { text, store: storeAt(text, folder, settings) }
}

export async function readAll(config: string | undefined): Promise<Settings> {
  const file = await readConfigFile(process.cwd(), config)
  return readSettings({ flags: new Map(), environment: process.env, file }).settings
}
