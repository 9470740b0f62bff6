/** Sessions: seen and ended from outside them. */
import { emptyReply, type Id, jsonReply, parseId } from 'postern/kit'
import { z } from 'zod'
import { type ApiCall, type ApiRoute, apiRoute } from '../api-route.ts'
import { recordReading } from '../people/on-record.ts'
import { actorOf, hereAndNow, homeOf, meet, reaches, reachesTenant } from '../people/reach.ts'
import { sessionShape, shownSession } from '../people/schemas.ts'
import { idParams, pageOf } from '../schemas.ts'

export const sessionRoutes: readonly ApiRoute[] = [
  apiRoute({
    method: 'GET',
    path: '/api/v1/users/:id/sessions',
    operation: 'sessions.read',
    summary: 'Lists the live sessions of a user, newest first.',
    params: idParams,
    answers: { 200: pageOf(sessionShape) },
    handle: async (at) => {
      const met = await meet(at, at.params.id)
      if (!met) return at.refuse('not-found')
      const sessions = await sessionsOf(at, met.user.id)
      await recordReading(at, 'sessions', [met.user.id])
      return jsonReply({ items: sessions.map(shownSession) })
    },
  }),
  apiRoute({
    method: 'DELETE',
    path: '/api/v1/users/:id/sessions',
    operation: 'sessions.revoke',
    summary: 'Signs a user out everywhere: of all that the key reaches.',
    params: idParams,
    answers: { 200: z.strictObject({ revoked: z.int() }) },
    handle: async (at) => {
      const met = await meet(at, at.params.id)
      if (!met) return at.refuse('not-found')
      const { user, scope } = met
      const actor = actorOf(at)
      if (reachesTenant(at)) return jsonReply(await at.engine.revokeSessions(scope, { user: user.id, actor }))
      const ended = await Promise.all(
        (await sessionsOf(at, user.id)).map(({ id }) =>
          at.engine.revokeSession(scope, { session: id, user: user.id, actor }),
        ),
      )
      return jsonReply({ revoked: ended.filter(({ kind }) => kind === 'revoked').length })
    },
  }),
  apiRoute({
    method: 'GET',
    path: '/api/v1/sessions/:id',
    operation: 'sessions.read',
    summary: 'Reads a live session.',
    params: idParams,
    answers: { 200: sessionShape },
    handle: async (at) => {
      const session = await find(at)
      if (!session) return at.refuse('not-found')
      await recordReading(at, 'session', [session.user])
      return jsonReply(shownSession(session))
    },
  }),
  apiRoute({
    method: 'DELETE',
    path: '/api/v1/sessions/:id',
    operation: 'sessions.revoke',
    summary: 'Ends a session, wherever it is held.',
    params: idParams,
    answers: { 204: null },
    handle: async (at) => {
      const [session, scope] = [await find(at), await homeOf(at)]
      if (!session || !scope) return at.refuse('not-found')
      const ending = { session: session.id, user: session.user, actor: actorOf(at) }
      const { kind } = await at.engine.revokeSession(scope, ending)
      return kind === 'revoked' ? emptyReply() : at.refuse('not-found')
    },
  }),
]

async function find(at: ApiCall<z.infer<typeof idParams>>) {
  const id = parseId<'session'>(at.params.id)
  const found = id && (await at.ports.store.sessions.find({ ...hereAndNow(at), id }))
  return found && reaches(at, found.session.application) ? found.session : undefined
}

async function sessionsOf(at: ApiCall, user: Id<'user'>) {
  const sessions = await at.ports.store.sessions.list({ ...hereAndNow(at), user })
  return sessions.filter(({ application }) => reaches(at, application)).toReversed()
}
