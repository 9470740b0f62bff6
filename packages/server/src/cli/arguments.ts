/** Reads the command line. What it does not know it refuses by name. */
import { parseArgs } from 'node:util'
import { Refusal } from '../config/refusal.ts'

export type Order = { readonly kind: 'help' } | { readonly kind: 'version' } | ServeOrder

export interface ServeOrder {
  readonly kind: 'dev' | 'start'
  /** Flags that are settings, by their name: `--port`. */
  readonly flags: ReadonlyMap<string, string>
  readonly config: string | undefined
  /** Empty for the bare flag. */
  readonly lan: string | undefined
}

export function readArguments(given: readonly string[]): Order {
  const { values, positionals } = parse(given)
  if (values.help) return { kind: 'help' }
  if (values.version) return { kind: 'version' }
  const [command, ...rest] = positionals
  if (command === undefined) throw new Refusal(['Say what to do: postern dev, or postern start. More: postern --help'])
  if (command !== 'dev' && command !== 'start') {
    throw new Refusal([`postern ${command} is no command: there are dev and start. More: postern --help`])
  }
  if (rest.length > 0) throw new Refusal([`postern ${command} takes flags only, and got ${rest.join(' ')}.`])
  if (command === 'start' && values.lan !== undefined) throw new Refusal(['--lan is for postern dev only.'])
  const flags = new Map<string, string>()
  for (const name of ['port', 'host'] as const) if (values[name] !== undefined) flags.set(`--${name}`, values[name])
  return { kind: command, flags, config: values.config, lan: values.lan }
}

function parse(given: readonly string[]) {
  try {
    return parseArgs({
      // The one flag whose value may be left out.
      args: given.map((one) => (one === '--lan' ? '--lan=' : one)),
      allowPositionals: true,
      options: {
        port: { type: 'string' },
        host: { type: 'string' },
        lan: { type: 'string' },
        config: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean', short: 'v' },
      },
    })
  } catch (fault) {
    const [first = ''] = (fault as Error).message.split(/\. |\n/, 1)
    throw new Refusal([`${first.replace(/\.$/, '')}. More: postern --help`])
  }
}
