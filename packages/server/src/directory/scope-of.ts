/** From documents to a scope: what the application says, then its tenant, then the installation. */
import {
  type Application,
  type ApplicationOptions,
  checkApplication,
  type Id,
  type Scope,
  type SecretHash,
  scopeAt,
} from 'postern/kit'
import type { ApplicationDocument } from '../resources/application.ts'
import type { ApplicationSettings } from '../resources/settings.ts'
import type { TenantDocument } from '../resources/tenant.ts'

export interface Described {
  readonly tenant: Id<'tenant'>
  /** Absent for the tenant `default`, which is the installation's own. */
  readonly tenantDocument: TenantDocument | undefined
  readonly application: string
  readonly document: ApplicationDocument
}

/** `own` is the installation's scope, from its settings; `baseUrl` the tenant's. */
export function describedScope(own: Scope, described: Described, baseUrl: string): Scope {
  const { tenant, tenantDocument, application, document } = described
  const settings: ApplicationSettings = { ...tenantDocument?.settings, ...document.settings }
  const { mailFrom, postalLine, ...given } = settings
  const { name, address } = own.application.mail.from
  const line = postalLine ?? own.application.mail.postalLine
  const options: ApplicationOptions = {
    ...inherited(own.application),
    ...(given as ApplicationOptions),
    name: document.name,
    redirects: document.redirects,
    origins: document.origins,
    ...(document.startUrl !== undefined && { startUrl: document.startUrl }),
    ...(document.linkUrl !== undefined && { linkUrl: document.linkUrl }),
    mail: { from: mailFrom ?? `${name} <${address}>`, ...(line !== undefined && { postalLine: line }) },
  }
  const checked = checkApplication(options, new URL(baseUrl).origin, application)
  const more: Partial<Application> = {
    signIn: tenantDocument?.status === 'suspended' ? 'off' : document.signIn,
    previews: document.previews,
    secrets: document.secrets.map(({ hash }) => Buffer.from(hash, 'hex') as Uint8Array as SecretHash),
    ...(own.application.tokens && { tokens: own.application.tokens }),
  }
  return scopeAt({ id: tenant }, { ...checked, ...more }, baseUrl)
}

function inherited(own: Application) {
  const { limits, locale, timeZone, code, lifetimes, newDeviceMail, liveSets, link } = own
  return { limits, locale, timeZone, code, lifetimes, newDeviceMail, liveSets, link }
}
