/**
 * The routes of a resource, whatever it is: list, read, create, change, remove, and its history with the way back. What a
 * key may not see is as if it were not there.
 */
import { z } from 'zod'
import type { Resource } from '../resources/resource.ts'
import type { ApiRoute } from './api-route.ts'
import type { Parts, ResourceRouteOptions, ResourceVerb } from './resource-call.ts'
import { readingRoutes } from './resource-reading.ts'
import { endingRoutes, writingRoutes } from './resource-writing.ts'
import { time } from './schemas.ts'

export function resourceRoutes<T extends object>(
  resource: Resource<T>,
  options: ResourceRouteOptions<T>,
): readonly ApiRoute[] {
  const made = routesOf(resource, options)
  const { verbs = Object.keys(made) as ResourceVerb[], ofSystem } = options
  return verbs.map((verb) => ({ ...made[verb], ...(ofSystem && { ofSystem }) }))
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
