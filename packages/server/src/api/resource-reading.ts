/** The routes that read a resource: its list, one of it, and the versions of one. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { type Answer, isNumberPlace, jsonReply } from 'postern/kit'
import type { z } from 'zod'
import { findEver, history, listShelved } from '../resources/shelf.ts'
import { type ApiCall, type ApiRoute, apiRoute } from './api-route.ts'
import { entityReply } from './entity-tag.ts'
import { type Asked, maySee, type Parts, presented, type ResourceVerb, seen, whereOf } from './resource-call.ts'
import { idParams, pageOf, pageQuery } from './schemas.ts'

export function readingRoutes<T extends object>({
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
      query: pageQuery((text) => resource.id.test(text)),
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
      query: pageQuery(isNumberPlace),
      answers: { 200: pageOf(output) },
      handle: async (at) => {
        if (!(await seen(asked, at, at.params.id, findEver))) return at.refuse('not-found')
        const { after, limit } = at.query
        const before = after === undefined ? undefined : Number(after)
        const versions = await history(whereOf(at, resource), at.params.id, { before, limit: limit + 1 })
        const page = versions.slice(0, limit)
        const next = versions.length > limit ? { next: String(page.at(-1)?.version) } : {}
        return jsonReply({ items: page.map((version) => presented(resource, version)), ...next })
      },
    }),
  }
}

/** Documents that are looked through at a time, for a key that may not see all of them. */
const stretch = 200

async function list<T extends object>(
  asked: Asked<T>,
  at: ApiCall,
  { after, limit }: z.infer<ReturnType<typeof pageQuery>>,
): Promise<Answer> {
  if (asked.options.itself && at.key.tenant !== undefined) return itself(asked, at, at.key.tenant, after)
  const where = whereOf(at, asked.resource)
  const isNarrow = at.key.applications !== undefined || (asked.resource.of === 'system' && at.key.tenant !== undefined)
  const items: object[] = []
  let from = after
  // What a key may not see leaves no gap: the page goes on until it is full or the list is at its end.
  for (;;) {
    const page = await listShelved(where, { after: from, limit: isNarrow ? stretch : limit })
    for (const [place, found] of page.items.entries()) {
      if (maySee(asked, at, found)) items.push(presented(asked.resource, found))
      if (items.length < limit) continue
      const isLast = page.next === undefined && place === page.items.length - 1
      return jsonReply({ items, ...(!isLast && { next: found.id }) })
    }
    from = page.next
    if (from === undefined) return jsonReply({ items })
    await nextTurn()
  }
}

async function itself<T extends object>(
  asked: Asked<T>,
  at: ApiCall,
  id: string,
  after: string | undefined,
): Promise<Answer> {
  const own = after === undefined || after < id ? await seen(asked, at, id) : undefined
  return jsonReply({ items: own ? [presented(asked.resource, own)] : [] })
}
