/** The pages that are read and not sent: each decides nothing and sends nothing (invariant 1). */

import { typedAs } from '../../domain/code-format.ts'
import { formatCredential, parseSecret } from '../../domain/credential.ts'
import { maskEmailAddress } from '../../domain/email-address.ts'
import { pagePath } from '../../domain/scope.ts'
import { isOff } from '../../engine/rules/gate.ts'
import { checkHandOff } from '../../engine/rules/hand-offs.ts'
import { checkRedirect } from '../../engine/rules/redirects.ts'
import { cancelPage } from '../../pages/cancel-page.ts'
import { errorPage } from '../../pages/error-page.ts'
import { linkPage } from '../../pages/link-page.ts'
import { signInPage } from '../../pages/sign-in-page.ts'
import { signedInPage } from '../../pages/signed-in-page.ts'
import { signedOutPage } from '../../pages/signed-out-page.ts'
import type { Answer } from '../answer.ts'
import type { Call } from '../call.ts'
import { startUrl } from '../next.ts'
import { pageContext, pageReply } from '../present/page.ts'
import { waitingPage } from '../present/waiting.ts'
import { statusOf } from '../problems.ts'
import { queryOf } from '../query.ts'
import { redirectReply } from '../reply.ts'
import type { Route } from '../route.ts'
import { attemptId } from './tokens.ts'

const get = (path: string, handle: Route['handle']): Route => ({ method: 'GET', path, handle })

/**
 * `GET /sign-in?redirect_uri&state&login_hint`, for applications with `application` and `code_challenge`: a bad redirect
 * is refused here, before anything is typed, and on a page of ours.
 */
const signIn = get('/sign-in', async (call) => {
  const { c, http, scope, client } = call
  if (isOff(scope)) return problem(call, 'sign-in-off')
  const redirectTo = queryOf(c, 'redirect_uri')
  const state = queryOf(c, 'state')
  const codeChallenge = queryOf(c, 'code_challenge')
  const wrong = wrongIn(call, { redirectTo, state, codeChallenge })
  if (wrong) return problem(call, wrong)
  // Who comes for an application proves her mailbox, whoever is signed in here.
  const current =
    client.session && codeChallenge === undefined ? await http.engine.readOwnSession(scope, { client }) : undefined
  const signUp = scope.application.signUp === 'open' ? 'open' : 'closed'
  const session = current && { address: maskEmailAddress(current.user.email), continueUrl: startUrl(scope) }
  const hidden = codeChallenge === undefined ? {} : { codeChallenge }
  return pageReply(
    signInPage(pageContext(call), { email: queryOf(c, 'login_hint'), redirectTo, state, session, signUp, hidden }),
    200,
    call,
  )
})

interface Wanted {
  readonly redirectTo: string | undefined
  readonly state: string | undefined
  readonly codeChallenge: string | undefined
}

function wrongIn(
  { c, scope }: Call,
  { redirectTo, state, codeChallenge }: Wanted,
): 'redirect-refused' | 'body-invalid' | undefined {
  const method = queryOf(c, 'code_challenge_method')
  // Named by some libraries, and the only one there is: `plain` is none (RFC 9700 §2.1.1).
  if (method !== undefined && (codeChallenge === undefined || method !== 'S256')) return 'body-invalid'
  const checked =
    codeChallenge === undefined
      ? checkRedirect(scope, redirectTo, state)
      : checkHandOff(scope, { redirectUri: redirectTo ?? '', codeChallenge }, state)
  return checked.kind === 'refused' ? checked.code : undefined
}

const checkEmail = get('/check-email/:id', (call) => {
  const id = attemptId(call)
  return id ? waitingPage(call, id, { resent: queryOf(call.c, 'resent') === '1' }) : problem(call, 'attempt-unknown')
})

/**
 * The landing page says nothing and reads nothing: what it knows is told against the secret, by POST. That it was
 * fetched is noted, and a note that fails keeps nobody out.
 */
const link = get('/link/:id', async (call) => {
  const id = attemptId(call)
  if (!id) return problem(call, 'not-found')
  await call.http.engine.noteOpen(call.scope, { id, client: call.client }).catch(() => undefined)
  const code = typedAs(call.scope.application.code)
  return pageReply(linkPage(pageContext(call), { attemptId: id, token: queryToken(call, id), code }), 200, call)
})

const cancel = get('/link/:id/cancel', (call) => {
  const id = attemptId(call)
  if (!id) return problem(call, 'not-found')
  return pageReply(cancelPage(pageContext(call), { attemptId: id, token: queryToken(call, id) }), 200, call)
})

const signedIn = get('/signed-in', async (call) => {
  const current = await call.http.engine.readOwnSession(call.scope, { client: call.client })
  if (!current) return redirectReply(pagePath(call.scope, '/sign-in'))
  const { startUrl: continueUrl, homeUrl } = call.scope.application
  return pageReply(
    signedInPage(pageContext(call), { address: current.user.email, continueUrl: continueUrl ?? homeUrl }),
    200,
    call,
  )
})

const signedOut = get('/signed-out', (call) => pageReply(signedOutPage(pageContext(call)), 200, call))

const error = get('/error', (call) =>
  pageReply(errorPage(pageContext(call), { code: queryOf(call.c, 'code') ?? 'server-error' }), 200, call),
)

export const pageRoutes: readonly Route[] = [signIn, checkEmail, link, cancel, signedIn, signedOut, error]

function problem(
  call: Call,
  code: 'redirect-refused' | 'body-invalid' | 'attempt-unknown' | 'not-found' | 'sign-in-off',
): Answer {
  return pageReply(errorPage(pageContext(call), { code }), statusOf[code], call)
}

function queryToken(call: Call, id: NonNullable<ReturnType<typeof attemptId>>): string | undefined {
  const secret = call.scope.application.link === 'query' ? parseSecret(queryOf(call.c, 's') ?? '') : undefined
  return secret && formatCredential({ id, secret })
}
