/** How every way in ends, for a reader: a redirect into the application, or the page that says what to do now. */

import { maskEmailAddress } from '../../domain/email-address.ts'
import type { DeadLink } from '../../engine/rules/link-state.ts'
import type { OpenFacts } from '../../engine/sign-in/open.ts'
import { confirmElsewherePage } from '../../pages/confirm-elsewhere-page.ts'
import { deadLinkPage } from '../../pages/dead-link-page.ts'
import { errorPage } from '../../pages/error-page.ts'
import { switchAccountPage } from '../../pages/switch-account-page.ts'
import type { ConfirmElsewhereView, DeadLinkView, SwitchAccountView } from '../../pages/views.ts'
import { webmailFor } from '../../pages/webmail.ts'
import type { Answer } from '../answer.ts'
import { type Call, cookiesFor } from '../call.ts'
import { nextUrl, startUrl } from '../next.ts'
import { statusOf } from '../problems.ts'
import { redirectReply } from '../reply.ts'
import { actPage } from './act-page.ts'
import type { Completion } from './completion.ts'
import { pageContext, pageReply } from './page.ts'

/** `token` is what the person came with; without one the page goes back to waiting. */
export function completionPage(call: Call, outcome: Completion, attemptId: string, token?: string): Answer {
  switch (outcome.kind) {
    case 'signed-in':
      return redirectReply(nextUrl(call.scope, outcome.next), cookiesFor(call, outcome.credentials))
    case 'already-in':
      return redirectReply(startUrl(call.scope))
    case 'fulfilled':
    case 'other-session':
    case 'sure-needed':
    case 'address-taken':
    case 'addresses-full':
      return actPage(call, outcome, attemptId, token)
    case 'second-factor':
      return redirectReply(`${call.scope.base}/second-factor`)
    case 'confirm-needed':
      return confirmPage(call, outcome.facts, {
        token: token ?? '',
        status: statusOf['confirm-needed'],
        error: outcome.wrong,
      })
    case 'switch-needed': {
      const { current, next } = outcome
      const view = { current, next, ...sameStep(call, attemptId, token) }
      return pageReply(switchAccountPage(pageContext(call), view), statusOf['confirm-needed'], call)
    }
    case 'link-unknown':
    case 'link-expired':
    case 'link-used':
    case 'link-superseded':
    case 'attempt-ended':
      return deadLink(call, outcome, attemptId, token)
    case 'attempt-expired':
    case 'code-wrong':
    case 'codes-shut':
    case 'not-approved':
      return redirectReply(`${call.scope.base}/check-email/${attemptId}`)
    case 'attempt-unknown':
    case 'vetoed':
    case 'sign-in-off':
    case 'sign-up-closed':
    case 'invitation-expired':
    case 'invitation-revoked':
    case 'user-banned':
    case 'user-locked':
    case 'address-reserved':
      return pageReply(errorPage(pageContext(call), { code: outcome.kind }), statusOf[outcome.kind], call)
  }
}

/** What brought the person here, to be sent once more: the link with the address typed to it, the code, or the claim. */
function sameStep({ fields }: Call, attemptId: string, token?: string): Pick<SwitchAccountView, 'action' | 'hidden'> {
  if (token !== undefined) {
    return { action: `/attempts/${attemptId}/confirm`, hidden: { token, email: fields.get('email') } }
  }
  const code = fields.get('code')
  return code === undefined
    ? { action: `/attempts/${attemptId}/claim`, hidden: {} }
    : { action: '/code/verify', hidden: { attemptId, code } }
}

export interface Shown {
  readonly token: string
  readonly status: number
  readonly error?: ConfirmElsewhereView['error']
}

export function confirmPage(call: Call, facts: OpenFacts, { token, status, error }: Shown): Answer {
  const view: ConfirmElsewhereView = {
    attemptId: facts.attempt,
    token,
    asked: { browser: facts.asked.browser ?? '', place: facts.asked.place, at: facts.askedAt },
    address: facts.address,
    pressed: facts.pressed,
    here: facts.here,
    approval: facts.approval,
    otherNetwork: facts.otherNetwork,
    otherPlace: facts.otherPlace,
    sameDevice: facts.sameDevice,
    error,
  }
  return pageReply(confirmElsewherePage(pageContext(call), view), status, call)
}

export function deadLink(call: Call, dead: DeadLink, attemptId: string, token: string | undefined): Answer {
  return pageReply(
    deadLinkPage(pageContext(call), deadLinkView(call, dead, attemptId, token)),
    statusOf[dead.kind],
    call,
  )
}

function deadLinkView(call: Call, dead: DeadLink, attemptId: string, token: string | undefined): DeadLinkView {
  if (dead.kind === 'link-unknown') return { reason: 'link-unknown', canAskAgain: false }
  const { attempt } = dead
  const view = {
    attemptId,
    token,
    address: maskEmailAddress(attempt.address.address),
    canAskAgain: token !== undefined,
  }
  switch (dead.kind) {
    case 'attempt-ended':
      // A robot that stopped the attempt would ask for its next mail, and stop that as well. The id alone proves
      // nothing, and asking again wants more.
      return {
        ...view,
        reason: 'attempt-ended',
        canAskAgain: view.canAskAgain && call.client.asker?.id === attempt.asker.id,
      }
    case 'link-expired':
      return { ...view, reason: 'link-expired', at: dead.until }
    case 'link-used': {
      const { finish } = attempt
      const used = finish
        ? { browser: finish.asked.browser ?? '', place: finish.asked.place, at: finish.at }
        : undefined
      return { ...view, reason: 'link-used', used }
    }
    case 'link-superseded': {
      const newest = attempt.sets.at(-1)
      return {
        ...view,
        reason: 'link-superseded',
        thisOne: { at: dead.thisOne.askedAt, mark: dead.thisOne.mark },
        newest: newest ? { at: newest.askedAt, mark: newest.mark } : undefined,
        webmail: webmailFor(attempt.address.address, call.scope.application.mail.from.address),
      }
    }
  }
}
