/** Limits on what the requester himself sent: told to him, with the time when it will be possible again. */

import type { Held } from '../../engine/sign-in/begin.ts'
import { limitedPage } from '../../pages/limited-page.ts'
import { signInPage } from '../../pages/sign-in-page.ts'
import type { SignInView } from '../../pages/views.ts'
import type { Answer } from '../answer.ts'
import type { Call } from '../call.ts'
import { statusOf } from '../problems.ts'
import { problemReply } from '../reply.ts'
import { iso } from './json.ts'
import { pageContext, pageReply } from './page.ts'

export function heldJson(call: Call, held: Held): Answer {
  const now = call.http.clock.now()
  const { retryAt } = held
  const proof = held.kind === 'proof-needed' ? { challenge: held.challenge, bits: held.bits } : {}
  return problemReply(held.kind, { now, retryAt, more: { retryAt: iso(retryAt), ...proof } })
}

export function heldPage(call: Call, held: Held, typed: SignInView, attemptId?: string): Answer {
  const now = call.http.clock.now()
  const { retryAt } = held
  const more = { scope: call.scope, now, retryAt }
  if (held.kind === 'proof-needed') {
    const { challenge, bits } = held
    return pageReply(
      signInPage(pageContext(call), { ...typed, proof: { challenge, bits, retryAt } }),
      statusOf[held.kind],
      more,
    )
  }
  const what = held.kind === 'busy' ? 'busy' : held.budget === 'network' ? 'network' : 'address'
  return pageReply(limitedPage(pageContext(call), { retryAt, what, attemptId }), statusOf[held.kind], more)
}
