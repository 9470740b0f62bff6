/** A mail is on its way: what its asker is told, and keeps. */

import { typedAs } from '../../domain/code-format.ts'
import { formatCredential } from '../../domain/credential.ts'
import type { Sent } from '../../engine/sign-in/begin.ts'
import type { Answer } from '../answer.ts'
import { type Call, cookiesFor, holdsHandle } from '../call.ts'
import { jsonReply, redirectReply } from '../reply.ts'
import { iso } from './json.ts'

/** `number`: the one by which another device lets this one in, or `null` where nobody can. */
export function sentJson(call: Call, sent: Sent, number: string | null): Answer {
  const { attempt, code, expiresAt, resendAt, asker } = sent
  const handle = holdsHandle(call) ? { handle: formatCredential(asker) } : {}
  const body = {
    status: 'sent',
    attemptId: attempt,
    expiresAt: iso(expiresAt),
    resendAt: iso(resendAt),
    number,
    codeFormat: typedAs(code),
    ...handle,
  }
  return jsonReply(body, 200, cookiesFor(call, { binding: asker }))
}

/** To the page that waits. */
export function sentPage(call: Call, { attempt, asker }: Sent, query = ''): Answer {
  return redirectReply(`${call.scope.base}/check-email/${attempt}${query}`, cookiesFor(call, { binding: asker }))
}
