/**
 * What every binding's `requireUser` does alike: ask who calls, and answer whoever is not signed in. Knows no framework
 * and no way to send an answer.
 */
import type { IncomingMessage } from 'node:http'
import { PosternError } from '../domain/errors.ts'
import type { Answer } from '../http/answer.ts'
import { wantsPage } from '../http/client/accepts.ts'
import { problemReply, redirectReply } from '../http/reply.ts'

/** What carries the caller's cookies or token. */
export type CallerHeaders = Request | Headers | IncomingMessage

/** As much of `postern(…)` as a binding needs to know somebody. */
export interface Guard<U> {
  getUser(from: CallerHeaders): Promise<U | null>
  signInUrl(returnTo?: string): string
}

export interface Visit {
  readonly from: CallerHeaders
  readonly method: string | undefined
  /** Path and query, as the visitor's browser knows them. */
  readonly target: string | undefined
}

export type Admission<U> =
  | { readonly kind: 'admitted'; readonly user: U }
  | { readonly kind: 'turned-away'; readonly answer: Answer & { readonly body: string | null } }

/**
 * The user, or the answer for whoever is none: a visitor of pages is sent to the sign-in page and comes back, everybody
 * else gets a 401 problem. A store that is busy is a 503, and any other fault is thrown.
 */
export async function admit<U>(auth: Guard<U>, visit: Visit): Promise<Admission<U>> {
  try {
    const user = await auth.getUser(visit.from)
    return user ? { kind: 'admitted', user } : turnAway(auth, visit)
  } catch (fault) {
    if (fault instanceof PosternError && fault.code === 'busy') return answered(problemReply('busy'))
    throw fault
  }
}

function turnAway<U>(auth: Guard<U>, { from, method, target }: Visit): Admission<U> {
  if (!wantsPage(header(from, 'accept'), header(from, 'content-type'))) return answered(problemReply('unauthenticated'))
  // What was posted cannot be taken along, so there is no way back to it.
  const isRead = method === 'GET' || method === 'HEAD'
  return answered(redirectReply(auth.signInUrl(isRead ? target : undefined)))
}

const answered = (answer: Answer): Admission<never> => ({
  kind: 'turned-away',
  answer: { ...answer, body: typeof answer.body === 'string' ? answer.body : null },
})

function header(from: CallerHeaders, name: 'accept' | 'content-type'): string | undefined {
  const headers = 'headers' in from ? from.headers : from
  if (typeof (headers as Headers).get === 'function') return (headers as Headers).get(name) ?? undefined
  return (headers as IncomingMessage['headers'])[name]
}
