/** `POST /attempts/:id/cancel`: *this wasn't me*. A page asks once more before it acts; a program says it once. */

import type { Cancelled } from '../../engine/sign-in/cancel.ts'
import { stopPage } from '../../pages/stop-page.ts'
import { stoppedPage } from '../../pages/stopped-page.ts'
import type { Answer } from '../answer.ts'
import type { Call } from '../call.ts'
import { deadLink } from '../present/completion-page.ts'
import { completionJson } from '../present/json.ts'
import { pageContext, pageReply } from '../present/page.ts'
import { jsonReply, problemReply } from '../reply.ts'
import type { Route } from '../route.ts'
import { attemptToken } from './tokens.ts'

export const cancelRoute: Route = {
  method: 'POST',
  path: '/attempts/:id/cancel',
  async handle(call) {
    const token = attemptToken(call)
    const email = call.fields.get('email')
    const sure = call.page ? call.fields.get('sure') === 'yes' : true
    const input = { client: call.client, sure, ...(email === undefined ? {} : { email }) }
    const cancelled: Cancelled = token
      ? await call.http.engine.cancel(call.scope, { ...input, id: token.id, secret: token.secret })
      : { kind: 'link-unknown' }
    return call.page ? page(call, cancelled, token?.id ?? '') : json(call, cancelled)
  },
}

function json(call: Call, cancelled: Cancelled): Answer {
  switch (cancelled.kind) {
    case 'stopped':
      return jsonReply({ status: 'stopped', sessionEnded: cancelled.sessionEnded })
    case 'stop-asked':
      return problemReply('confirm-needed', {
        more: { reason: cancelled.wrong ?? 'address-needed', address: cancelled.facts.address },
      })
    default:
      return completionJson(call, cancelled)
  }
}

function page(call: Call, cancelled: Cancelled, attemptId: string): Answer {
  const token = call.fields.get('token') ?? ''
  switch (cancelled.kind) {
    case 'stopped':
      return pageReply(stoppedPage(pageContext(call), { sessionEnded: cancelled.sessionEnded }), 200, call)
    case 'stop-asked': {
      const { attempt, address, needsAddress } = cancelled.facts
      const asked = { browser: attempt.asked.browser ?? '', place: attempt.asked.place, at: attempt.createdAt }
      const view = { attemptId, token, asked, address, needsAddress, error: cancelled.wrong }
      return pageReply(stopPage(pageContext(call), view), 200, call)
    }
    default:
      return deadLink(call, cancelled, attemptId, undefined)
  }
}
