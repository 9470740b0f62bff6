/** `POST /introspect` (RFC 7662): other services ask whether a token is still good. They prove who they are by a secret. */
import { readBearer } from '../client/bearer.ts'
import { headerOf } from '../headers.ts'
import { jsonReply, problemReply } from '../reply.ts'
import type { Route } from '../route.ts'

export const introspectRoute: Route = {
  method: 'POST',
  path: '/introspect',
  machine: true,
  async handle({ http, c, scope, fields }) {
    if (!http.mayIntrospect) return problemReply('not-found')
    const secret = readBearer(headerOf(c, 'authorization'))
    if (secret === undefined || !http.mayIntrospect(secret)) {
      return problemReply('unauthenticated', { headers: { 'www-authenticate': 'Bearer' } })
    }
    const token = fields.get('token')
    if (token === undefined) return problemReply('body-invalid', { detail: '`token` is missing.' })
    const outcome = await http.engine.introspect(scope, { token, hint: fields.get('token_type_hint') })
    return jsonReply(outcome.kind === 'active' ? outcome.token : { active: false })
  },
}
