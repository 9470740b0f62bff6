/** `POST /attempts/:id/approve`: the number of the asking device, typed where the mail is read. */

import type { Approved } from '../../engine/sign-in/approve.ts'
import { approvedPage } from '../../pages/approved-page.ts'
import { errorPage } from '../../pages/error-page.ts'
import type { Answer } from '../answer.ts'
import type { Call } from '../call.ts'
import { confirmPage, deadLink } from '../present/completion-page.ts'
import { completionJson, factsJson } from '../present/json.ts'
import { pageContext, pageReply } from '../present/page.ts'
import { statusOf } from '../problems.ts'
import { jsonReply, problemReply } from '../reply.ts'
import type { Route } from '../route.ts'
import { attemptToken } from './tokens.ts'

export const approveRoute: Route = {
  method: 'POST',
  path: '/attempts/:id/approve',
  async handle(call) {
    const token = attemptToken(call)
    const approved: Approved = token
      ? await call.http.engine.approve(call.scope, {
          id: token.id,
          secret: token.secret,
          number: call.fields.get('number') ?? '',
          client: call.client,
        })
      : { kind: 'link-unknown' }
    return call.page ? page(call, approved, token?.id ?? '') : json(call, approved)
  },
}

function json(call: Call, approved: Approved): Answer {
  switch (approved.kind) {
    case 'approved':
      return jsonReply({ status: 'approved', ...factsJson(call, approved.facts) })
    case 'number-missing':
      return problemReply('body-invalid', { detail: '`number` is the two digits that the asking device shows.' })
    case 'number-wrong':
    case 'approval-shut':
      return problemReply(approved.kind)
    default:
      return completionJson(call, approved)
  }
}

function page(call: Call, approved: Approved, attemptId: string): Answer {
  const token = call.fields.get('token') ?? ''
  switch (approved.kind) {
    case 'approved': {
      const { asked, askedAt, address } = approved.facts
      const view = {
        attemptId,
        token,
        asked: { browser: asked.browser ?? '', place: asked.place, at: askedAt },
        address,
      }
      return pageReply(approvedPage(pageContext(call), view), 200, call)
    }
    case 'sign-in-off':
      return pageReply(errorPage(pageContext(call), { code: approved.kind }), statusOf[approved.kind], call)
    case 'number-missing':
      return confirmPage(call, approved.facts, { token, status: statusOf['body-invalid'] })
    case 'number-wrong':
    case 'approval-shut':
      return confirmPage(call, approved.facts, { token, status: statusOf[approved.kind], error: approved.kind })
    default:
      return deadLink(call, approved, attemptId, attemptToken(call) && token)
  }
}
