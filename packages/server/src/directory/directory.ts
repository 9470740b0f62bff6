/**
 * Finds tenant and application for a call or a row. Read from documents when first asked for, kept until somebody changes
 * a setting; other processes' changes are noticed within a second. Start-up reads nothing.
 */
import type { Directory, Id, Made, Named, Scope } from 'postern/kit'
import { readEpoch } from '../resources/epoch.ts'
import type { ApplicationSettings } from '../resources/settings.ts'
import type { TenantDocument } from '../resources/tenant-document.ts'
import { createSettingsReader, type SettingsReader } from './settings-reader.ts'
import { createSigningTenants } from './signing-tenants.ts'
import { createWhereabouts } from './whereabouts.ts'

export interface ServerDirectory extends Directory {
  /** The installation's own scope. */
  readonly own: Scope
  knowsHost(host: string): Promise<boolean>
  /** Scopes that sign, of the tenants that were asked for last. */
  signing(): readonly Scope[]
  /** Of one tenant; `undefined` for the installation's own. */
  tenant(id: Id<'tenant'>): Promise<TenantDocument | undefined>
  /** Where what concerns no application is at home: the tenant's first one, or the tenant alone where it has none. */
  home(tenant: Id<'tenant'>): Promise<Scope | undefined>
  /** What was written down of an application of this scope and its tenant. Empty for the installation's own. */
  settingsOf(scope: Scope): ApplicationSettings
  /** In which application an attempt was just begun. */
  remember(tenant: Id<'tenant'>, attempt: Id<'attempt'>, application: Id<'application'>): void
  /** Forgets what it read: this process changed it. */
  forget(): void
  /** Another number whenever a setting has changed: what was read from documents is to be read anew. */
  generation(): Promise<number>
}

export interface DirectorySettings {
  /** The installation's own scope: tenant and application `default`. */
  readonly own: Scope
  /** Whether tenants without a host are found below `/t/<tenant>`. */
  readonly tenantPaths: boolean
  /** Told of documents that cannot be used. */
  readonly onFault: (fault: unknown, about: { readonly route: string }) => void
}

const looksEvery = 1_000

export function createDirectory(made: Made, settings: DirectorySettings): ServerDirectory {
  const { own } = settings
  const read = createSettingsReader(made, settings)
  const look = lookForChanges(made, read.forget)
  const signing = createSigningTenants(own)
  const whereabouts = createWhereabouts(made)
  const firstOf = async (of: Id<'tenant'>): Promise<Scope | undefined> => {
    const first = await read.firstApplication(of)
    return first === undefined ? undefined : read.scope(of, first)
  }
  const find = async (named: Named): Promise<Scope | undefined> => {
    if (!isPlain(named)) return undefined
    await look()
    const of = await tenantNamed(read, settings, named)
    if (of === undefined) return undefined
    const place = named.application ?? (await whereabouts.of(of, named))
    const there = place === undefined ? undefined : await read.scope(of, place)
    const found = there ?? (isBound(named, place) ? undefined : await firstOf(of))
    if (found?.application.tokens) signing.note(found)
    return found
  }
  return {
    own,
    find,
    home: async (tenant) => (await find({ tenant })) ?? read.alone(tenant),
    inUse: () => signing.take(),
    signing: signing.recent,
    knowsHost: async (host) => {
      if (!plainHost.test(host)) return false
      await look()
      return (await read.tenantOfHost(host)) !== undefined
    },
    async tenant(id) {
      await look()
      return read.tenant(id)
    },
    settingsOf: read.settingsOf,
    remember: whereabouts.remember,
    forget: read.forget,
    async generation() {
      await look()
      return read.generation()
    },
  }
}

/** Looks once a second at most, and only when somebody asks, whether settings have changed elsewhere. */
function lookForChanges({ store, clock }: Made, forget: () => void): () => Promise<void> {
  let lookedAt = 0
  let epoch: number | undefined
  return async () => {
    const now = clock.now()
    if (now - lookedAt < looksEvery) return
    lookedAt = now
    const newest = await readEpoch({ store, clock })
    // At first as well: others read while this look was under way.
    if (newest !== epoch) forget()
    epoch = newest
  }
}

/** For whom a call or a row is; `undefined` when what it says contradicts itself. */
async function tenantNamed(
  read: SettingsReader,
  settings: DirectorySettings,
  named: Named,
): Promise<Id<'tenant'> | undefined> {
  const { own } = settings
  const { host, application } = named
  const ownHost = own.origin.slice(own.origin.indexOf('//') + 2)
  const atHost = host === undefined || host === ownHost ? undefined : await read.tenantOfHost(host)
  const said = (named.tenant as Id<'tenant'> | undefined) ?? atHost
  if (atHost !== undefined && atHost !== said) return undefined
  const of =
    said ?? (application === undefined ? undefined : await read.tenantOfApplication(application)) ?? own.tenant.id
  if (!mayBePath(settings, { host, of, atHost })) return undefined
  // A tenant that has a host of its own is at no other: the origin is what isolates it.
  const home = host === undefined ? undefined : (await read.tenant(of))?.host
  return home === undefined || home === host ? of : undefined
}

/** Whether a call is for its application or for none. A session of one that is gone keeps its browser from no other. */
const isBound = ({ application, attempt }: Named, place: string | undefined): boolean =>
  application !== undefined || (attempt !== undefined && place !== undefined)

const plainWord = /^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$/
const plainHost = /^[a-z0-9.:[\]-]{1,259}$/

/** What cannot be a name is not looked for: callers choose these words. */
function isPlain({ host, tenant, application }: Named): boolean {
  if (host !== undefined && !plainHost.test(host)) return false
  return [tenant, application].every((word) => word === undefined || plainWord.test(word))
}

interface Met {
  readonly host: string | undefined
  readonly of: Id<'tenant'>
  readonly atHost: Id<'tenant'> | undefined
}

/** Rows name their tenant. A call reaches one that is not at its host where paths are switched on, whatever names it. */
function mayBePath({ tenantPaths, own }: DirectorySettings, { host, of, atHost }: Met): boolean {
  return host === undefined || tenantPaths || of === own.tenant.id || of === atHost
}
