/** `postern/hono`: who is signed in, as Hono's middleware. Routes are mounted by `app.route('/auth', auth.hono)`. */
import type { IncomingMessage } from 'node:http'
import type { Context, MiddlewareHandler } from 'hono'
import { toResponse } from '../http/answer.ts'
import { admit, type CallerHeaders, type Guard } from './guard.ts'

/** Sets `c.get('user')`; whoever is not signed in goes to the sign-in page, or gets a 401 problem. */
export function requireUser<U>(auth: Guard<U>): MiddlewareHandler<{ Variables: { user: U } }> {
  return async (c, next) => {
    const { pathname, search } = new URL(c.req.url)
    const admission = await admit(auth, { from: callerOf(c), method: c.req.method, target: pathname + search })
    if (admission.kind === 'turned-away') return toResponse(admission.answer)
    c.set('user', admission.user)
    return next()
  }
}

/** Sets `c.get('user')` to whoever is signed in, or `null`. Turns nobody away. */
export function withUser<U>(auth: Guard<U>): MiddlewareHandler<{ Variables: { user: U | null } }> {
  return async (c, next) => {
    c.set('user', await auth.getUser(callerOf(c)))
    return next()
  }
}

/** On Node its own message is at hand, and no `Request` need be built. */
function callerOf(c: Pick<Context, 'req' | 'env'>): CallerHeaders {
  const { incoming } = (c.env ?? {}) as { incoming?: IncomingMessage }
  return incoming?.headers ? incoming : c.req.raw
}
