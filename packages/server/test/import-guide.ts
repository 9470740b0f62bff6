/** The commands of a guide to moving from another system, and what it shows them to print. */
import { readFileSync } from 'node:fs'
import { type Ended, run } from './process.ts'

export interface GuideCommand {
  readonly env: Readonly<Record<string, string>>
  readonly args: readonly string[]
}

export interface ImportGuide {
  readonly commands: readonly GuideCommand[]
  /** What stands before the numbers of the report that is shown. */
  readonly labels: readonly string[]
}

/** Places that the guide names are exchanged for those of the test. */
export function readGuide(system: string, places: Readonly<Record<string, string>> = {}): ImportGuide {
  const file = new URL(`../../../docs/guides/moving-from-${system}.md`, import.meta.url)
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.trim())
  const commands = lines
    .filter((line) => /^DATABASE_URL=\S+ postern /.test(line))
    .map((line) => commandOf(line, places))
  const labels = lines.filter((line) => /^[a-z: ]+ +[\d,]+$/.test(line)).map(labelOf)
  return { commands, labels }
}

export const labelOf = (line: string): string => line.replace(/ +[\d,]+$/, '')

export async function runInOrder(commands: readonly GuideCommand[], folder: string): Promise<readonly Ended[]> {
  const ended: Ended[] = []
  for (const { env, args } of commands) ended.push(await run([...args], { folder, env }))
  return ended
}

function commandOf(line: string, places: Readonly<Record<string, string>>): GuideCommand {
  const [setting = '', , ...args] = line.split(' ')
  const there = (place: string): string => places[place] ?? place
  return { env: { DATABASE_URL: there(setting.slice('DATABASE_URL='.length)) }, args: args.map(there) }
}
