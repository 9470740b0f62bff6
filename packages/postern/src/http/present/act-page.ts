/** How what a signed-in user confirms by mail ends, for a reader. */
import type { Attempt } from '../../domain/attempt.ts'
import { maskEmailAddress } from '../../domain/email-address.ts'
import type { ActOutcome } from '../../engine/sign-in/acts/outcome.ts'
import type { DeleteSureView } from '../../pages/account-views.ts'
import { deleteSurePage } from '../../pages/delete-account-pages.ts'
import { elsewherePage } from '../../pages/elsewhere-page.ts'
import { errorPage } from '../../pages/error-page.ts'
import type { Answer } from '../answer.ts'
import { type Call, cookiesFor } from '../call.ts'
import { nextUrl } from '../next.ts'
import { statusOf } from '../problems.ts'
import { redirectReply } from '../reply.ts'
import { pageContext, pageReply } from './page.ts'

export function actPage(call: Call, outcome: ActOutcome, attemptId: string, token: string | undefined): Answer {
  switch (outcome.kind) {
    case 'fulfilled': {
      const { next, session } = outcome
      return redirectReply(nextUrl(call.scope, next), cookiesFor(call, session ? { session } : {}))
    }
    case 'other-session':
      return pageReply(elsewhere(call, outcome.attempt, token), statusOf['other-session'], call)
    case 'sure-needed':
      return pageReply(deleteSurePage(pageContext(call), sameStep(call, attemptId, token)), 200, call)
    case 'address-taken':
    case 'addresses-full':
      return pageReply(errorPage(pageContext(call), { code: outcome.kind }), statusOf[outcome.kind], call)
  }
}

function elsewhere(call: Call, { id, asked, createdAt, address }: Attempt, token: string | undefined): string {
  return elsewherePage(pageContext(call), {
    attemptId: id,
    token,
    asked: { browser: asked.browser, place: asked.place, at: createdAt },
    address: maskEmailAddress(address.address),
  })
}

/** What brought her here, to be sent once more: the link, or the code as it was typed. */
function sameStep({ fields }: Call, attemptId: string, token: string | undefined): DeleteSureView {
  if (token !== undefined) return { action: `/attempts/${attemptId}/confirm`, hidden: { token } }
  return { action: '/code/verify', hidden: { attemptId, code: fields.get('code') } }
}
