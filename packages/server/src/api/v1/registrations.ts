/** What somebody is in an application: roles and data. Its version is the user's. */
import { type Answer, emptyReply, unknownRoles } from 'postern/kit'
import { z } from 'zod'
import { type ApiCall, type ApiRoute, apiRoute } from '../api-route.ts'
import { entityReply, insistedVersion } from '../entity-tag.ts'
import { recordReading } from '../people/on-record.ts'
import { actorOf, meet } from '../people/reach.ts'
import { keptData, registrationShape, roles, shownRegistration } from '../people/schemas.ts'
import { idParams, pageOf } from '../schemas.ts'

const path = '/api/v1/users/:id/registrations'
const place = z.strictObject({ ...idParams.shape, application: z.string().min(1).max(64) })

export const registrationRoutes: readonly ApiRoute[] = [
  apiRoute({
    method: 'GET',
    path,
    operation: 'registrations.read',
    summary: 'Lists where a user is registered, and as what.',
    params: idParams,
    answers: { 200: pageOf(registrationShape) },
    handle: async (at) => {
      const met = await meet(at, at.params.id)
      if (!met) return at.refuse('not-found')
      await recordReading(at, 'registrations', [met.user.id])
      return entityReply({ items: met.registrations.map(shownRegistration) }, met.user.version)
    },
  }),
  apiRoute({
    method: 'PUT',
    path: `${path}/:application`,
    operation: 'registrations.change',
    summary: 'Registers a user in an application, or changes what she is there. What is left out stays as it is.',
    params: place,
    body: z.strictObject({ roles: roles.optional(), data: keptData.nullish() }),
    conditional: true,
    answers: { 200: registrationShape, 201: registrationShape },
    handle: async (at) => {
      const found = await hersAt(at)
      if (!found) return at.refuse('not-found')
      const { data, roles: given } = at.body
      const unknown = unknownRoles(found.scope.application, given ?? [])
      if (unknown.length > 0) return at.refuse('values-invalid', { more: { errors: noRoles(unknown) } })
      const outcome = await at.engine.changeRegistration(found.scope, {
        user: found.user,
        actor: actorOf(at),
        version: insistedVersion(at),
        ...(given && { roles: given }),
        ...(data !== undefined && { data }),
      })
      if (outcome.kind !== 'done') return refused(at, outcome)
      return entityReply(shownRegistration(outcome.registration), outcome.version, outcome.created ? 201 : 200)
    },
  }),
  apiRoute({
    method: 'DELETE',
    path: `${path}/:application`,
    operation: 'registrations.remove',
    summary: 'Ends a registration, and her sessions in that application.',
    params: place,
    conditional: true,
    answers: { 204: null },
    handle: async (at) => {
      const found = await hersAt(at)
      if (!found) return at.refuse('not-found')
      const end = { user: found.user, actor: actorOf(at), version: insistedVersion(at) }
      const { kind } = await at.engine.endRegistration(found.scope, end)
      return kind === 'done' ? emptyReply() : refused(at, { kind })
    },
  }),
]

const refused = (at: Pick<ApiCall, 'refuse'>, { kind }: { readonly kind: 'unknown' | 'stale' }): Answer =>
  at.refuse(kind === 'stale' ? 'version-changed' : 'not-found')

/** A key of some applications may register there whoever is in one of them. */
async function hersAt(at: ApiCall<z.infer<typeof place>>) {
  const scope = await at.scopeOf(at.params.application)
  const met = scope && (await meet(at, at.params.id))
  return met && { scope, user: met.user.id }
}

const noRoles = (unknown: readonly string[]) =>
  unknown.map((one) => ({ path: 'body.roles', why: `${one} is no role of the application` }))
