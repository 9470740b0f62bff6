/** `postern/node`: who is signed in, for plain `node:http`. Routes are served by `auth.node`. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { writeTo } from '../http/answer.ts'
import { admit, type Guard } from './guard.ts'
import { isBelow } from './mount.ts'

/** The user, or `undefined` after whoever is none was answered: sent to the sign-in page, or given a 401 problem. */
export async function requireUser<U>(
  auth: Guard<U>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<U | undefined> {
  const { method, url } = request
  const admission = await admit(auth, { from: request, method, target: url })
  if (admission.kind === 'admitted') return admission.user
  writeTo(response, admission.answer)
  return undefined
}

/** Whether a request is for `auth.node`. */
export function isOurs(auth: { readonly basePath: string }, request: IncomingMessage): boolean {
  return isBelow(request.url ?? '/', auth.basePath)
}
