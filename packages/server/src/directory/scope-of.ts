/** From documents to a scope: what the application says, then its tenant, then the installation. */
import {
  type Application,
  type ApplicationOptions,
  checkApplication,
  checkTokens,
  type Id,
  parseEmailAddress,
  type Scope,
  type SecretHash,
  scopeAt,
  type TokenOptions,
  type TokenSettings,
} from 'postern/kit'
import type { ApplicationDocument } from '../resources/application-document.ts'
import { type ApplicationSettings, mergedSettings } from '../resources/settings.ts'
import type { TenantDocument } from '../resources/tenant-document.ts'
import { addedClaims } from './added-claims.ts'

export interface Described {
  readonly tenant: Id<'tenant'>
  /** Absent for the tenant `default`, which is the installation's own. */
  readonly tenantDocument: TenantDocument | undefined
  readonly application: string
  readonly document: ApplicationDocument
}

interface Ground {
  /** The tenant's. */
  readonly baseUrl: string
  /** The installation's application, which speaks where nobody else does. */
  readonly own?: Application
}

/** `own` is the installation's scope, from its settings; `baseUrl` the tenant's. */
export function describedScope(own: Scope, described: Described, baseUrl: string): Scope {
  return scopeAt(
    { id: described.tenant },
    checkedApplication(described, { baseUrl, own: inheritable(own, baseUrl) }),
    baseUrl,
  )
}

/** Throws a `TypeError` that names what is wrong. */
export function checkedApplication(described: Described, { baseUrl, own }: Ground): Application {
  const { tenantDocument, application, document } = described
  const settings = mergedSettings(tenantDocument?.settings, document.settings)
  const { origin } = new URL(baseUrl)
  const checked = checkApplication(optionsOf(described, settings, own), origin, application)
  const tokens = tokensOf(settings.tokens, tenantDocument?.signing, { origin, own: own?.tokens })
  return {
    ...checked,
    mail: { ...checked.mail, ...replyTo(settings.replyTo) },
    secrets: document.secrets.map(({ hash }) => Buffer.from(hash, 'hex') as Uint8Array as SecretHash),
    ...(tokens && { tokens }),
  }
}

function optionsOf(
  { tenantDocument, document }: Described,
  settings: ApplicationSettings,
  own: Application | undefined,
): ApplicationOptions {
  const { mailFrom, postalLine, fusionAuth: _fusionAuth, tokens: _tokens, replyTo: _replyTo, ...said } = settings
  const line = postalLine ?? own?.mail.postalLine
  const options = {
    ...(own && inherited(own)),
    ...said,
    ...(own && { lifetimes: { ...own.lifetimes, ...said.lifetimes } }),
    name: document.name,
    signIn: tenantDocument?.status === 'suspended' ? 'off' : document.signIn,
    redirects: document.redirects,
    previews: document.previews,
    origins: document.origins,
    roles: document.roles,
    ...(document.startUrl !== undefined && { startUrl: document.startUrl }),
    ...(document.linkUrl !== undefined && { linkUrl: document.linkUrl }),
    ...(tenantDocument?.limits && { tightLimits: tenantDocument.limits }),
    mail: { from: mailFrom ?? fromOf(own), ...(line !== undefined && { postalLine: line }) },
  }
  // What a schema made may have members that are `undefined`; the library reads both alike.
  return options as ApplicationOptions
}

/** What the installation says for all. Who an application is, and where people go from it, is its own or its tenant's. */
const inheritedMembers = [
  ...(['signUp', 'explainClosed', 'approval', 'sameBrowserOnly', 'newDeviceMail'] as const),
  ...(['link', 'liveSets', 'code', 'limits', 'locale', 'timeZone', 'theme'] as const),
] satisfies readonly (keyof Application)[]

function inherited(own: Application): Partial<Application> {
  return Object.fromEntries(inheritedMembers.map((name) => [name, own[name]]))
}

function fromOf(own: Application | undefined): string {
  const { name, address } = own?.mail.from ?? { name: '', address: 'no-reply@postern.invalid' }
  return name === '' ? address : `${name} <${address}>`
}

function replyTo(text: string | undefined): { readonly replyTo?: string } {
  if (text === undefined) return {}
  const address = parseEmailAddress(text)
  if (!address) throw new TypeError('replyTo must be an address')
  return { replyTo: address.address }
}

/** An audience that was the installation's own origin is the tenant's own. */
function inheritable({ application, origin }: Scope, baseUrl: string): Application {
  const { tokens } = application
  if (tokens?.audience !== origin) return application
  return { ...application, tokens: { ...tokens, audience: new URL(baseUrl).origin } }
}

function tokensOf(
  wanted: ApplicationSettings['tokens'],
  signing: TenantDocument['signing'],
  { origin, own }: { readonly origin: string; readonly own: TokenSettings | undefined },
): TokenSettings | undefined {
  if (wanted === 'off') return undefined
  if (wanted === undefined && own === undefined) return undefined
  const { mode = own?.mode, claims, ...given } = wanted ?? {}
  const { mode: _mode, claims: _claims, ...inheritedTokens } = own ?? ({} as Partial<TokenSettings>)
  const options = { ...inheritedTokens, ...given, ...signing }
  const { settings } = checkTokens(mode, options as TokenOptions, origin)
  return settings && { ...settings, ...addedClaims(claims) }
}
