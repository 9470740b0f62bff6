/**
 * Codes as callers of the contract hold them: a credential, and before it the tenant where there are several, because the
 * code is all that some calls bring. A link of a mail has none of that, and is taken as well where the tenant is named.
 */
import { type Credential, formatCredential, type Id, parseCredential, type Scope } from 'postern/kit'

export interface Code {
  readonly tenant: string | undefined
  readonly credential: Credential<'attempt'>
}

const tenantShape = /^[a-z0-9-]{1,40}$/

export function formatCode({ tenant }: Scope, credential: Credential<string>): string {
  const text = formatCredential(credential)
  return tenant.id === ('default' as Id<'tenant'>) ? text : `${tenant.id}~${text}`
}

export function parseCode(text: string): Code | undefined {
  const at = text.indexOf('~')
  const tenant = at === -1 ? undefined : text.slice(0, at)
  const credential = parseCredential<'attempt'>(text.slice(at + 1))
  return credential && (tenant === undefined || tenantShape.test(tenant)) ? { tenant, credential } : undefined
}
