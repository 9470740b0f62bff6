/** The command `postern`: reads what is wanted, and says in a sentence what cannot be done. */
import { readArguments } from './cli/arguments.ts'
import { endWithReader } from './cli/end-with-reader.ts'
import { version } from './cli/version.ts'
import { Refusal, type RefusalCode } from './config/refusal.ts'

export async function main(given: readonly string[]): Promise<void> {
  try {
    await run(given)
  } catch (fault) {
    const error = await told(fault)
    process.stderr.write(`${wantsJson(given) ? JSON.stringify({ error }) : error.message}\n`)
    process.exitCode = 1
  }
}

// What serves is loaded when it is wanted: a slip of the pen is told at once.
async function run(given: readonly string[]): Promise<void> {
  const order = readArguments(given)
  if (order.kind !== 'dev' && order.kind !== 'start') endWithReader(process.stdout)
  switch (order.kind) {
    case 'version':
      process.stdout.write(`${version}\n`)
      return
    case 'help':
      process.stdout.write((await import('./cli/help.ts')).helpText(order.about))
      return
    case 'dev':
    case 'start':
      await (await import('./cli/carry-out.ts')).carryOut(order)
      return
    case 'command':
      await (await import('./cli/run-command.ts')).runCommand(order)
  }
}

/** Also where the command line cannot be read any further. */
const wantsJson = (given: readonly string[]): boolean => given.includes('--json')

interface Told {
  readonly code: RefusalCode
  readonly message: string
}

async function told(fault: unknown): Promise<Told> {
  if (fault instanceof Refusal) return { code: fault.code, message: fault.message }
  const file = ofAFile(fault)
  if (file !== undefined) return { code: 'file-unusable', message: file }
  const { PosternError } = await import('postern/kit')
  return { code: fault instanceof PosternError ? fault.code : 'server-error', message: await wordsOf(fault) }
}

async function wordsOf(fault: unknown): Promise<string> {
  const { showFault } = await import('./logs/fault.ts')
  const { toLine } = await import('./logs/to-line.ts')
  return toLine({
    msg: 'postern came upon a fault',
    level: 60,
    time: new Date().toISOString(),
    fault: showFault(fault),
  })
}

/** Of a file that was named on the command line or in a setting: Node's words say which, and what is the matter. */
function ofAFile(fault: unknown): string | undefined {
  if (!(fault instanceof Error) || !('syscall' in fault) || !('path' in fault)) return undefined
  return `${String(fault.path)} cannot be used: ${fault.message.split(', ', 1)[0]}.`
}
