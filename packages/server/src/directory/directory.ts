/**
 * Finds tenant and application for a call or a row. Read from documents when first asked for, kept until somebody changes
 * a setting; other processes' changes are noticed within a second. Start-up reads nothing.
 */
import type { Directory, Id, Made, Named, Scope } from 'postern/kit'
import { type ApplicationDocument, applications } from '../resources/application.ts'
import { placeOfApplication } from '../resources/application-place.ts'
import { readEpoch } from '../resources/epoch.ts'
import { tenantOfHost } from '../resources/host.ts'
import { type ApplicationSettings, mergedSettings } from '../resources/settings.ts'
import { findShelved } from '../resources/shelf.ts'
import { findTenant, type TenantDocument } from '../resources/tenant-document.ts'
import { findTexts } from '../themes/find-texts.ts'
import { findTheme } from '../themes/find-theme.ts'
import { lookOf } from '../themes/look-of.ts'
import { describedScope } from './scope-of.ts'
import { createSigningTenants } from './signing-tenants.ts'
import { createWhereabouts } from './whereabouts.ts'

export interface ServerDirectory extends Directory {
  /** The installation's own scope. */
  readonly own: Scope
  knowsHost(host: string): Promise<boolean>
  /** Of one tenant; `undefined` for the installation's own. */
  tenant(id: Id<'tenant'>): Promise<TenantDocument | undefined>
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
const mostKept = 20_000

export function createDirectory({ store, clock, vault }: Made, settings: DirectorySettings): ServerDirectory {
  const { own, onFault } = settings
  const ports = { store, clock, vault }
  const desk = { ports, actor: 'directory', changed: () => {} }
  const scopes = new Map<string, Promise<Scope | undefined>>()
  const documents = new Map<string, Promise<TenantDocument | undefined>>()
  const hosts = new Map<string, Promise<Id<'tenant'> | undefined>>()
  const homes = new Map<string, Promise<Id<'tenant'> | undefined>>()
  const signing = createSigningTenants(own)
  const whereabouts = createWhereabouts({ store, clock })
  const said = new WeakMap<Scope, ApplicationSettings>()
  let lookedAt = 0
  let epoch: number | undefined
  let generation = 0

  const forget = (): void => {
    generation++
    for (const kept of [scopes, documents, hosts, homes]) kept.clear()
  }
  const look = async (): Promise<void> => {
    const now = clock.now()
    if (now - lookedAt < looksEvery) return
    lookedAt = now
    const newest = await readEpoch(ports)
    if (epoch !== undefined && newest !== epoch) forget()
    epoch = newest
  }
  const tenant = (id: Id<'tenant'>): Promise<TenantDocument | undefined> =>
    id === own.tenant.id
      ? Promise.resolve(undefined)
      : kept(documents, id, async () => (await findTenant(ports, id))?.value)
  const hostOf = (host: string): Promise<Id<'tenant'> | undefined> => kept(hosts, host, () => tenantOfHost(ports, host))
  /** The same where there is no theme and no text. */
  const dressed = async (bare: Scope): Promise<Scope> => {
    const { tenant: of, application } = bare
    const theme = await findTheme(desk, of.id, application.id)
    const texts = await findTexts(desk, of.id, application.id)
    if (!theme && !texts) return bare
    const look = theme && { look: lookOf(theme.id, theme.value) }
    return { ...bare, application: { ...application, ...look, ...(texts && { texts }) } }
  }
  const ownScope = (): Promise<Scope | undefined> => kept(scopes, 'own', () => dressed(own))
  const scope = (of: Id<'tenant'>, application: string): Promise<Scope | undefined> =>
    kept(scopes, `${of}/${application}`, async () => {
      const tenantDocument = await tenant(of)
      if (of !== own.tenant.id && !tenantDocument) return undefined
      const found = await findShelved({ desk, resource: applications, tenant: of }, application)
      if (!found) return undefined
      const described = { tenant: of, tenantDocument, application, document: found.value satisfies ApplicationDocument }
      try {
        const made = await dressed(describedScope(own, described, baseUrlOf(settings, of, tenantDocument)))
        said.set(made, mergedSettings(tenantDocument?.settings, found.value.settings))
        return made
      } catch (fault) {
        onFault(fault, { route: `settings of ${of}/${application}` })
        return undefined
      }
    })

  const ownHost = new URL(own.baseUrl).host
  const hostNamed = async ({ host }: Named): Promise<Id<'tenant'> | undefined> =>
    host === undefined || host === ownHost ? undefined : hostOf(host)
  /** A tenant that has a host of its own is at no other: the origin is what isolates it. */
  const livesAt = async (of: Id<'tenant'>, { host }: Named): Promise<boolean> => {
    const home = of === own.tenant.id || host === undefined ? undefined : (await tenant(of))?.host
    return home === undefined || home === host
  }

  return {
    own,
    async find(named) {
      if (!isPlain(named)) return undefined
      await look()
      const atHost = await hostNamed(named)
      const said = (named.tenant as Id<'tenant'> | undefined) ?? atHost
      if (atHost !== undefined && atHost !== said) return undefined
      if (named.tenant !== undefined && !mayBePath(settings, named, atHost)) return undefined
      const of = said ?? (named.application ? await homeOf(named.application) : undefined) ?? own.tenant.id
      if (!(await livesAt(of, named))) return undefined
      const application = named.application ?? (await whereabouts.of(of, named)) ?? (await firstOf(of))
      if (application === undefined) return undefined
      const found =
        of === own.tenant.id && application === own.application.id ? await ownScope() : await scope(of, application)
      if (found?.application.tokens) signing.note(found)
      return found
    },
    inUse: () => signing.take(),
    knowsHost: async (host) => {
      if (!plainHost.test(host)) return false
      await look()
      return (await hostOf(host)) !== undefined
    },
    tenant,
    settingsOf: (scope) => said.get(scope) ?? {},
    remember: whereabouts.remember,
    forget,
    async generation() {
      await look()
      return generation
    },
  }

  async function homeOf(application: string): Promise<Id<'tenant'> | undefined> {
    if (application === own.application.id) return undefined
    const home = await kept(homes, application, () => placeOfApplication(ports, application))
    // Callers choose these words: what is not there is not kept.
    if (home === undefined) homes.delete(application)
    return home
  }

  async function firstOf(of: Id<'tenant'>): Promise<string | undefined> {
    if (of === own.tenant.id) return own.application.id
    const document = await tenant(of)
    if (!document || document.firstApplication !== undefined) return document?.firstApplication
    const { items } = await store.documents.list({ tenant: of, now: clock.now(), kind: applications.kind, limit: 1 })
    return items[0]?.id
  }

  /** One read for all who ask at the same time. What fails is not kept. */
  function kept<T>(map: Map<string, Promise<T>>, key: string, read: () => Promise<T>): Promise<T> {
    const known = map.get(key)
    if (known) return known
    if (map.size >= mostKept) map.clear()
    const reading = read()
    map.set(key, reading)
    reading.catch(() => map.delete(key))
    return reading
  }
}

const plainWord = /^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$/
const plainHost = /^[a-z0-9.:[\]-]{1,259}$/

/** What cannot be a name is not looked for: callers choose these words. */
function isPlain({ host, tenant, application }: Named): boolean {
  if (host !== undefined && !plainHost.test(host)) return false
  return [tenant, application].every((word) => word === undefined || plainWord.test(word))
}

/** Rows name their tenant and so do paths; a path only where paths are switched on. */
function mayBePath({ tenantPaths, own }: DirectorySettings, named: Named, atHost: Id<'tenant'> | undefined): boolean {
  return named.host === undefined || tenantPaths || named.tenant === own.tenant.id || named.tenant === atHost
}

function baseUrlOf({ own }: DirectorySettings, tenant: Id<'tenant'>, document: TenantDocument | undefined): string {
  if (tenant === own.tenant.id) return own.baseUrl
  const { protocol } = new URL(own.baseUrl)
  return document?.host === undefined
    ? `${own.origin}/t/${tenant}${own.base}`
    : `${protocol}//${document.host}${own.base}`
}
