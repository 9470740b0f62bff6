/** The command `postern`: reads what is wanted, refuses in a sentence what cannot be done, and serves. */
import { readArguments } from './cli/arguments.ts'
import { helpText } from './cli/help.ts'
import { version } from './cli/version.ts'
import { welcome } from './cli/welcome.ts'
import { readConfigFile } from './config/config-file.ts'
import type { Plan } from './config/plan.ts'
import { planDev } from './config/plan-dev.ts'
import { planStart } from './config/plan-start.ts'
import { readSettings } from './config/read-settings.ts'
import { Refusal } from './config/refusal.ts'
import { showFault } from './logs/fault.ts'
import { hushConsole } from './logs/hush-console.ts'
import { createLog, type Log } from './logs/log.ts'
import { toLine } from './logs/to-line.ts'
import { type Running, serve } from './process/serve.ts'
import { stopOnCrash, untilTold } from './process/until-told.ts'

export async function main(given: readonly string[]): Promise<void> {
  try {
    await run(given)
  } catch (fault) {
    process.stderr.write(`${wordsOf(fault)}\n`)
    process.exitCode = 1
  }
}

async function run(given: readonly string[]): Promise<void> {
  const order = readArguments(given)
  if (order.kind === 'help') return say(helpText())
  if (order.kind === 'version') return say(`${version}\n`)
  const folder = process.cwd()
  const file = await readConfigFile(folder, order.config)
  const read = readSettings({ flags: order.flags, environment: process.env, file })
  const plan = order.kind === 'dev' ? planDev(read, { folder, lan: order.lan }) : planStart(read, folder)
  const log = createLog({ level: plan.logLevel, format: plan.logFormat })
  hushConsole(log)
  stopOnCrash(log)
  const running = await serve(plan, log)
  untilTold(running.stop, log)
  announce(plan, running, log)
}

function announce(plan: Plan, running: Running, log: Log): void {
  for (const warning of plan.warnings) log.warning(warning)
  if (plan.command === 'dev' && plan.logFormat === 'text') return say(welcome(plan, running, version))
  const { options, addresses } = running
  const { baseUrl, store } = options
  log.listening({ version, command: plan.command, baseUrl, listening: addresses, store: store.location })
}

function say(text: string): void {
  process.stdout.write(text)
}

function wordsOf(fault: unknown): string {
  if (fault instanceof Refusal) return fault.message
  return toLine({ msg: 'postern cannot start', level: 60, time: new Date().toISOString(), fault: showFault(fault) })
}
