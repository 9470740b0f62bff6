/** A call for a document of a resource: what its key may see of it, where it lies, and how it is answered. */
import { type Answer, type Id, iso } from 'postern/kit'
import type { z } from 'zod'
import { type Resource, system } from '../resources/resource.ts'
import { findShelved, type Shelved, type Shelving, type Where } from '../resources/shelf.ts'
import type { ApiCall } from './api-route.ts'
import { entityReply } from './entity-tag.ts'

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
  /** Its documents are the tenants themselves: a tenant's key reads one. */
  readonly itself?: true
  /** Whose a document is within its tenant. A key that is limited to applications sees none of the others. */
  readonly applicationOf?: (document: Shelved<T>) => string | undefined
  /** Its id says what it is for, so that whoever makes it names it. */
  readonly named?: true
  /** The realm of the system has its own. */
  readonly ofSystem?: true
  /** Takes up to 1 MiB where it is written. */
  readonly long?: true
  /** Which of the routes there are; all by default. */
  readonly verbs?: readonly ResourceVerb[]
}

export type ResourceVerb = 'list' | 'read' | 'create' | 'change' | 'remove' | 'history' | 'restore'

export interface Asked<T extends object> {
  readonly resource: Resource<T>
  readonly options: ResourceRouteOptions<T>
}

/** What the routes of a resource are made from. */
export interface Parts<T extends object> {
  readonly asked: Asked<T>
  readonly path: string
  /** What a caller writes. */
  readonly written: z.ZodObject
  /** What it is answered. */
  readonly output: z.ZodType
}

export async function seen<T extends object>(
  asked: Asked<T>,
  at: ApiCall,
  id: string,
  find: typeof findShelved = findShelved,
): Promise<Shelved<T> | undefined> {
  const found = await find(whereOf(at, asked.resource), id)
  return found && maySee(asked, at, found) ? found : undefined
}

export function maySee<T extends object>(
  { resource, options }: Asked<T>,
  { key }: ApiCall,
  found: Shelved<T>,
): boolean {
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
