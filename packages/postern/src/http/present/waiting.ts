/** The page where the asker waits. */

import { isAct } from '../../domain/attempt.ts'
import { typedAs } from '../../domain/code-format.ts'
import { maskEmailAddress } from '../../domain/email-address.ts'
import type { Id } from '../../domain/id.ts'
import { nextFor } from '../../engine/rules/next.ts'
import type { Waiting } from '../../engine/sign-in/watch.ts'
import { checkEmailPage } from '../../pages/check-email-page.ts'
import { errorPage } from '../../pages/error-page.ts'
import { suggestAddress } from '../../pages/typo.ts'
import type { CheckEmailError, CheckEmailView } from '../../pages/views.ts'
import { webmailFor } from '../../pages/webmail.ts'
import type { Answer } from '../answer.ts'
import type { Call } from '../call.ts'
import { nextUrl } from '../next.ts'
import { statusOf } from '../problems.ts'
import { pageContext, pageReply } from './page.ts'
import { signInUrl } from './sign-in-url.ts'

export interface WaitingMore {
  readonly error?: CheckEmailError
  readonly resent?: boolean
}

export async function waitingPage(call: Call, id: Id<'attempt'>, more: WaitingMore = {}): Promise<Answer> {
  const watched = await call.http.engine.watch(call.scope, { id, client: call.client })
  if (watched.kind === 'attempt-unknown') {
    return pageReply(errorPage(pageContext(call), { code: 'attempt-unknown' }), statusOf['attempt-unknown'], call)
  }
  const { error } = more
  const now = call.http.clock.now()
  const status = error === undefined ? 200 : statusOf[error.kind]
  const retryAt = error?.kind === 'limited' ? { retryAt: error.retryAt as typeof now, now } : {}
  return pageReply(checkEmailPage(pageContext(call), viewOf(call, watched, more)), status, {
    scope: call.scope,
    ...retryAt,
  })
}

function viewOf(call: Call, waiting: Waiting, { error, resent }: WaitingMore): CheckEmailView {
  const { attempt } = waiting
  const { from } = call.scope.application.mail
  const { approval, sameBrowserOnly } = call.scope.application
  const { address } = attempt.address
  // Whoever comes by an invitation has typed no address: it is not told in full.
  const invited = attempt.purpose === 'invite'
  return {
    attemptId: attempt.id,
    address: invited ? maskEmailAddress(address) : address,
    sender: from,
    sentAt: waiting.sentAt,
    number: approval && !sameBrowserOnly && !isAct(attempt.purpose) ? attempt.number : '',
    act: isAct(attempt.purpose),
    mark: waiting.mark,
    state: waiting.state,
    code: typedAs(attempt.code),
    resendAt: waiting.resendAt,
    expiresAt: waiting.expiresAt,
    error,
    resent,
    webmail: webmailFor(address, from.address),
    suggestion: invited ? undefined : suggestAddress(address),
    signInUrl: signInUrl(call.scope, attempt.destination),
    continueUrl: nextUrl(call.scope, nextFor(attempt.destination, true)),
  }
}
