/** `postern.config.ts` (or .mts, .js, .mjs), loaded by Node itself: types are stripped, nothing is compiled. */
import { existsSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { notAModule } from './not-a-module.ts'
import { Refusal } from './refusal.ts'

export interface ConfigFile {
  /** As a refusal names it. */
  readonly name: string
  readonly settings: Readonly<Record<string, unknown>>
}

export const configNames: readonly string[] = [
  'postern.config.ts',
  'postern.config.mts',
  'postern.config.js',
  'postern.config.mjs',
]

/** The file that was asked for, or the one in this folder, or none. */
export async function readConfigFile(folder: string, asked: string | undefined): Promise<ConfigFile | undefined> {
  const found = asked ?? configNames.find((name) => existsSync(resolve(folder, name)))
  if (found === undefined) return undefined
  const path = resolve(folder, found)
  const name = basename(path)
  if (!existsSync(path)) throw new Refusal([`--config names ${found}, and there is no such file.`], 'settings-invalid')
  const module = await load(path, name)
  const settings = module['default'] ?? module['config']
  if (typeof settings !== 'object' || settings === null || Array.isArray(settings)) {
    throw new Refusal(
      [`${name} must export its settings: export default defineConfig({ … }), or export const config.`],
      'settings-invalid',
    )
  }
  return { name, settings: settings as Readonly<Record<string, unknown>> }
}

async function load(path: string, name: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    return await import(pathToFileURL(path).href)
  } catch (fault) {
    const { message, stack = '' } = fault instanceof Error ? fault : new Error(String(fault))
    const otherwise = notAModule(name, message)
    if (otherwise !== undefined) throw new Refusal([otherwise], 'settings-invalid')
    const line = stack.split(`${basename(path)}:`)[1]?.match(/^\d+/)?.[0]
    throw new Refusal(
      [`${name}${line === undefined ? '' : `:${line}`} cannot be loaded: ${message.split('\n', 1)[0]}`],
      'settings-invalid',
    )
  }
}
