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
) => void

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
  return (request, response, next) => {
    const { method, url, originalUrl = url } = request
    passOn(request, next, async () => {
      const admission = await admit(auth, { from: request, method, target: originalUrl })
      if (admission.kind === 'admitted') return { user: admission.user }
      writeTo(response, admission.answer)
      return undefined
    })
  }
}

/** Sets `request.user` where somebody is signed in. Turns nobody away. */
export function withUser<U>(auth: Guard<U>): Middleware {
  return (request, _response, next) =>
    passOn(request, next, async () => ({ user: (await auth.getUser(request)) ?? undefined }))
}

/** Express 4 does not look at what a middleware returns: both outcomes go to `next`. None is for what was answered. */
function passOn(request: object, next: (fault?: unknown) => void, find: () => Promise<object | undefined>): void {
  const found = (marks: object | undefined): void => {
    if (!marks) return
    Object.assign(request, marks)
    next()
  }
  find().then(found, next)
}
