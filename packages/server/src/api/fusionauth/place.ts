/**
 * For whom a call is: the tenant by host, by path or by `X-FusionAuth-TenantId`, the application by its id or by the
 * attempt that a code names. Ids that do not belong together are nobody's.
 */
import { type Call, headerOf, hostIn, type Scope } from 'postern/kit'
import { placeOfApplication } from '../../resources/application-place.ts'
import type { ServerParts } from '../api-route.ts'
import type { Code } from './code.ts'

/** Named by the header, or by the path where tenants have one. `null` where the two contradict each other. */
export function namedTenant({ c }: Call): string | null | undefined {
  const header = headerOf(c, 'x-fusionauth-tenantid')
  const path = c.req.param('tenant')
  return header !== undefined && path !== undefined && header !== path ? null : (header ?? path)
}

/** Whose an application is, for a key that is for every tenant. */
export async function homeOf({ ports }: ServerParts, applicationId: unknown): Promise<string | undefined> {
  return typeof applicationId === 'string' ? placeOfApplication(ports, applicationId) : undefined
}

/** For calls without a key. */
export async function placeOf(
  { directory }: ServerParts,
  call: Call,
  { application, code }: { readonly application: string | null | undefined; readonly code?: Code },
): Promise<Scope | undefined> {
  const named = namedTenant(call)
  if (named === null) return undefined
  const tenant = named ?? code?.tenant
  if (code?.tenant !== undefined && code.tenant !== tenant) return undefined
  const asked = { host: hostIn(call.c), application: application ?? undefined, attempt: code?.credential.id }
  // A host of its own names a tenant by itself; the path is one where tenants have paths.
  const found = await directory.find({ ...asked, tenant: call.c.req.param('tenant') })
  if (tenant === undefined || found?.tenant.id === tenant) return found
  return directory.find({ ...asked, tenant })
}
