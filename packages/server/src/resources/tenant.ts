/** A tenant: a realm of users of its own, with what holds for all its applications. */
import type { Id } from 'postern/kit'
import { settingsFaults } from './application-faults.ts'
import { brokenApplications } from './broken-applications.ts'
import { dropHosts, tenantOfHost } from './host.ts'
import type { FieldFault, Resource, ResourcePlace } from './resource.ts'
import { type TenantDocument, tenantSchema } from './tenant-document.ts'

export type { TenantDocument } from './tenant-document.ts'

export const tenants: Resource<TenantDocument> = {
  kind: 'tenant',
  plural: 'tenants',
  of: 'system',
  schema: tenantSchema,
  keepsIds: true,
  id: /^(?!system$|default$)[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/,
  idIs: 'lower-case letters, digits and dashes within, 40 at most; system and default are taken',
  check,
  disclaim: (before, at) => dropHosts(before, at),
}

async function check(value: TenantDocument, { desk, id }: ResourcePlace): Promise<readonly FieldFault[]> {
  const own = settingsFaults(value, id as Id<'tenant'>)
  const faults = [...(own.length > 0 ? own : await brokenApplications(value, { desk, id: id as Id<'tenant'> }))]
  const { host, firstApplication } = value
  if (host !== undefined && (await tenantOfHost(desk.ports, host)) !== id) {
    faults.push({ path: 'host', why: 'is not proved: write it as pendingHost and prove it' })
  }
  if (firstApplication !== undefined && !(await hasApplication(desk.ports, id, firstApplication))) {
    faults.push({ path: 'firstApplication', why: 'is no application of this tenant' })
  }
  return faults
}

async function hasApplication(
  { store, clock }: ResourcePlace['desk']['ports'],
  tenant: string,
  id: string,
): Promise<boolean> {
  const place = { tenant: tenant as Id<'tenant'>, now: clock.now(), kind: 'application', id }
  return (await store.documents.find(place)) !== undefined
}
