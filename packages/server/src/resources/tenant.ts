/** A tenant: a realm of users of its own, with what holds for all its applications. */
import { z } from 'zod'
import type { Resource } from './resource.ts'
import { applicationSettings } from './settings.ts'

const schema = z.strictObject({
  name: z.string().min(1).max(80),
  /** Nobody signs in to a suspended one, and no key of its own works. */
  status: z.enum(['active', 'suspended']).default('active'),
  /** Its own host, once the DNS proof for it was seen. */
  host: z.string().max(253).optional(),
  /** What a call is for that names no application. */
  firstApplication: z.string().optional(),
  settings: applicationSettings.optional(),
})

export type TenantDocument = z.infer<typeof schema>

export const tenants: Resource<TenantDocument> = {
  kind: 'tenant',
  plural: 'tenants',
  of: 'system',
  schema,
  id: /^(?!system$|default$)[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/,
}
