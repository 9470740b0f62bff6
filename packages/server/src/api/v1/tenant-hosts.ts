/** `/api/v1/tenants/:id/host`: the host that a tenant has or asks for, the record that proves it, and looking for that. */
import { type Answer, emptyReply, type Id, jsonReply } from 'postern/kit'
import { z } from 'zod'
import { createResolveTxt } from '../../directory/resolve-txt.ts'
import { hostRecord } from '../../resources/host.ts'
import { proveHost } from '../../resources/prove-host.ts'
import { system } from '../../resources/resource.ts'
import { change } from '../../resources/shelf.ts'
import { tenants } from '../../resources/tenant.ts'
import { findTenant, type TenantDocument } from '../../resources/tenant-document.ts'
import { type ApiCall, type ApiRoute, apiRoute } from '../api-route.ts'
import { shelved } from '../resource-call.ts'

const params = z.strictObject({ id: z.string().max(64) })

const record = z.strictObject({ name: z.string(), type: z.literal('TXT'), value: z.string() })

const hostState = z.strictObject({
  /** The one it has. */
  host: z.string().nullable(),
  /** The one it asks for: `PATCH /api/v1/tenants/:id` with `pendingHost`. */
  pendingHost: z.string().nullable(),
  /** What its DNS must say first. */
  record: record.nullable(),
})

type Params = z.infer<typeof params>

export const tenantHostRoutes: readonly ApiRoute[] = [
  apiRoute({
    method: 'GET',
    path: '/api/v1/tenants/:id/host',
    operation: 'tenants.read',
    summary: 'Reads the host of a tenant, and the DNS record that proves the one it asks for.',
    params,
    answers: { 200: hostState },
    async handle(call) {
      const found = await ownTenant(call)
      return found ? jsonReply(stateOf(call, found)) : call.refuse('not-found')
    },
  }),
  apiRoute({
    method: 'POST',
    path: '/api/v1/tenants/:id/host/prove',
    operation: 'tenants.prove-host',
    summary: 'Looks for the DNS record of the host that a tenant asks for, and gives it the host when it is there.',
    params,
    answers: { 200: hostState },
    async handle(call) {
      if (!(await ownTenant(call))) return call.refuse('not-found')
      return (await proved(call)) ?? jsonReply(stateOf(call, (await ownTenant(call)) ?? { name: '', status: 'active' }))
    },
  }),
  apiRoute({
    method: 'DELETE',
    path: '/api/v1/tenants/:id/host',
    operation: 'tenants.change',
    summary: 'Takes the host of a tenant away. It is found by its path again, and another tenant may prove the host.',
    params,
    answers: { 204: null },
    async handle(call) {
      const { desk, key, params: at, refuse } = call
      // Whose a host is decides the installation.
      if (key.tenant !== undefined || !(await ownTenant(call))) return refuse('not-found')
      const outcome = await change({ desk, resource: tenants, tenant: system }, { id: at.id, patch: { host: null } })
      return outcome.kind === 'done' ? emptyReply() : shelved(call, tenants, outcome)
    },
  }),
]

/** A key of a tenant's sees its own and no other; one that is limited to applications sees none. */
async function ownTenant({ key, params: { id }, ports }: ApiCall<Params>): Promise<TenantDocument | undefined> {
  if (key.applications || (key.tenant !== undefined && key.tenant !== id)) return undefined
  return (await findTenant(ports, id))?.value
}

function stateOf(
  { ports, params: { id } }: ApiCall<Params>,
  { host, pendingHost }: TenantDocument,
): z.infer<typeof hostState> {
  return {
    host: host ?? null,
    pendingHost: pendingHost ?? null,
    record: pendingHost === undefined ? null : { type: 'TXT', ...hostRecord(ports, id, pendingHost) },
  }
}

/** Why it was not given the host; `undefined` when it was. */
async function proved(call: ApiCall<Params>): Promise<Answer | undefined> {
  const { desk, directory, params, refuse } = call
  const { baseUrl } = directory.own
  const outcome = await proveHost({ desk, resolveTxt: createResolveTxt(), baseUrl }, params.id as Id<'tenant'>)
  switch (outcome.kind) {
    case 'proved':
      return undefined
    case 'unknown':
      return refuse('not-found', { detail: 'This tenant asks for no host: write `pendingHost` first.' })
    case 'unproved': {
      const { name, value } = outcome.record
      return refuse('values-invalid', {
        more: { errors: [{ path: 'pendingHost', why: `has no TXT record ${name} that says ${value}` }] },
      })
    }
    case 'own':
    case 'taken':
      return refuse('exists', { detail: 'The host is taken.' })
    case 'refused':
      return shelved(call, tenants, outcome.outcome)
  }
}
