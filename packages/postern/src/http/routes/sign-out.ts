/** `POST /sign-out`: ends this browser's session and open attempts, or a bearer's session. */
import { parseCredential } from '../../domain/credential.ts'
import { pagePath } from '../../domain/scope.ts'
import { cookiesFor } from '../call.ts'
import { emptyReply, redirectReply } from '../reply.ts'
import type { Route } from '../route.ts'

export const signOutRoute: Route = {
  method: 'POST',
  path: '/sign-out',
  async handle(call) {
    const refresh = parseCredential<'family'>(call.fields.get('refreshToken'))
    await call.http.engine.signOut(call.scope, { client: call.client, ...(refresh && { refresh }) })
    const cookies = cookiesFor(call, { session: 'gone', binding: 'gone' })
    return call.page ? redirectReply(pagePath(call.scope, '/signed-out'), cookies) : emptyReply(cookies)
  },
}
