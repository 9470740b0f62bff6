/** `postern/web`: who is signed in, where requests are `Request` and answers `Response`. */
import { toResponse } from '../http/answer.ts'
import { admit, type Guard } from './guard.ts'

export type { WebHandler } from './web-handler.ts'

/** The user, or the answer to give to whoever is none: the way to the sign-in page, or a 401 problem. */
export async function requireUser<U>(auth: Guard<U>, request: Request): Promise<U | Response> {
  const { pathname, search } = new URL(request.url)
  const admission = await admit(auth, { from: request, method: request.method, target: pathname + search })
  return admission.kind === 'admitted' ? admission.user : toResponse(admission.answer)
}
