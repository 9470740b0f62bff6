/** Reads the command line. What it does not know it refuses by name. */
import { parseArgs } from 'node:util'
import { Refusal } from '../config/refusal.ts'
import { type CommandName, commands, type Usage, verbsOf } from './commands.ts'
import { type Flag, flags } from './flags.ts'

export type Order = HelpOrder | { readonly kind: 'version' } | ServeOrder | CommandOrder

export interface HelpOrder {
  readonly kind: 'help'
  /** What is asked about: a command, all of a noun, or nothing in particular. */
  readonly about: readonly CommandName[]
}

export interface ServeOrder {
  readonly kind: 'dev' | 'start'
  /** Flags that are settings, by their name: `--port`. */
  readonly flags: ReadonlyMap<string, string>
  readonly config: string | undefined
  /** Empty for the bare flag. */
  readonly lan: string | undefined
}

/** A command that does something and ends. */
export interface CommandOrder {
  readonly kind: 'command'
  readonly name: Exclude<CommandName, 'dev' | 'start'>
  /** What followed its words: as many as it takes. */
  readonly args: readonly string[]
  readonly values: Values
}

export type Values = ReturnType<typeof parse>['values']

export function readArguments(given: readonly string[]): Order {
  const { values, positionals } = parse(given)
  if (positionals[0] === 'help') return { kind: 'help', about: calledBy(positionals.slice(1)) }
  if (values.help) return { kind: 'help', about: calledBy(positionals) }
  if (values.version) return { kind: 'version' }
  const { name, args } = commandIn(positionals)
  for (const flag of Object.keys(values) as Flag[]) refuseStray(flag, name)
  checkCount(name, args)
  if (name !== 'dev' && name !== 'start') return { kind: 'command', name, args, values }
  const settings = new Map<string, string>()
  for (const flag of ['port', 'host'] as const) {
    if (values[flag] !== undefined) settings.set(`--${flag}`, values[flag])
  }
  return { kind: name, flags: settings, config: values.config, lan: values.lan }
}

function commandIn([word, ...rest]: readonly string[]): {
  readonly name: CommandName
  readonly args: readonly string[]
} {
  if (word === undefined) throw misused('Say what to do: postern dev, or postern start. More: postern --help')
  if (Object.hasOwn(commands, word)) return { name: word as CommandName, args: rest }
  const verbs = verbsOf(word)
  const [verb, ...args] = rest
  if (verb !== undefined && verbs.includes(verb)) return { name: `${word} ${verb}` as CommandName, args }
  if (verbs.length > 0) throw misused(`Say what to do with ${word}: ${verbs.join(', ')}. More: postern --help`)
  const known = [...new Set(Object.keys(commands).map((name) => name.split(' ', 1)[0]))]
  throw misused(`postern ${shown([word])} is no command: there are ${known.join(', ')}. More: postern --help`)
}

/** The longest of the words that means something: what follows may be arguments. */
function calledBy(words: readonly string[]): readonly CommandName[] {
  const names = Object.keys(commands) as CommandName[]
  for (const asked of [words.slice(0, 2).join(' '), words[0] ?? '']) {
    const called = names.filter((name) => name === asked || name.startsWith(`${asked} `))
    if (asked !== '' && called.length > 0) return called
  }
  return []
}

function checkCount(name: CommandName, args: readonly string[]): void {
  const { takes }: Usage = commands[name]
  const least = takes.filter((one) => !one.startsWith('[')).length
  if (args.length >= least && args.length <= takes.length) return
  if (takes.length === 0) throw misused(`postern ${name} takes flags only, and got ${shown(args)}.`)
  throw misused(`It is: postern ${name} ${takes.join(' ')}. It got ${args.length === 0 ? 'none' : shown(args)}.`)
}

const misused = (sentence: string): Refusal => new Refusal([sentence], 'arguments-invalid')

/** A URL may hold a password, wherever it was put by mistake. */
function shown(words: readonly string[]): string {
  return words.map((word) => (word.includes('://') ? 'a URL' : word)).join(' ')
}

function refuseStray(flag: Flag, command: CommandName): void {
  const takers = (Object.keys(commands) as CommandName[]).filter((one) =>
    (commands[one].flags as readonly Flag[]).includes(flag),
  )
  if (takers.includes(command)) return
  const [only, other] = takers
  throw misused(
    other === undefined ? `--${flag} is for postern ${only} only.` : `postern ${command} takes no --${flag}.`,
  )
}

function parse(given: readonly string[]) {
  try {
    // The one flag whose value may be left out.
    return parseArgs({
      args: given.map((one) => (one === '--lan' ? '--lan=' : one)),
      allowPositionals: true,
      options: flags,
    })
  } catch (fault) {
    const [first = ''] = (fault as Error).message.split(/\. |\n/, 1)
    throw misused(`${first.replace(/\.$/, '')}. More: postern --help`)
  }
}
