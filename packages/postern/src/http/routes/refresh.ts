/** `POST /refresh`: a refresh token for the next one; or, in cookie mode, an access token for other services. */
import { parseCredential } from '../../domain/credential.ts'
import type { Answer } from '../answer.ts'
import type { Call } from '../call.ts'
import { listedOrigin } from '../cors.ts'
import { tokensJson, userJson } from '../present/json.ts'
import { jsonReply, problemReply } from '../reply.ts'
import type { Route } from '../route.ts'

export const refreshRoute: Route = {
  method: 'POST',
  path: '/refresh',
  async handle(call) {
    const text = call.fields.get('refreshToken')
    if (text === undefined) return fromCookie(call)
    const token = parseCredential<'family'>(text)
    if (!token) return problemReply('refresh-unknown')
    const outcome = await call.http.engine.refresh(call.scope, { token, client: call.client })
    if (outcome.kind !== 'refreshed') return problemReply(outcome.kind)
    return jsonReply({ tokens: tokensJson(outcome.tokens), user: userJson(outcome.user, outcome.roles) })
  },
}

/** Only for pages of our own origin, and never from an access token: that would outlive itself. */
async function fromCookie(call: Call): Promise<Answer> {
  const { http, c, scope } = call
  if (scope.application.tokens?.mode !== 'cookie') {
    return problemReply('body-invalid', { detail: '`refreshToken` is missing.' })
  }
  if (listedOrigin(c, scope) !== undefined) {
    return problemReply('origin-refused', { detail: `Only pages of ${scope.origin} may use the session cookie.` })
  }
  const { accessToken: _, ...client } = call.sessionHolder
  const outcome = await http.engine.issueAccessToken(scope, { client })
  return outcome.kind === 'issued' ? jsonReply({ tokens: tokensJson(outcome.tokens) }) : problemReply(outcome.kind)
}
