/**
 * `postern/express`: who is signed in, as middleware for Express 4 and 5 and for whatever else takes `(request,
 * response, next)`. Routes are mounted by `app.use('/auth', auth.node)`, before or after a body parser.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { PosternUser } from '../domain/postern-user.ts'
import { writeTo } from '../http/answer.ts'
import { admit, type Guard } from './guard.ts'

export type Middleware = (
  request: IncomingMessage & { originalUrl?: string },
  response: ServerResponse,
  next: (fault?: unknown) => void,
) => Promise<void>

declare global {
  // The names that Express' own types leave to whoever knows the user; others that fill them in write the same.
  namespace Express {
    interface User extends PosternUser {}
    interface Request {
      user?: User | undefined
    }
  }
}

/** Sets `request.user`; whoever is not signed in goes to the sign-in page, or gets a 401 problem. */
export function requireUser<U>(auth: Guard<U>): Middleware {
  return async (request, response, next) => {
    const { method, url, originalUrl = url } = request
    const admission = await attempt(() => admit(auth, { from: request, method, target: originalUrl }), next)
    if (admission?.kind === 'turned-away') return writeTo(response, admission.answer)
    if (!admission) return
    Object.assign(request, { user: admission.user })
    next()
  }
}

/** Sets `request.user` where somebody is signed in. Turns nobody away. */
export function withUser<U>(auth: Guard<U>): Middleware {
  return async (request, _response, next) => {
    const user = await attempt(() => auth.getUser(request), next)
    if (user === undefined) return
    Object.assign(request, { user: user ?? undefined })
    next()
  }
}

/** Express 4 does not look at what a middleware returns: a fault goes to `next`. */
async function attempt<T>(work: () => Promise<T>, next: (fault: unknown) => void): Promise<T | undefined> {
  try {
    return await work()
  } catch (fault) {
    next(fault)
    return undefined
  }
}
