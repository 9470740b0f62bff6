/**
 * `GET /sessions`, `DELETE /sessions/:id`, `POST /sessions/revoke-others`: where a user is signed in, and ending it.
 * `POST /sessions/:id/revoke` is the form's way to the second. Forms come back to the account page.
 */
import { parseId } from '../../domain/id.ts'
import { pagePath } from '../../domain/scope.ts'
import type { CurrentSession } from '../../engine/rules/current-session.ts'
import type { Answer } from '../answer.ts'
import { type Call, cookiesFor } from '../call.ts'
import { sessionJson } from '../present/json.ts'
import { emptyReply, jsonReply, problemReply, redirectReply } from '../reply.ts'
import type { Route } from '../route.ts'
import { ofItsReader } from './of-its-reader.ts'

type Handle = (call: Call, current: CurrentSession) => Promise<Answer>

/** For whoever is signed in. A page sends everybody else to where that is done. */
export function signedIn(handle: Handle): Route['handle'] {
  return async (call) => {
    const { http, scope, client } = call
    const current = await http.engine.readOwnSession(scope, { client })
    if (current) return handle(call, current)
    return call.page ? redirectReply(pagePath(scope, '/sign-in')) : problemReply('unauthenticated')
  }
}

const list = signedIn(async ({ http, scope }, { user, session }) => {
  const sessions = await http.engine.listSessions(scope, { user: user.id })
  return jsonReply({ items: sessions.map((one) => sessionJson(one, one.id === session.id)) })
})

const revoke = signedIn(async (call, { user, session: own }) => {
  const { http, scope, client, c } = call
  const session = parseId<'session'>(c.req.param('id') ?? '')
  const said = { user: user.id, asked: client.asked, browser: own.browser }
  const ended = session && (await http.engine.revokeSession(scope, { session, ...said }))
  const cookies = session === own.id ? cookiesFor(call, { session: 'gone' }) : []
  if (call.page) return redirectReply(pagePath(scope, session === own.id ? '/signed-out' : '/account'), cookies)
  return ended?.kind === 'revoked' ? emptyReply(cookies) : problemReply('not-found')
})

const revokeOthers = signedIn(async (call, { user, session }) => {
  const { http, scope, client } = call
  const { revoked } = await http.engine.revokeSessions(scope, {
    user: user.id,
    except: session.id,
    asked: client.asked,
  })
  return call.page ? redirectReply(`${scope.base}/account`) : jsonReply({ revoked })
})

export const sessionRoutes: readonly Route[] = [
  { method: 'GET', path: '/sessions', handle: list },
  { method: 'DELETE', path: '/sessions/:id', handle: revoke },
  { method: 'POST', path: '/sessions/:id/revoke', handle: ofItsReader(revoke) },
  { method: 'POST', path: '/sessions/revoke-others', handle: ofItsReader(revokeOthers) },
]
