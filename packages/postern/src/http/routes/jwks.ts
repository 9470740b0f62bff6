/** `GET /jwks.json`: the public keys of access tokens (RFC 7517). The only answer that everybody may keep for a while. */
import { problemReply, reply } from '../reply.ts'
import type { Route } from '../route.ts'

const headers = {
  'content-type': 'application/jwk-set+json',
  'cache-control': 'public, max-age=300',
  'x-content-type-options': 'nosniff',
  // Said to everybody: a shared cache would else give one origin's answer, or an answer for none, to another (RFC 9110 §12.5.5).
  vary: 'Origin',
}

export const jwksRoute: Route = {
  method: 'GET',
  path: '/jwks.json',
  async handle({ http, scope }) {
    const outcome = await http.engine.publicKeys(scope, undefined)
    if (outcome.kind === 'unsigned') return problemReply('not-found')
    return reply(JSON.stringify({ keys: outcome.keys }), 200, headers)
  },
}
