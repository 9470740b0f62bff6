/** Brings flags, environment and file together, in this order of precedence, and refuses what is wrong by its name. */
import type { ConfigFile } from './config-file.ts'
import { Refusal } from './refusal.ts'
import { aboutOf, judge, type SettingName, table } from './schema.ts'
import type { Settings } from './settings.ts'

export interface Given {
  /** By flag: `--port`. */
  readonly flags: ReadonlyMap<string, string>
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly file: ConfigFile | undefined
}

export interface ReadSettings {
  readonly settings: Settings
  /** How a refusal calls a setting: as it was given, or its variable. */
  nameOf(setting: SettingName): string
}

interface Value {
  readonly name: string
  readonly value: unknown
}

export function readSettings(given: Given): ReadSettings {
  const values = new Map<string, Value>([...fromFile(given), ...fromEnvironment(given), ...fromFlags(given)])
  const nameOf = (setting: SettingName): string => values.get(setting)?.name ?? aboutOf(setting).env ?? setting
  const judgement = judge(Object.fromEntries([...values].map(([setting, { value }]) => [setting, value])))
  const strange = unknownVariables(given.environment)
  if (judgement.kind === 'sound' && strange.length === 0) return { settings: judgement.settings, nameOf }
  const faults = judgement.kind === 'faulty' ? judgement.faults : []
  throw new Refusal(
    [...faults.map(({ setting, why }) => sentence(setting, values.get(setting), why)), ...strange],
    'settings-invalid',
  )
}

function fromFile({ file }: Given): readonly [string, Value][] {
  if (!file) return []
  return Object.entries(file.settings).map(([setting, value]) => [
    setting,
    { name: `${setting} in ${file.name}`, value },
  ])
}

/** An empty variable counts as unset: that is how compose files leave one out. */
function fromEnvironment({ environment }: Given): readonly [string, Value][] {
  return table.flatMap(([setting, { env, read }]) => {
    const text = env === undefined ? undefined : environment[env]?.trim()
    return env === undefined || text === undefined || text === ''
      ? []
      : [[setting, { name: env, value: read ? read(text) : text }]]
  })
}

function fromFlags({ flags }: Given): readonly [string, Value][] {
  return table.flatMap(([setting, { flag, read }]) => {
    const text = flag === undefined ? undefined : flags.get(flag)
    return flag === undefined || text === undefined ? [] : [[setting, { name: flag, value: read ? read(text) : text }]]
  })
}

// Ours by name only: what the repository's tests read, and what Kubernetes sets for a service called `postern`.
const foreign = /^POSTERN_(?:TEST_.*|CHROMIUM|PORT_\d+_(?:TCP|UDP|SCTP)(?:_.*)?|SERVICE_(?:HOST|PORT)(?:_.*)?)$/
const serviceLink = /^(?:tcp|udp|sctp):\/\//

function unknownVariables(environment: Given['environment']): readonly string[] {
  const known = new Set(table.map(([, { env }]) => env))
  return Object.entries(environment)
    .filter(([name]) => name.startsWith('POSTERN_') && !known.has(name) && !foreign.test(name))
    .flatMap(([name, value]) =>
      name === 'POSTERN_PORT' ? wrongPort(value?.trim()) : [`${name} is no setting. ${all}`],
    )
}

const all = 'All of them: postern --help'

/** Kubernetes sets this one too, and people who mean ours. */
function wrongPort(value: string | undefined): readonly string[] {
  const isTheirs = value === undefined || value === '' || serviceLink.test(value)
  return isTheirs ? [] : [`POSTERN_PORT is no setting: the port is PORT. ${all}`]
}

function sentence(setting: string, given: Value | undefined, why: string): string {
  return `${given?.name ?? setting} ${why}${shown(setting, given?.value)}.`
}

function shown(setting: string, value: unknown): string {
  const about = table.find(([name]) => name === setting)?.[1]
  if (!about) return ''
  if (about.secret) return '; what it got is not shown'
  const text = JSON.stringify(value) ?? String(value)
  return `; it got ${text.length > 80 ? `${text.slice(0, 79)}…` : text}`
}
