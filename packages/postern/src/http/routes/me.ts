/** `GET /me` and `GET /session`: who is signed in here. */
import { sessionJson, userJson } from '../present/json.ts'
import { jsonReply, problemReply } from '../reply.ts'
import type { Route } from '../route.ts'

export const meRoute: Route = {
  method: 'GET',
  path: '/me',
  wordless: true,
  async handle({ http, scope, sessionHolder: client }) {
    const current = await http.engine.readUser(scope, { client })
    return current ? jsonReply(userJson(current.user, current.roles)) : problemReply('unauthenticated')
  },
}

export const sessionRoute: Route = {
  method: 'GET',
  path: '/session',
  wordless: true,
  async handle({ http, scope, sessionHolder: client }) {
    const current = await http.engine.readSession(scope, { client })
    return current ? jsonReply(sessionJson(current.session, true)) : problemReply('unauthenticated')
  },
}
