/**
 * The routes of a resource, whatever it is: list, read, create, change, remove, and its history with the way back. What a
 * key may not see is as if it were not there.
 */
import { type Answer, emptyReply, type Id, iso, jsonReply } from 'postern/kit'
import { z } from 'zod'
import { type Resource, system } from '../resources/resource.ts'
import {
  change,
  create,
  findShelved,
  history,
  listShelved,
  remove,
  restore,
  type Shelved,
  type Shelving,
  type Where,
} from '../resources/shelf.ts'
import { type ApiCall, type ApiRoute, apiRoute } from './api-route.ts'
import { entityReply, insistedVersion, withHeaders } from './entity-tag.ts'
import { idParams, pageOf, pageQuery, patchOf, time } from './schemas.ts'

export interface ResourceRouteOptions<T extends object> {
  /** As sentences name it: `an application`. */
  readonly one: string
  /** The name of its component: `Application`. */
  readonly component?: string
  /** What is shown of it beside id and version, where that is not the document itself. */
  readonly shown?: z.ZodObject
  /** All that is answered, where that is a component already. */
  readonly output?: z.ZodType
  /** Members of the document that no caller writes. */
  readonly owned?: readonly (keyof T & string)[]
  /** The tenant that a document of the installation belongs to. A tenant's key reads its own, and changes none. */
  readonly tenantOf?: (document: Shelved<T>) => string | undefined
  /** Whose a document is within its tenant. A key that is limited to applications sees none of the others. */
  readonly applicationOf?: (document: Shelved<T>) => string | undefined
  /** Its id says what it is for, so that whoever makes it names it. */
  readonly named?: true
  /** Which of the routes there are; all by default. */
  readonly verbs?: readonly ResourceVerb[]
}

export type ResourceVerb = 'list' | 'read' | 'create' | 'change' | 'remove' | 'history' | 'restore'

export function resourceRoutes<T extends object>(
  resource: Resource<T>,
  options: ResourceRouteOptions<T>,
): readonly ApiRoute[] {
  const made = routesOf(resource, options)
  return (options.verbs ?? (Object.keys(made) as ResourceVerb[])).map((verb) => made[verb])
}

function routesOf<T extends object>(
  resource: Resource<T>,
  options: ResourceRouteOptions<T>,
): Readonly<Record<ResourceVerb, ApiRoute>> {
  const parts: Parts<T> = {
    asked: { resource, options },
    path: `/api/v1/${resource.plural}`,
    written: writtenOf(resource, options),
    output: options.output ?? shownOf(resource, options).meta({ id: options.component }),
  }
  return { ...readingRoutes(parts), ...writingRoutes(parts), ...endingRoutes(parts) }
}

interface Asked<T extends object> {
  readonly resource: Resource<T>
  readonly options: ResourceRouteOptions<T>
}

interface Parts<T extends object> {
  readonly asked: Asked<T>
  readonly path: string
  /** What a caller writes. */
  readonly written: z.ZodObject
  /** What it is answered. */
  readonly output: z.ZodType
}

function readingRoutes<T extends object>({
  asked,
  path,
  output,
}: Parts<T>): Pick<Record<ResourceVerb, ApiRoute>, 'list' | 'read' | 'history'> {
  const { resource } = asked
  const { plural } = resource
  const { one } = asked.options
  return {
    list: apiRoute({
      method: 'GET',
      path,
      operation: `${plural}.read`,
      summary: `Lists ${plural}.`,
      query: pageQuery,
      answers: { 200: pageOf(output) },
      handle: (at) => list(asked, at, at.query),
    }),
    read: apiRoute({
      method: 'GET',
      path: `${path}/:id`,
      operation: `${plural}.read`,
      summary: `Reads ${one}.`,
      params: idParams,
      answers: { 200: output },
      handle: async (at) => {
        const found = await seen(asked, at, at.params.id)
        return found ? entityReply(presented(resource, found), found.version) : at.refuse('not-found')
      },
    }),
    history: apiRoute({
      method: 'GET',
      path: `${path}/:id/history`,
      operation: `${plural}.read`,
      summary: `Lists the versions of ${one}, newest first.`,
      params: idParams,
      answers: { 200: pageOf(output) },
      handle: async (at) => {
        if (!(await seen(asked, at, at.params.id))) return at.refuse('not-found')
        const versions = await history(whereOf(at, resource), at.params.id)
        return jsonReply({ items: versions.map((version) => presented(resource, version)) })
      },
    }),
  }
}

function writingRoutes<T extends object>({
  asked,
  path,
  written,
  output,
}: Parts<T>): Pick<Record<ResourceVerb, ApiRoute>, 'create' | 'change'> {
  const { resource } = asked
  const { plural } = resource
  const { one, named } = asked.options
  const chosen = z.string().regex(resource.id)
  return {
    create: apiRoute({
      method: 'POST',
      path,
      operation: `${plural}.create`,
      summary: named ? `Makes ${one}.` : `Makes ${one}. Without \`id\` it gets one.`,
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
      body: patchOf(written),
      answers: { 200: output },
      handle: (at) =>
        editing(asked, at, at.params.id, async (where) => {
          const patched = { id: at.params.id, version: insistedVersion(at), patch: at.body }
          return shelved(at, resource, await change(where, patched))
        }),
    }),
  }
}

function endingRoutes<T extends object>({
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
      answers: { 204: null },
      handle: (at) =>
        editing(asked, at, at.params.id, async (where) => {
          const { kind } = await remove(where, { id: at.params.id, version: insistedVersion(at) })
          return kind === 'done' ? emptyReply() : at.refuse(kind === 'stale' ? 'version-changed' : 'not-found')
        }),
    }),
    restore: apiRoute({
      method: 'POST',
      path: `${path}/:id/restore`,
      operation: `${plural}.change`,
      summary: `Makes an older version of ${one} the newest one.`,
      params: idParams,
      body: z.strictObject({ version: z.int().min(1) }),
      answers: { 200: output },
      handle: (at) =>
        editing(asked, at, at.params.id, async (where) => {
          const wanted = { id: at.params.id, version: at.body.version, keeps: asked.options.owned ?? [] }
          return shelved(at, resource, await restore(where, wanted))
        }),
    }),
  }
}

async function list<T extends object>(
  asked: Asked<T>,
  at: ApiCall,
  { after, limit }: z.infer<typeof pageQuery>,
): Promise<Answer> {
  const items: object[] = []
  let from = after
  // What a key may not see leaves no gap: the page goes on until it is full or the list is at its end.
  for (;;) {
    const page = await listShelved(whereOf(at, asked.resource), { after: from, limit: limit - items.length })
    for (const found of page.items) if (maySee(asked, at, found)) items.push(presented(asked.resource, found))
    from = page.next
    if (from === undefined || items.length >= limit) return jsonReply({ items, ...(from && { next: from }) })
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
  id: string,
  edit: (where: Where<T>) => Promise<Answer>,
): Promise<Answer> {
  if (!(await seen(asked, at, id))) return at.refuse('not-found')
  if (isOthersMatter(asked, at)) return at.refuse('operation-refused', { detail: ofOneTenant })
  return edit(whereOf(at, asked.resource))
}

const ofOneTenant = 'This key works for one tenant; this is the installation’s.'
const ofSomeApplications = 'This key works for some applications only.'

const isOthersMatter = <T extends object>({ resource }: Asked<T>, { key }: ApiCall): boolean =>
  resource.of === 'system' && key.tenant !== undefined

async function seen<T extends object>(asked: Asked<T>, at: ApiCall, id: string): Promise<Shelved<T> | undefined> {
  const found = await findShelved(whereOf(at, asked.resource), id)
  return found && maySee(asked, at, found) ? found : undefined
}

function maySee<T extends object>({ resource, options }: Asked<T>, { key }: ApiCall, found: Shelved<T>): boolean {
  if (resource.of === 'system' && key.tenant !== undefined && options.tenantOf?.(found) !== key.tenant) return false
  if (!key.applications) return true
  const application = options.applicationOf?.(found)
  return application !== undefined && key.applications.includes(application)
}

export const whereOf = <T extends object>({ desk, tenant }: ApiCall, resource: Resource<T>): Where<T> => ({
  desk,
  resource,
  tenant: resource.of === 'system' ? (system as Id<'tenant'>) : tenant,
})

/** What became of a write, as an answer. */
export function shelved<T extends object>(at: ApiCall, resource: Resource<T>, outcome: Shelving<T>): Answer {
  switch (outcome.kind) {
    case 'done':
      return entityReply(presented(resource, outcome.document), outcome.document.version)
    case 'invalid':
      return at.refuse('values-invalid', {
        more: { errors: outcome.faults.map(({ path, why }) => ({ path: path === '' ? 'body' : `body.${path}`, why })) },
      })
    case 'exists':
      return at.refuse('exists')
    case 'stale':
      return at.refuse('version-changed')
    case 'unknown':
      return at.refuse('not-found')
  }
}

/** With its id, its version, and when it was changed. */
export function presented<T extends object>(resource: Resource<T>, found: Shelved<T>): object {
  const { id, version, changedAt, usedAt, value } = found
  const used = usedAt === undefined ? {} : { lastUsedAt: iso(usedAt) }
  return { id, ...(resource.shown?.(value) ?? value), ...used, version, changedAt: iso(changedAt) }
}

function shownOf<T extends object>(resource: Resource<T>, { shown }: ResourceRouteOptions<T>) {
  const shape = (shown ?? objectOf(resource)).shape
  return z.strictObject({ id: z.string(), ...shape, version: z.int().min(1), changedAt: time })
}

function writtenOf<T extends object>(resource: Resource<T>, { owned = [] }: ResourceRouteOptions<T>) {
  const shape = Object.entries(objectOf(resource).shape).filter(
    ([name]) => !(owned as readonly string[]).includes(name),
  )
  return z.strictObject(Object.fromEntries(shape) as z.ZodRawShape)
}

function objectOf<T extends object>({ schema, kind }: Resource<T>): z.ZodObject {
  if (schema instanceof z.ZodObject) return schema
  throw new TypeError(`The documents of ${kind} are no objects`)
}
