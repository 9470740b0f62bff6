/**
 * Settings of tenants and applications as they were written down: read when first asked for, kept until they are forgotten.
 * Whoever asks decides when.
 */
import type { Id, Made, Scope } from 'postern/kit'
import { applications } from '../resources/application.ts'
import { applicationSchema } from '../resources/application-document.ts'
import { placeOfApplication } from '../resources/application-place.ts'
import type { Desk } from '../resources/desk.ts'
import { tenantOfHost } from '../resources/host.ts'
import { ownPreviews } from '../resources/own-previews.ts'
import { type ApplicationSettings, mergedSettings } from '../resources/settings.ts'
import { findShelved } from '../resources/shelf.ts'
import { findTenant, type TenantDocument } from '../resources/tenant-document.ts'
import { dressed } from '../themes/dressed.ts'
import { createKept } from './kept.ts'
import { type Described, describedScope } from './scope-of.ts'

export interface SettingsReader {
  /** `undefined` for the installation's own. */
  tenant(id: Id<'tenant'>): Promise<TenantDocument | undefined>
  tenantOfHost(host: string): Promise<Id<'tenant'> | undefined>
  tenantOfApplication(application: string): Promise<Id<'tenant'> | undefined>
  /** What a call is for that names none. */
  firstApplication(tenant: Id<'tenant'>): Promise<string | undefined>
  scope(tenant: Id<'tenant'>, application: string): Promise<Scope | undefined>
  /** Of a tenant that has no application which could speak for it: an application without an id. */
  alone(tenant: Id<'tenant'>): Promise<Scope | undefined>
  settingsOf(scope: Scope): ApplicationSettings
  forget(): void
  /** Another number whenever it has forgotten. */
  generation(): number
}

export interface ReaderSettings {
  /** The installation's own scope. */
  readonly own: Scope
  /** Told of documents that cannot be used. */
  readonly onFault: (fault: unknown, about: { readonly route: string }) => void
}

export function createSettingsReader({ store, clock, vault }: Made, { own, onFault }: ReaderSettings): SettingsReader {
  const ports = { store, clock, vault }
  const desk = { ports, actor: 'directory', changed: () => {} }
  const kept = createKept()
  const ground = { desk, own, onFault }
  const said = new WeakMap<Scope, ApplicationSettings>()
  let generation = 0
  const isOwn = (id: Id<'tenant'>): boolean => id === own.tenant.id
  const tenant = (id: Id<'tenant'>): Promise<TenantDocument | undefined> =>
    isOwn(id) ? Promise.resolve(undefined) : kept.of(`tenant/${id}`, async () => (await findTenant(ports, id))?.value)

  const readScope = async (of: Id<'tenant'>, application: string): Promise<Scope | undefined> => {
    const tenantDocument = await tenant(of)
    if (!isOwn(of) && !tenantDocument) return undefined
    const document = (await findShelved({ desk, resource: applications, tenant: of }, application))?.value
    if (!document) return undefined
    const scope = await scopeFrom(ground, { tenant: of, tenantDocument, application, document })
    if (scope) said.set(scope, mergedSettings(tenantDocument?.settings, document.settings))
    return scope
  }
  const readAlone = async (of: Id<'tenant'>): Promise<Scope | undefined> => {
    const tenantDocument = await tenant(of)
    if (!tenantDocument) return undefined
    const document = applicationSchema.parse({ name: tenantDocument.name })
    return scopeFrom(ground, { tenant: of, tenantDocument, application: '', document })
  }
  const readFirst = async (of: Id<'tenant'>): Promise<string | undefined> => {
    const document = await tenant(of)
    if (!document) return undefined
    const named = document.firstApplication
    // It may have been removed in the same moment in which it was named.
    if (named !== undefined && (await findShelved({ desk, resource: applications, tenant: of }, named))) return named
    const { items } = await store.documents.list({ tenant: of, now: clock.now(), kind: applications.kind, limit: 1 })
    return items[0]?.id
  }
  return {
    tenant,
    tenantOfHost: (host) => kept.of(`host/${host}`, () => tenantOfHost(ports, host)),
    tenantOfApplication: async (application) =>
      application === own.application.id
        ? undefined
        : kept.of(`place/${application}`, () => placeOfApplication(ports, application)),
    firstApplication: async (of) => (isOwn(of) ? own.application.id : kept.of(`first/${of}`, () => readFirst(of))),
    scope: async (of, application) =>
      isOwn(of) && application === own.application.id
        ? kept.of('own', () => dressed(desk, own))
        : kept.of(`scope/${of}/${application}`, () => readScope(of, application)),
    alone: (of) => kept.of(`alone/${of}`, () => readAlone(of)),
    settingsOf: (scope) => said.get(scope) ?? {},
    forget() {
      generation++
      kept.forget()
    },
    generation: () => generation,
  }
}

interface Ground extends ReaderSettings {
  readonly desk: Desk
}

async function scopeFrom({ desk, own, onFault }: Ground, described: Described): Promise<Scope | undefined> {
  const { tenant, tenantDocument, application } = described
  // Some may have been written down before the list of shared hosts had theirs.
  const document = { ...described.document, previews: await ownPreviews(described.document.previews) }
  try {
    return await dressed(desk, describedScope(own, { ...described, document }, baseUrlOf(own, tenant, tenantDocument)))
  } catch (fault) {
    // A store that fails says nothing about the settings.
    if (!(fault instanceof TypeError)) throw fault
    onFault(fault, { route: `settings of ${tenant}/${application}` })
    return undefined
  }
}

function baseUrlOf(own: Scope, tenant: Id<'tenant'>, document: TenantDocument | undefined): string {
  if (tenant === own.tenant.id) return own.baseUrl
  const { protocol } = new URL(own.baseUrl)
  return document?.host === undefined
    ? `${own.origin}/t/${tenant}${own.base}`
    : `${protocol}//${document.host}${own.base}`
}
