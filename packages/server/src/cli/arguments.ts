/** Reads the command line. What it does not know it refuses by name. */
import { parseArgs } from 'node:util'
import { Refusal } from '../config/refusal.ts'

export type Order =
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | ServeOrder
  | MigrateOrder
  | BackupOrder
  | RevokeAllOrder
  | ImportOrder

export interface ServeOrder {
  readonly kind: 'dev' | 'start'
  /** Flags that are settings, by their name: `--port`. */
  readonly flags: ReadonlyMap<string, string>
  readonly config: string | undefined
  /** Empty for the bare flag. */
  readonly lan: string | undefined
}

export interface MigrateOrder {
  readonly kind: 'migrate'
  readonly dryRun: boolean
  /** With one of these it moves a whole installation. */
  readonly from: string | undefined
  readonly to: string | undefined
  readonly config: string | undefined
}

export interface BackupOrder {
  readonly kind: 'backup'
  readonly file: string
  readonly config: string | undefined
}

export interface RevokeAllOrder {
  readonly kind: 'revoke-all'
  readonly yes: boolean
  /** Whether known browsers go as well. */
  readonly browsers: boolean
  readonly config: string | undefined
}

export interface ImportOrder {
  readonly kind: 'import'
  /** The system people are brought from. */
  readonly from: string | undefined
  /** Its database. */
  readonly source: string | undefined
  readonly dryRun: boolean
  readonly config: string | undefined
}

/** Every command with the flags it takes. */
const commands = {
  dev: ['port', 'host', 'lan', 'config'],
  start: ['port', 'host', 'config'],
  migrate: ['dry-run', 'from', 'to', 'config'],
  backup: ['config'],
  'revoke-all': ['yes', 'forget-browsers', 'config'],
  import: ['from', 'source', 'dry-run', 'config'],
} as const satisfies Readonly<Record<string, readonly Flag[]>>

type Command = keyof typeof commands

const options = {
  port: { type: 'string' },
  host: { type: 'string' },
  lan: { type: 'string' },
  config: { type: 'string' },
  'dry-run': { type: 'boolean' },
  from: { type: 'string' },
  to: { type: 'string' },
  source: { type: 'string' },
  yes: { type: 'boolean' },
  'forget-browsers': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const

type Flag = keyof typeof options

export function readArguments(given: readonly string[]): Order {
  const { values, positionals } = parse(given)
  if (values.help) return { kind: 'help' }
  if (values.version) return { kind: 'version' }
  const [word, ...rest] = positionals
  const command = commandOf(word)
  for (const flag of Object.keys(values) as Flag[]) refuseStray(flag, command)
  if (command === 'backup') return { kind: command, file: fileOf(rest), config: values.config }
  if (rest.length > 0) throw new Refusal([`postern ${command} takes flags only, and got ${shown(rest)}.`])
  return orderOf(command, values)
}

type Values = ReturnType<typeof parse>['values']

function orderOf(command: Exclude<Command, 'backup'>, values: Values): Order {
  const { config, from, to, source } = values
  if (command === 'migrate') return { kind: command, dryRun: values['dry-run'] ?? false, from, to, config }
  if (command === 'import') return { kind: command, from, source, dryRun: values['dry-run'] ?? false, config }
  if (command === 'revoke-all') {
    return { kind: command, yes: values.yes ?? false, browsers: values['forget-browsers'] ?? false, config }
  }
  const flags = new Map<string, string>()
  for (const name of ['port', 'host'] as const) if (values[name] !== undefined) flags.set(`--${name}`, values[name])
  return { kind: command, flags, config, lan: values.lan }
}

function fileOf(rest: readonly string[]): string {
  const [file, ...others] = rest
  if (file !== undefined && others.length === 0) return file
  throw new Refusal(['postern backup takes the name of the file to write: postern backup ./postern-backup.db'])
}

/** A URL may hold a password, wherever it was put by mistake. */
function shown(words: readonly string[]): string {
  return words.map((word) => (word.includes('://') ? 'a URL' : word)).join(' ')
}

function commandOf(word: string | undefined): Command {
  if (word === undefined) throw new Refusal(['Say what to do: postern dev, or postern start. More: postern --help'])
  if (Object.hasOwn(commands, word)) return word as Command
  throw new Refusal([
    `postern ${word} is no command: there are dev, start, migrate, backup, revoke-all and import. More: postern --help`,
  ])
}

function refuseStray(flag: Flag, command: Command): void {
  const takers = (Object.keys(commands) as Command[]).filter((one) => (commands[one] as readonly Flag[]).includes(flag))
  if (takers.includes(command)) return
  const [only, other] = takers
  throw new Refusal([
    other === undefined ? `--${flag} is for postern ${only} only.` : `postern ${command} takes no --${flag}.`,
  ])
}

function parse(given: readonly string[]) {
  try {
    // The one flag whose value may be left out.
    return parseArgs({ args: given.map((one) => (one === '--lan' ? '--lan=' : one)), allowPositionals: true, options })
  } catch (fault) {
    const [first = ''] = (fault as Error).message.split(/\. |\n/, 1)
    throw new Refusal([`${first.replace(/\.$/, '')}. More: postern --help`])
  }
}
