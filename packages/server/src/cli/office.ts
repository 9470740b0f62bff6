/**
 * Where commands work: the store and the engine of an installation, without a door and without mails. What is posted here
 * is delivered by a server that runs, or by the next one.
 */
import {
  checkOptions,
  createHooks,
  days,
  type Engine,
  type Id,
  type Ports,
  type Scope,
  startRuntime,
  type Transport,
} from 'postern/kit'
import { sqlite } from 'postern/sqlite'
import { storeAt } from '../config/database-url.ts'
import { Refusal } from '../config/refusal.ts'
import { aboutOf, type SettingName } from '../config/schema.ts'
import type { Settings } from '../config/settings.ts'
import { sharedOptions } from '../config/shared-options.ts'
import { keptSecret, prepareFolder } from '../dev/folder.ts'
import { createDirectory, type ServerDirectory } from '../directory/directory.ts'
import { showFault } from '../logs/fault.ts'
import { databaseRefusal } from '../process/database-refusal.ts'
import type { Desk } from '../resources/desk.ts'
import type { Values } from './arguments.ts'
import { readAll } from './database.ts'

export interface Office {
  readonly engine: Engine
  readonly ports: Ports
  readonly directory: ServerDirectory
  readonly desk: Desk
  /** How long events are kept, in milliseconds, where a setting says so. */
  readonly keepEvents: number | undefined
  /** The tenant and application that the flags name, refused where there are none. */
  scope(values: Pick<Values, 'tenant' | 'application'>): Promise<Scope>
  /** The same for what concerns no application: one that has none is there all the same. */
  home(values: Pick<Values, 'tenant' | 'application'>): Promise<Scope>
  /** The tenant that the flags name. */
  tenant(values: Pick<Values, 'tenant'>): Promise<Id<'tenant'>>
  close(): Promise<void>
}

export interface Place {
  readonly config?: string | undefined
  /** Whether to work on what `postern dev` keeps in this folder. */
  readonly dev?: boolean | undefined
}

/** `actor` is named in the events of what is done here. */
export async function openOffice(place: Place, actor = 'cli'): Promise<Office> {
  const settings = await readAll(place.config)
  const options = optionsOf(settings, place.dev ?? false)
  const { scope: own, base, development } = check(options)
  let directory: ServerDirectory | undefined
  const runtime = await startRuntime({
    directoryOf(made) {
      directory = createDirectory(made, { own, tenantPaths: true, onFault: say })
      return directory
    },
    scope: own,
    base,
    development,
    transports: [],
    store: options.store,
    secret: options.secret,
    hooks: createHooks((fault) => say(fault)),
    checksHost: false,
    trustedHops: 0,
    forwardingHeader: 'x-forwarded-for',
    loop: false,
    delivers: false,
    onFault: say,
    onUntrustedForwarding: () => undefined,
  }).catch((fault: unknown) => {
    throw databaseRefusal(options.store, fault) ?? fault
  })
  const keepEvents = settings.keepEvents === undefined ? undefined : days(settings.keepEvents)
  const office = officeOf(runtime, directory as unknown as ServerDirectory, { actor, development })
  return { ...office, keepEvents }
}

type Opened = Pick<Office, 'engine' | 'ports' | 'close'>

function officeOf(
  { engine, ports, close }: Opened,
  directory: ServerDirectory,
  { actor, development }: Pick<Desk, 'actor' | 'development'>,
): Omit<Office, 'keepEvents'> {
  const tenant: Office['tenant'] = async ({ tenant: named = 'default' }) => {
    const id = named as Id<'tenant'>
    if (named === 'default' || (await directory.tenant(id))) return id
    throw new Refusal([`There is no tenant ${named}: postern tenant list shows them all.`], 'not-found')
  }
  const scope: Office['scope'] = async (values) => {
    const id = await tenant(values)
    const { application } = values
    const found = await directory.find({ tenant: id, ...(application !== undefined && { application }) })
    if (found) return found
    const what =
      application === undefined ? `Tenant ${id} has no application` : `${id} has no application ${application}`
    throw new Refusal([`${what}: postern app list --tenant ${id} shows those it has.`], 'not-found')
  }
  return {
    engine,
    ports,
    directory,
    desk: { ports, actor, development: development === true, changed: () => directory.forget() },
    tenant,
    scope,
    async home(values) {
      const found = values.application === undefined && (await directory.home(await tenant(values)))
      return found || scope(values)
    },
    close,
  }
}

/** Runs one piece of work and closes behind it, whatever becomes of it. */
export async function inOffice<T>(place: Place, work: (office: Office) => Promise<T>, actor?: string): Promise<T> {
  const office = await openOffice(place, actor)
  try {
    return await work(office)
  } finally {
    await office.close()
  }
}

const required = ['baseUrl', 'secret', 'databaseUrl'] as const satisfies readonly SettingName[]

function optionsOf(settings: Settings, dev: boolean) {
  const folder = process.cwd()
  const kept = dev ? prepareFolder(folder) : undefined
  const { baseUrl = dev ? 'http://localhost:3000' : undefined, databaseUrl } = settings
  const secret = settings.secret ?? (kept && keptSecret(kept))
  const given = { baseUrl, secret, databaseUrl: databaseUrl ?? (kept && kept.database) }
  const missing = required.filter((name) => given[name] === undefined)
  if (baseUrl === undefined || secret === undefined || missing.length > 0) {
    throw new Refusal(
      [
        ...missing.map((name) => `${aboutOf(name).env} is missing: ${aboutOf(name).wants}.`),
        'For what postern dev keeps in this folder, add --dev.',
      ],
      'settings-invalid',
    )
  }
  const store = databaseUrl === undefined ? sqlite(given.databaseUrl ?? '') : storeAt(databaseUrl, folder, settings)
  const from = settings.mailFrom ?? `no-reply@${mailHost(baseUrl)}`
  return {
    ...sharedOptions(settings),
    baseUrl,
    secret,
    store,
    mail: { from, transport: [unsent] },
  }
}

/** Nothing is sent from here: it stands where an option wants a transport. */
const unsent: Transport = {
  name: 'none',
  channel: 'mail',
  send: () => Promise.resolve({ kind: 'down', reason: 'not-here' }),
}

function mailHost(baseUrl: string): string {
  const { hostname } = new URL(baseUrl)
  return hostname.includes('.') && !/^[\d.]+$/.test(hostname) ? hostname : 'postern.example'
}

function check(options: ReturnType<typeof optionsOf>): ReturnType<typeof checkOptions> {
  try {
    return checkOptions(options)
  } catch (fault) {
    throw fault instanceof TypeError ? new Refusal([`${fault.message}.`], 'settings-invalid') : fault
  }
}

function say(fault: unknown): void {
  const { name, code, detail } = showFault(fault)
  process.stderr.write(`${[name, code, detail].filter(Boolean).join(' ')}\n`)
}
