/** A mail went out: what the asker is told and keeps. */
import { formatCredential } from '../../domain/credential.ts'
import type { Sent } from '../../engine/sign-in/begin.ts'
import type { Answer } from '../answer.ts'
import { type Call, cookiesFor, holdsHandle } from '../call.ts'
import { jsonReply, redirectReply } from '../reply.ts'
import { iso } from './json.ts'

export function sentJson(call: Call, sent: Sent): Answer {
  const body = {
    status: 'sent',
    attemptId: sent.attempt,
    expiresAt: iso(sent.expiresAt),
    resendAt: iso(sent.resendAt),
    // Nobody can be let in by it: what is confirmed completes in this session alone.
    number: null,
    codeFormat: sent.code,
    ...(holdsHandle(call) && { handle: formatCredential(sent.asker) }),
  }
  return jsonReply(body, 200, cookiesFor(call, { binding: sent.asker }))
}

export function sentPage(call: Call, sent: Sent): Answer {
  return redirectReply(`${call.scope.base}/check-email/${sent.attempt}`, cookiesFor(call, { binding: sent.asker }))
}
