import { createInterface } from 'node:readline/promises'
import { Refusal } from '../config/refusal.ts'
import type { Values } from './arguments.ts'

/** Asks on a terminal; elsewhere `--yes` says it. Throws a `Refusal`. */
export async function confirm(sentence: string, { yes }: Pick<Values, 'yes'>): Promise<void> {
  if (yes) return
  if (!process.stdin.isTTY) throw new Refusal([`${sentence} If that is meant, add --yes.`], 'yes-needed')
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  const answer = await lines.question(`${sentence} Type yes to go on: `)
  lines.close()
  if (answer.trim() !== 'yes') throw new Refusal(['Nothing was done.'], 'yes-needed')
}
