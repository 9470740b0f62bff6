/**
 * For whom a call is: the tenant by host, by path or by `X-FusionAuth-TenantId`, the application by its id or by the
 * attempt that a code names. Ids that do not belong together are nobody's.
 */
import { type Call, type Credential, headerOf, hostIn, type Id, type Scope } from 'postern/kit'
import { placeOfApplication } from '../../resources/application-place.ts'
import type { ServerParts } from '../api-route.ts'

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
  { application, code }: { readonly application: string | undefined; readonly code?: Credential<'attempt'> },
): Promise<Scope | undefined> {
  const tenant = namedTenant(call)
  if (tenant === null) return undefined
  const asked = { host: hostIn(call.c), application, attempt: code?.id }
  const found = await directory.find({ ...asked, tenant: call.c.req.param('tenant') })
  if (tenant === undefined || found?.tenant.id === tenant) return found
  return directory.find({ ...asked, tenant: tenant as Id<'tenant'> })
}
