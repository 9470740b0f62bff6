/** `POST /attempts/:id/resend`: another mail for the same attempt. */

import { formatCredential } from '../../domain/credential.ts'
import type { Resent } from '../../engine/sign-in/resend.ts'
import { errorPage } from '../../pages/error-page.ts'
import type { Answer } from '../answer.ts'
import { type Call, cookiesFor, holdsHandle } from '../call.ts'
import { heldJson, heldPage } from '../present/held.ts'
import { iso, shownNumber } from '../present/json.ts'
import { pageContext, pageReply } from '../present/page.ts'
import { waitingPage } from '../present/waiting.ts'
import { statusOf } from '../problems.ts'
import { jsonReply, problemReply, redirectReply } from '../reply.ts'
import type { Route } from '../route.ts'
import { attemptId } from './tokens.ts'

export const resendRoute: Route = {
  method: 'POST',
  path: '/attempts/:id/resend',
  async handle(call) {
    const id = attemptId(call)
    const proof = call.fields.get('proof')
    const outcome: Resent = id
      ? await call.http.engine.resend(call.scope, { id, client: call.client, ...(proof ? { proof } : {}) })
      : { kind: 'attempt-unknown' }
    if (!call.page) return json(call, outcome)
    if (id && outcome.kind === 'limited') return waitingPage(call, id, { error: outcome })
    return page(call, outcome, id ?? '')
  },
}

function json(call: Call, outcome: Resent): Answer {
  switch (outcome.kind) {
    case 'sent': {
      const handle = holdsHandle(call) ? { handle: formatCredential(outcome.asker) } : {}
      const body = {
        status: 'sent',
        attemptId: outcome.attempt,
        expiresAt: iso(outcome.expiresAt),
        resendAt: iso(outcome.resendAt),
        number: shownNumber(call.scope, outcome.number),
        codeFormat: outcome.code,
        ...handle,
      }
      return jsonReply(body, 200, cookiesFor(call, { binding: outcome.asker }))
    }
    case 'attempt-unknown':
    case 'attempt-ended':
    case 'sign-in-off':
      return problemReply(outcome.kind)
    case 'limited':
    case 'proof-needed':
    case 'busy':
      return heldJson(call, outcome)
  }
}

function page(call: Call, outcome: Resent, id: string): Answer {
  switch (outcome.kind) {
    case 'sent':
      return redirectReply(
        `${call.scope.base}/check-email/${outcome.attempt}?resent=1`,
        cookiesFor(call, { binding: outcome.asker }),
      )
    case 'attempt-unknown':
    case 'sign-in-off':
      return pageReply(errorPage(pageContext(call), { code: outcome.kind }), statusOf[outcome.kind], call)
    case 'attempt-ended':
      return redirectReply(`${call.scope.base}/check-email/${id}`)
    case 'limited':
    case 'proof-needed':
    case 'busy':
      return heldPage(call, outcome, {}, id)
  }
}
