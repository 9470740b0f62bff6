/** The routes that change a resource: each is one write that names the version it was made for. */
import { type Answer, emptyReply } from 'postern/kit'
import { z } from 'zod'
import { change, create, findEver, type findShelved, remove, restore, type Where } from '../resources/shelf.ts'
import { type ApiCall, type ApiRoute, apiRoute } from './api-route.ts'
import { entityReply, insistedVersion, withHeaders } from './entity-tag.ts'
import { type Asked, type Parts, presented, type ResourceVerb, seen, shelved, whereOf } from './resource-call.ts'
import { idParams, patchOf } from './schemas.ts'

export function writingRoutes<T extends object>({
  asked,
  path,
  written,
  output,
}: Parts<T>): Pick<Record<ResourceVerb, ApiRoute>, 'create' | 'change'> {
  const { resource } = asked
  const { plural } = resource
  const { one, named, long } = asked.options
  const longBody = long && { longBody: long }
  const chosen = z.string().regex(resource.id, resource.idIs === undefined ? undefined : `must be ${resource.idIs}`)
  return {
    create: apiRoute({
      method: 'POST',
      path,
      operation: `${plural}.create`,
      summary: named ? `Makes ${one}.` : `Makes ${one}. Without \`id\` it gets one.`,
      ...longBody,
      body: z.strictObject({ id: named ? chosen : chosen.optional(), ...written.shape }),
      answers: { 201: output },
      handle: (at) => made(asked, at, at.body as { readonly id?: string }),
    }),
    change: apiRoute({
      method: 'PATCH',
      path: `${path}/:id`,
      operation: `${plural}.change`,
      summary: `Changes ${one} by a JSON Merge Patch.`,
      params: idParams,
      ...longBody,
      body: patchOf(written),
      conditional: true,
      answers: { 200: output },
      handle: (at) =>
        editing(asked, at, { id: at.params.id }, async (where) => {
          const patched = { id: at.params.id, version: insistedVersion(at), patch: at.body }
          return shelved(at, resource, await change(where, patched))
        }),
    }),
  }
}

export function endingRoutes<T extends object>({
  asked,
  path,
  output,
}: Parts<T>): Pick<Record<ResourceVerb, ApiRoute>, 'remove' | 'restore'> {
  const { resource } = asked
  const { plural } = resource
  const { one } = asked.options
  return {
    remove: apiRoute({
      method: 'DELETE',
      path: `${path}/:id`,
      operation: `${plural}.remove`,
      summary: `Removes ${one}.`,
      params: idParams,
      conditional: true,
      answers: { 204: null },
      ...(resource.held && { refusals: ['in-use'] }),
      handle: (at) =>
        editing(asked, at, { id: at.params.id }, async (where) => {
          const outcome = await remove(where, { id: at.params.id, version: insistedVersion(at) })
          if (outcome.kind === 'in-use') return at.refuse('in-use', { detail: outcome.why })
          if (outcome.kind === 'done') return emptyReply()
          return at.refuse(outcome.kind === 'stale' ? 'version-changed' : 'not-found')
        }),
    }),
    restore: apiRoute({
      method: 'POST',
      path: `${path}/:id/restore`,
      operation: `${plural}.change`,
      summary: `Makes an older version of ${one} the newest one${resource.keepsIds ? ', also of one that was removed' : ''}.`,
      params: idParams,
      body: z.strictObject({ version: z.int().min(1) }),
      answers: { 200: output },
      handle: (at) =>
        editing(asked, at, { id: at.params.id, find: findEver }, async (where) => {
          const wanted = { id: at.params.id, version: at.body.version, keeps: asked.options.owned ?? [] }
          return shelved(at, resource, await restore(where, wanted))
        }),
    }),
  }
}

async function made<T extends object>(
  asked: Asked<T>,
  at: ApiCall,
  { id, ...value }: { readonly id?: string },
): Promise<Answer> {
  const { resource, options } = asked
  if (isOthersMatter(asked, at)) return at.refuse('operation-refused', { detail: ofOneTenant })
  if (at.key.applications) {
    const named = { id: id ?? '', version: 0, changedAt: 0, value: value as T }
    const application = options.applicationOf?.(named)
    if (application === undefined || !at.key.applications.includes(application)) {
      return at.refuse('operation-refused', { detail: ofSomeApplications })
    }
  }
  const outcome = await create(whereOf(at, resource), { id, value })
  if (outcome.kind !== 'done') return shelved(at, resource, outcome)
  const { document } = outcome
  const answer = entityReply(presented(resource, document), document.version, 201)
  return withHeaders(answer, { location: `/api/v1/${resource.plural}/${encodeURIComponent(document.id)}` })
}

async function editing<T extends object>(
  asked: Asked<T>,
  at: ApiCall,
  { id, find }: { readonly id: string; readonly find?: typeof findShelved },
  edit: (where: Where<T>) => Promise<Answer>,
): Promise<Answer> {
  if (!(await seen(asked, at, id, find))) return at.refuse('not-found')
  if (isOthersMatter(asked, at)) return at.refuse('operation-refused', { detail: ofOneTenant })
  return edit(whereOf(at, asked.resource))
}

const ofOneTenant = 'This key works for one tenant; this is the installation’s.'
const ofSomeApplications = 'This key works for some applications only.'

const isOthersMatter = <T extends object>({ resource }: Asked<T>, { key }: ApiCall): boolean =>
  resource.of === 'system' && key.tenant !== undefined
