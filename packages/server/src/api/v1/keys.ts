/** Keys: who may call this API. A key makes keys that may do no more than itself, and touches none that may do more. */
import { type Answer, emptyReply, type Id } from 'postern/kit'
import { z } from 'zod'
import { type ApiKeyDocument, apiKeys } from '../../resources/api-key.ts'
import { applicationIds } from '../../resources/application-ids.ts'
import { longestOverlap, type MadeKey, makeKey, rotateKey } from '../../resources/key-making.ts'
import { beyond } from '../../resources/key-rights.ts'
import { merge } from '../../resources/merge.ts'
import { type Operated, readOperations } from '../../resources/operations.ts'
import { plainLine } from '../../resources/plain-line.ts'
import type { FieldFault } from '../../resources/resource.ts'
import { change, findShelved, remove, type Shelved } from '../../resources/shelf.ts'
import { type ApiCall, type ApiRoute, apiRoute } from '../api-route.ts'
import { entityReply, insistedVersion, withHeaders } from '../entity-tag.ts'
import { presented, shelved, whereOf } from '../resource-call.ts'
import { resourceRoutes } from '../resource-routes.ts'
import { idParams, patchOf, time } from '../schemas.ts'

const written = z.strictObject({
  name: plainLine(80),
  tenant: z.string().min(1).max(40).optional().describe('The only tenant it works for; without it, any'),
  applications: applicationIds.optional().describe('The only applications'),
  operations: z
    .array(z.string().min(1).max(200))
    .min(1)
    .max(200)
    .describe('Each `users.read`, `users.*`, `*`, or a method and path such as `GET /api/v1/users`'),
  startsSignIns: z
    .boolean()
    .default(false)
    .describe('Whether it may hold the secrets of other people’s sign-ins, and so sign in as any of them'),
  networks: z.array(z.string().max(64)).min(1).max(100).optional().describe('CIDR ranges it may be used from'),
  expiresAt: time.optional(),
})

const changeable = patchOf(written.omit({ tenant: true, operations: true })) as z.ZodObject
const patched = z.strictObject({ ...changeable.shape, operations: written.shape.operations.optional() })

const shown = z.strictObject({
  ...written.shape,
  operations: z.array(z.string()),
  startsSignIns: z.boolean(),
  createdAt: time,
  previousUntil: time.optional().describe('Until when the secret before the last rotation works'),
  lastUsedAt: time.optional().describe('To the minute'),
})

const key = z.strictObject({ id: z.string(), ...shown.shape, version: z.int(), changedAt: time }).meta({ id: 'Key' })

export const newKey = z
  .strictObject({
    ...key.shape,
    key: z.string().describe('The key itself. Shown this once.'),
    warning: z.string().optional(),
  })
  .meta({ id: 'NewKey' })

const rotation = z.strictObject({
  overlapSeconds: z
    .int()
    .min(0)
    .max(longestOverlap / 1000)
    .default(86_400)
    .describe('How long the secret before this one goes on working'),
})

/** `routes` are those that keys are limited by. */
export function keyRoutes(routes: () => readonly Operated[]): readonly ApiRoute[] {
  const reading = resourceRoutes(apiKeys, {
    one: 'a key',
    output: key,
    tenantOf: ({ value }) => value.tenant,
    verbs: ['list', 'read'],
  })
  return [...reading, creating(routes), changing(routes), rotating, removing]
}

const creating = (routes: () => readonly Operated[]): ApiRoute =>
  apiRoute({
    method: 'POST',
    path: '/api/v1/keys',
    operation: 'keys.create',
    summary: 'Makes a key that may do no more than the one that asks. The answer shows it this once.',
    body: written,
    answers: { 201: newKey },
    handle: async (at) => {
      const { operations, faults } = readOperations(at.body.operations, routes())
      const tenant = at.body.tenant ?? at.key.tenant
      const { expiresAt: _expiresAt, ...body } = at.body
      const rights = { ...body, operations, ...(tenant !== undefined && { tenant }), ...momentOf(at.body) }
      const wrong = [...faults, ...beyond(at.key, rights), ...(await unknownTenant(at, tenant))]
      return wrong.length > 0 ? faulty(at, wrong) : shownOnce(at, await makeKey(at.desk, rights))
    },
  })

const changing = (routes: () => readonly Operated[]): ApiRoute =>
  apiRoute({
    method: 'PATCH',
    path: '/api/v1/keys/:id',
    operation: 'keys.change',
    summary: 'Changes a key by a JSON Merge Patch. Its tenant stays.',
    params: idParams,
    body: patched,
    conditional: true,
    answers: { 200: key },
    handle: (at) =>
      touching(at, at.params.id, async (found) => {
        const { operations, faults } = readOperations(at.body.operations ?? found.value.operations, routes())
        const patch = { ...at.body, operations, ...momentOf(at.body) }
        const wrong = [...faults, ...beyond(at.key, merge(found.value, patch) as ApiKeyDocument)]
        if (wrong.length > 0) return faulty(at, wrong)
        const version = insistedVersion(at) ?? found.version
        return shelved(at, apiKeys, await change(whereOf(at, apiKeys), { id: found.id, version, patch }))
      }),
  })

const rotating: ApiRoute = apiRoute({
  method: 'POST',
  path: '/api/v1/keys/:id/rotate',
  operation: 'keys.rotate',
  summary: 'Gives a key a new secret, shown this once. The one before works on for a while.',
  params: idParams,
  body: rotation,
  conditional: true,
  answers: { 200: newKey },
  handle: (at) =>
    touching(at, at.params.id, async ({ id }) => {
      const overlap = at.body.overlapSeconds * 1000
      return shownOnce(at, await rotateKey(at.desk, { id, overlap, version: insistedVersion(at) }), 200)
    }),
})

const removing: ApiRoute = apiRoute({
  method: 'DELETE',
  path: '/api/v1/keys/:id',
  operation: 'keys.remove',
  summary: 'Revokes a key, at once.',
  params: idParams,
  conditional: true,
  answers: { 204: null },
  handle: (at) =>
    touching(at, at.params.id, async ({ id }) => {
      const { kind } = await remove(whereOf(at, apiKeys), { id, version: insistedVersion(at) })
      return kind === 'done' ? emptyReply() : at.refuse(kind === 'stale' ? 'version-changed' : 'not-found')
    }),
})

/** A key of another tenant, or of others' applications, is as if it were not there. One that may do more is there, and not to be touched. */
async function touching(
  at: ApiCall,
  id: string,
  act: (found: Shelved<ApiKeyDocument>) => Promise<Answer>,
): Promise<Answer> {
  const found = await findShelved(whereOf(at, apiKeys), id)
  if (!found || isOthers(at, found.value)) return at.refuse('not-found')
  if (found.id !== at.key.id && beyond(at.key, found.value).length > 0) {
    return at.refuse('operation-refused', { detail: 'That key may do more than this one.' })
  }
  return act(found)
}

function isOthers({ key }: ApiCall, { tenant, applications }: ApiKeyDocument): boolean {
  if (key.tenant !== undefined && tenant !== key.tenant) return true
  return key.applications !== undefined && !applications?.every((one) => key.applications?.includes(one))
}

function shownOnce(at: ApiCall, made: MadeKey, status = 201): Answer {
  if (made.kind !== 'made') return shelved(at, apiKeys, made)
  return newKeyReply(made, status)
}

/** Says loudly what a key may do that signs in other people. */
export function newKeyReply(made: Extract<MadeKey, { readonly kind: 'made' }>, status: number): Answer {
  const { document } = made
  const warning = document.value.startsSignIns ? { warning: signsInOthers } : {}
  const answer = entityReply({ ...presented(apiKeys, document), key: made.key, ...warning }, document.version, status)
  return status === 201 ? withHeaders(answer, { location: `/api/v1/keys/${document.id}` }) : answer
}

const signsInOthers = 'Whoever holds this key can sign in as any person it is for: keep it on servers of yours only.'

const faulty = (at: ApiCall, faults: readonly FieldFault[]): Answer => shelved(at, apiKeys, { kind: 'invalid', faults })

async function unknownTenant(at: ApiCall, tenant: string | undefined): Promise<readonly FieldFault[]> {
  if (tenant === undefined || tenant === 'default') return []
  // A key that is limited learns nothing of the others: that it may not is all it is told.
  if (at.key.applications || (at.key.tenant !== undefined && at.key.tenant !== tenant)) return []
  return (await at.directory.tenant(tenant as Id<'tenant'>)) ? [] : [{ path: 'tenant', why: 'is not known' }]
}

function momentOf({ expiresAt }: Readonly<Record<string, unknown>>): { readonly expiresAt?: number } {
  return typeof expiresAt === 'string' ? { expiresAt: Date.parse(expiresAt) } : {}
}
