/** `POST /apps/:applicationId/exchange`: what the callback got, for who signed in. Once. */
import {
  type Answer,
  type Call,
  jsonReply,
  parseCredential,
  problemReply,
  RawSecret,
  type Route,
  sessionJson,
  tokensJson,
  userJson,
} from 'postern/kit'
import type { ServerParts } from '../api-route.ts'
import { clientUnknown, missing, shownSecret } from './client-secret.ts'

export const appExchangeRoute = (parts: () => ServerParts): Route => ({
  method: 'POST',
  path: '/apps/:applicationId/exchange',
  root: true,
  ofTenant: true,
  // By the code and what it was asked for with, and by no cookie.
  machine: true,
  handle: (call) => handle(parts(), call),
})

async function handle({ engine }: ServerParts, call: Call): Promise<Answer> {
  const { scope, fields, client } = call
  const secret = shownSecret(call)
  if (secret === 'wrong') return clientUnknown()
  const codeVerifier = fields.get('codeVerifier')
  const redirectUri = fields.get('redirectUri')
  if (fields.get('code') === undefined) return missing('code')
  if (codeVerifier === undefined) return missing('codeVerifier')
  if (redirectUri === undefined) return missing('redirectUri')
  const code = parseCredential<'hand-off'>(fields.get('code'))
  if (!code) return problemReply('hand-off-unknown')
  const outcome = await engine.exchange(scope, {
    code,
    codeVerifier: new RawSecret(codeVerifier),
    redirectUri,
    client,
    ...(secret && { clientSecret: secret }),
  })
  if (outcome.kind === 'client-unknown') return clientUnknown()
  if (outcome.kind !== 'exchanged') return problemReply(outcome.kind)
  const { user, registration, session, state, tokens } = outcome
  return jsonReply({
    status: 'exchanged',
    user: userJson(user, registration.roles),
    registration,
    session: sessionJson(session, true),
    attemptId: session.attempt,
    amr: session.methods,
    iss: scope.baseUrl,
    state: state ?? null,
    ...(tokens && { tokens: tokensJson(tokens) }),
  })
}
