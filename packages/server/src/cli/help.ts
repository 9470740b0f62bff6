/** `postern --help`: commands, flags and settings, each from its table. */
import { table } from '../config/schema.ts'
import { commands } from './commands.ts'
import { flagWords } from './flags.ts'

export function helpText(): string {
  const shown = Object.entries(commands).map(
    ([name, { takes, means }]) => [['postern', name, ...takes].join(' '), means] as const,
  )
  return `Postern: sign in by email, without a password.

${columns(shown)}

${columns(Object.values(flagWords))}
  --help, --version

Settings, from the environment or in camelCase from postern.config.ts:
${settingLines()}
`
}

const widest = 34

function columns(lines: readonly (readonly [string, string])[]): string {
  return lines.map(([form, means]) => `  ${form.padEnd(widest)}  ${means}`).join('\n')
}

function settingLines(): string {
  const named = table.flatMap(([, { env, wants }]) => (env === undefined ? [] : [[env, wants] as const]))
  return columns(named)
}
