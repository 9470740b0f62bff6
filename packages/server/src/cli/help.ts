/** `postern --help`: commands, flags and settings, each from its table. */
import { table } from '../config/schema.ts'
import { type CommandName, commands, type Usage } from './commands.ts'
import { type Flag, flagWords } from './flags.ts'

/** All of it, or what belongs to the commands that were asked about. */
export function helpText(about: readonly CommandName[]): string {
  if (about.length > 0) return partOf(about)
  return `Postern: sign in by email, without a password.

${columns(formsOf(Object.keys(commands) as CommandName[]))}

${columns(Object.values(flagWords))}
  --help, --version

Settings, from the environment or in camelCase from postern.config.ts:
${settingLines()}
`
}

function partOf(about: readonly CommandName[]): string {
  const taken = new Set<Flag>(about.flatMap((name) => commands[name].flags as readonly Flag[]))
  const lines = Object.entries(flagWords).flatMap(([flag, words]) => (taken.has(flag as Flag) ? [words] : []))
  return `${[columns(formsOf(about)), columns(lines)].join('\n\n')}

More: postern --help
`
}

const formsOf = (names: readonly CommandName[]) =>
  names.map((name) => {
    const { takes, means }: Usage = commands[name]
    return [['postern', name, ...takes].join(' '), means] as const
  })

const widest = 34

function columns(lines: readonly (readonly [string, string])[]): string {
  return lines.map(([form, means]) => `  ${form.padEnd(widest)}  ${means}`).join('\n')
}

function settingLines(): string {
  const named = table.flatMap(([, { env, wants }]) => (env === undefined ? [] : [[env, wants] as const]))
  return columns(named)
}
