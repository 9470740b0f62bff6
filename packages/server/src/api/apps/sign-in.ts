/**
 * `POST /apps/:applicationId/sign-in`: an application asks for a mail, or a page of its own does. Whoever asks is the
 * asker: a browser by its cookie, a program by its handle. The answer is that of `POST /auth/magic-link`.
 */
import {
  type Answer,
  type Call,
  type Client,
  presentRequested,
  problemReply,
  provesItself,
  type Route,
} from 'postern/kit'
import type { ServerParts } from '../api-route.ts'
import { clientUnknown, missing, shownSecret } from './client-secret.ts'

export const appSignInRoute = (parts: () => ServerParts): Route => ({
  method: 'POST',
  path: '/apps/:applicationId/sign-in',
  root: true,
  ofTenant: true,
  handle: (call) => handle(parts(), call),
})

async function handle({ engine, ports, directory }: ServerParts, call: Call): Promise<Answer> {
  const { scope, fields, locale } = call
  const secret = shownSecret(call)
  // A page of the application's can keep no secret. Who sends one is believed only with the right one.
  const mustProve = secret !== undefined || (scope.application.secrets.length > 0 && call.client.kind === 'program')
  if (secret === 'wrong' || (mustProve && !provesItself(ports.vault, scope.application, secret))) return clientUnknown()
  const redirectUri = fields.get('redirectUri')
  const codeChallenge = fields.get('codeChallenge')
  if (redirectUri === undefined) return missing('redirectUri')
  if (codeChallenge === undefined) return missing('codeChallenge')
  const anyBrowser = fields.get('anyBrowser') === 'true'
  if (anyBrowser && secret === undefined) {
    return problemReply('body-invalid', { detail: '`anyBrowser` is for an application that proves its secret.' })
  }
  const state = fields.get('state')
  const proof = fields.get('proof')
  const outcome = await engine.requestSignIn(scope, {
    client: secret ? ofNoNetwork(call.client) : call.client,
    locale,
    email: fields.get('email'),
    handOff: { redirectUri, codeChallenge, anyBrowser },
    ...(state !== undefined && { state }),
    ...(proof !== undefined && { proof }),
  })
  if (outcome.kind === 'sent') directory.remember(scope.tenant.id, outcome.attempt, scope.application.id)
  return presentRequested(call, outcome)
}

/** Behind a proved application stand all its users: its network says nothing about any of them. */
const ofNoNetwork = ({ networkHidden: _, ...client }: Client): Client => ({ ...client, networks: [] })
