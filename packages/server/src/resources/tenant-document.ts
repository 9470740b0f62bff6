/** What is written down of a tenant, and where it is found. */
import type { Ports } from 'postern/kit'
import { z } from 'zod'
import { plainLine } from './plain-line.ts'
import { system } from './resource.ts'
import { applicationSettings, signingSettings, tightLimits } from './settings.ts'

/** A host as a request names it: small letters, a port where it is not the usual one. */
const host = z
  .string()
  .max(259)
  .regex(
    /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?(?::\d{1,5})?$/,
    'must be the name of a host in small letters, such as sign-in.example.com',
  )

export const tenantSchema = z.strictObject({
  name: plainLine(80),
  /** Nobody signs in to a suspended one, and no key of its own works. */
  status: z.enum(['active', 'suspended']).default('active'),
  /** Its own host. Not to be written: it comes from `pendingHost`, once the DNS proof for that was seen. */
  host: host.optional(),
  /** The host it asks for. */
  pendingHost: host.optional(),
  /** What a call is for that names no application. */
  firstApplication: z.string().optional(),
  limits: tightLimits.optional(),
  signing: signingSettings.optional(),
  settings: applicationSettings.optional(),
})

export type TenantDocument = z.infer<typeof tenantSchema>

export interface FoundTenant {
  readonly version: number
  readonly value: TenantDocument
}

export async function findTenant(
  { store, clock }: Pick<Ports, 'store' | 'clock'>,
  id: string,
): Promise<FoundTenant | undefined> {
  const found = await store.documents.find({ tenant: system, now: clock.now(), kind: 'tenant', id })
  return found && { version: found.version, value: JSON.parse(found.json) as TenantDocument }
}
