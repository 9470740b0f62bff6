/** `postern doctor`: looks an installation over without changing it, and says what to do. Ends with 1 where anything fails. */
import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { tryMailLogin } from 'postern/kit'
import { readConfigFile } from '../config/config-file.ts'
import { sqliteFile, storeAt } from '../config/database-url.ts'
import { readSettings } from '../config/read-settings.ts'
import { Refusal } from '../config/refusal.ts'
import type { Settings } from '../config/settings.ts'
import { createResolveTxt } from '../directory/resolve-txt.ts'
import { type Finding, fail } from '../doctor/finding.ts'
import { lookAtDatabase } from '../doctor/look-at-database.ts'
import { lookAtMail, lookAtSender } from '../doctor/look-at-mail.ts'
import { lookAtSettings } from '../doctor/look-at-settings.ts'
import { reach } from '../doctor/reach.ts'
import { trySignIn } from '../transports/try-sign-in.ts'
import type { CommandOrder } from './arguments.ts'
import type { Said } from './said.ts'

export async function doctor({ values }: CommandOrder): Promise<Said> {
  const read = await settingsOf(values.config)
  const findings = 'faults' in read ? read.faults : await examine(read.settings, values)
  const failed = findings.some(({ state }) => state === 'fail')
  return { json: { healthy: !failed, findings }, text: findings.map(lineOf).join('\n'), failed }
}

type Read = { readonly settings: Settings } | { readonly faults: readonly Finding[] }

/** What the settings' own reader refuses is found first: nothing else can be looked at. */
async function settingsOf(config: string | undefined): Promise<Read> {
  try {
    const file = await readConfigFile(process.cwd(), config)
    return { settings: readSettings({ flags: new Map(), environment: process.env, file }).settings }
  } catch (fault) {
    if (!(fault instanceof Refusal)) throw fault
    return { faults: fault.lines.map((line) => fail('settings', line, 'postern --help says how it is written.')) }
  }
}

async function examine(settings: Settings, values: CommandOrder['values']): Promise<readonly Finding[]> {
  const { smtpUrl, mailFrom, baseUrl } = settings
  const database = await databaseOf(settings, values.offline ? undefined : trySignIn)
  const mail = await lookAtMail(smtpUrl, tryMailLogin)
  const far = values.offline
    ? []
    : [
        ...(await lookAtSender({ mailFrom, dkimSelector: values['dkim-selector'] }, createResolveTxt())),
        ...(await reach(baseUrl)),
      ]
  return [...lookAtSettings(settings), ...database, mail, ...far]
}

async function databaseOf(settings: Settings, ask: typeof trySignIn | undefined): Promise<readonly Finding[]> {
  const { databaseUrl, secret } = settings
  const fix = 'sqlite:./postern.db, or postgres://user:password@host:5432/database.'
  if (databaseUrl === undefined) return [fail('database', 'DATABASE_URL is missing.', fix)]
  const file = sqliteFile(databaseUrl)
  const within = file === undefined ? undefined : dirname(resolve(process.cwd(), file))
  if (within !== undefined && !existsSync(within)) {
    return [fail('database', `There is no folder ${within}.`, 'Make it, or let DATABASE_URL name another one.')]
  }
  return lookAtDatabase(storeAt(databaseUrl, process.cwd(), settings), Date.now, { secret, trySignIn: ask })
}

function lineOf({ check, state, says, fix }: Finding): string {
  const line = `${state.padEnd(5)} ${check.padEnd(14)} ${says}`
  return fix === undefined ? line : `${line}\n${' '.repeat(21)}${fix}`
}
