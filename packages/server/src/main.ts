/** The command `postern`: reads what is wanted, and says in a sentence what cannot be done. */
import { readArguments } from './cli/arguments.ts'
import { version } from './cli/version.ts'
import { Refusal } from './config/refusal.ts'

export async function main(given: readonly string[]): Promise<void> {
  try {
    await run(given)
  } catch (fault) {
    process.stderr.write(`${await wordsOf(fault)}\n`)
    process.exitCode = 1
  }
}

// What serves is loaded when it is wanted: a slip of the pen is told at once.
async function run(given: readonly string[]): Promise<void> {
  const order = readArguments(given)
  switch (order.kind) {
    case 'version':
      process.stdout.write(`${version}\n`)
      return
    case 'help':
      process.stdout.write((await import('./cli/help.ts')).helpText())
      return
    case 'dev':
    case 'start':
      await (await import('./cli/carry-out.ts')).carryOut(order)
      return
    case 'command':
      await (await import('./cli/run-command.ts')).runCommand(order)
  }
}

async function wordsOf(fault: unknown): Promise<string> {
  if (fault instanceof Refusal) return fault.message
  const { showFault } = await import('./logs/fault.ts')
  const { toLine } = await import('./logs/to-line.ts')
  return toLine({ msg: 'postern cannot start', level: 60, time: new Date().toISOString(), fault: showFault(fault) })
}
