/** `postern dev` and `postern start`, from settings to a server that runs until it is told to stop. */
import { readConfigFile } from '../config/config-file.ts'
import type { Plan } from '../config/plan.ts'
import { planDev } from '../config/plan-dev.ts'
import { planStart } from '../config/plan-start.ts'
import { readSettings } from '../config/read-settings.ts'
import { hushConsole } from '../logs/hush-console.ts'
import { createLog, type Log } from '../logs/log.ts'
import { type Running, serve } from '../process/serve.ts'
import { stopOnCrash, untilTold } from '../process/until-told.ts'
import type { ServeOrder } from './arguments.ts'
import { version } from './version.ts'
import { welcome } from './welcome.ts'

export async function carryOut(order: ServeOrder): Promise<void> {
  const folder = process.cwd()
  const file = await readConfigFile(folder, order.config)
  const read = readSettings({ flags: order.flags, environment: process.env, file })
  const plan = order.kind === 'dev' ? planDev(read, { folder, lan: order.lan }) : planStart(read, folder)
  const log = createLog({ level: plan.logLevel, format: plan.logFormat })
  hushConsole(log)
  stopOnCrash(log)
  const serving = untilTold(log)
  const running = await serve(plan, log)
  serving(running.stop)
  announce(plan, running, log)
}

function announce(plan: Plan, running: Running, log: Log): void {
  for (const warning of plan.warnings) log.warning(warning)
  if (plan.command === 'dev') {
    const isText = plan.logFormat === 'text'
    // Among JSON lines it would be in the way.
    ;(isText ? process.stdout : process.stderr).write(welcome(plan, running, version))
    if (isText) return
  }
  const { options, addresses } = running
  const { baseUrl, store } = options
  log.listening({ version, command: plan.command, baseUrl, listening: addresses, store: store.location })
}
