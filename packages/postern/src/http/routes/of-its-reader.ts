import { pagePath } from '../../domain/scope.ts'
import { queryOf } from '../query.ts'
import { redirectReply } from '../reply.ts'
import type { Route } from '../route.ts'

/**
 * For forms and links of the account page, which name whom it was made for. Where somebody else has signed in since, in
 * another tab, they change nothing and lead to the account that is signed in now.
 */
export function ofItsReader(handle: Route['handle']): Route['handle'] {
  return async (call) => {
    const { http, scope, client, c, fields } = call
    const reader = call.page ? (fields.get('user') ?? queryOf(c, 'user')) : undefined
    if (reader === undefined) return handle(call)
    const current = await http.engine.readOwnSession(scope, { client })
    return current && current.user.id !== reader ? redirectReply(pagePath(scope, '/account')) : handle(call)
  }
}
