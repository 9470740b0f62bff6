/** The file of `postern apply`: JSON, or a module that Node loads itself. `{ env: 'NAME' }` stands for a variable's text. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { notAModule } from '../config/not-a-module.ts'
import { Refusal } from '../config/refusal.ts'

export interface AppliedFile {
  readonly content: unknown
  /** What came from variables: never shown. */
  readonly secrets: ReadonlySet<string>
}

type Environment = Readonly<Record<string, string | undefined>>

export async function readAppliedFile(folder: string, file: string, environment: Environment): Promise<AppliedFile> {
  const path = resolve(folder, file)
  if (!existsSync(path) || !statSync(path).isFile()) throw new Refusal([`There is no file ${file}.`], 'file-unusable')
  const secrets = new Set<string>()
  const missing: string[] = []
  const content = filledIn(await load(path), (name) => {
    const text = environment[name]
    if (text === undefined || text === '') missing.push(name)
    else secrets.add(text)
    return text ?? ''
  })
  if (missing.length > 0)
    throw new Refusal([...new Set(missing)].map((name) => `${name} is wanted by ${basename(path)}, and is not set.`))
  return { content, secrets }
}

async function load(path: string): Promise<unknown> {
  const name = basename(path)
  try {
    if (path.endsWith('.json')) return JSON.parse(readFileSync(path, 'utf8'))
    const module = (await import(pathToFileURL(path).href)) as Readonly<Record<string, unknown>>
    return module['default'] ?? module['installation']
  } catch (fault) {
    const { message } = fault instanceof Error ? fault : new Error(String(fault))
    throw new Refusal(
      [notAModule(name, message) ?? `${name} cannot be loaded: ${message.split('\n', 1)[0]}`],
      'file-unusable',
    )
  }
}

/** JSON values with every `{ env }` replaced; what is no JSON goes the way of JSON. */
function filledIn(value: unknown, read: (name: string) => string): unknown {
  if (Array.isArray(value)) return value.map((one) => filledIn(one, read))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([, one]) => one !== undefined)
  const [only] = entries
  if (entries.length === 1 && only?.[0] === 'env' && typeof only[1] === 'string') return read(only[1])
  return Object.fromEntries(entries.map(([name, one]) => [name, filledIn(one, read)]))
}
