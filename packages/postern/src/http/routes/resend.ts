/** `POST /attempts/:id/resend`: another mail for the same attempt. */

import { isAct } from '../../domain/attempt.ts'
import type { AddressNeeded } from '../../engine/rules/typed-address.ts'
import type { ProofWanted } from '../../engine/sign-in/proof.ts'
import type { Resent } from '../../engine/sign-in/resend.ts'
import { errorPage } from '../../pages/error-page.ts'
import type { Answer } from '../answer.ts'
import type { Call } from '../call.ts'
import { addressNeededAnswer } from '../present/address-needed.ts'
import { heldJson, heldPage } from '../present/held.ts'
import { shownNumber } from '../present/json.ts'
import { pageContext, pageReply } from '../present/page.ts'
import { sentJson, sentPage } from '../present/sent.ts'
import { waitingPage } from '../present/waiting.ts'
import { statusOf } from '../problems.ts'
import { problemReply, redirectReply } from '../reply.ts'
import type { Route } from '../route.ts'
import { watchAttempt } from './attempt.ts'
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
    if (outcome.kind === 'address-needed') return addressNeededAnswer(call, outcome, id ?? '')
    if (!call.page) return json(call, outcome)
    if (id && outcome.kind === 'limited') return waitingPage(call, id, { error: outcome })
    return page(call, outcome, id ?? '')
  },
}

type Answered = Exclude<Resent, AddressNeeded>

function json(call: Call, outcome: Answered): Answer {
  switch (outcome.kind) {
    case 'sent':
      return sentJson(call, outcome, shownNumber(call.scope, outcome.number))
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

function page(call: Call, outcome: Answered, id: string): Answer | Promise<Answer> {
  switch (outcome.kind) {
    case 'sent':
      return sentPage(call, outcome, '?resent=1')
    case 'attempt-unknown':
    case 'sign-in-off':
      return pageReply(errorPage(pageContext(call), { code: outcome.kind }), statusOf[outcome.kind], call)
    case 'attempt-ended':
      return redirectReply(`${call.scope.base}/check-email/${id}`)
    case 'proof-needed':
      return proofPage(call, outcome, id)
    case 'limited':
    case 'busy':
      return heldPage(call, outcome, {}, id)
  }
}

/** Work is done on the page where sign-ins start, which then asks anew for this one. An act is asked for elsewhere. */
async function proofPage(call: Call, wanted: ProofWanted, id: string): Promise<Answer> {
  const watched = await watchAttempt(call)
  if (watched.kind === 'attempt-unknown' || isAct(watched.attempt.purpose)) {
    return heldPage(call, { kind: 'limited', retryAt: wanted.retryAt, budget: 'network' }, {}, id)
  }
  return heldPage(call, wanted, { email: watched.attempt.address.address, hidden: { again: id } })
}
