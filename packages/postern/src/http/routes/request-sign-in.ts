/** `POST /magic-link`: an address in, a mail out. The answer is the same for every address (invariant 10). */

import { parseCredential } from '../../domain/credential.ts'
import { parseId } from '../../domain/id.ts'
import type { Requested, SignInRequest } from '../../engine/sign-in/request.ts'
import { deadLinkPage } from '../../pages/dead-link-page.ts'
import { errorPage } from '../../pages/error-page.ts'
import { signInPage } from '../../pages/sign-in-page.ts'
import type { SignInView } from '../../pages/views.ts'
import type { Answer } from '../answer.ts'
import type { Call } from '../call.ts'
import { addressNeededAnswer } from '../present/address-needed.ts'
import { heldJson, heldPage } from '../present/held.ts'
import { shownNumber } from '../present/json.ts'
import { pageContext, pageReply } from '../present/page.ts'
import { sentJson, sentPage } from '../present/sent.ts'
import { statusOf } from '../problems.ts'
import { problemReply } from '../reply.ts'
import type { Route } from '../route.ts'

export const requestSignInRoute: Route = {
  method: 'POST',
  path: '/magic-link',
  async handle(call) {
    const again = againOf(call)
    if (again === 'unknown') return presentRequested(call, { kind: 'link-unknown' })
    return presentRequested(
      call,
      await call.http.engine.requestSignIn(call.scope, { ...plainInput(call), ...(again ? { again } : {}) }),
    )
  },
}

function plainInput({ fields, client, locale }: Call): SignInRequest {
  const redirectTo = fields.get('redirectTo')
  const codeChallenge = fields.get('codeChallenge')
  const state = fields.get('state')
  const proof = fields.get('proof')
  const handOff = codeChallenge === undefined ? undefined : { redirectUri: redirectTo ?? '', codeChallenge }
  return {
    client,
    locale,
    email: fields.get('email'),
    ...(handOff ? { handOff } : redirectTo ? { redirectTo } : {}),
    ...(state === undefined ? {} : { state }),
    ...(proof ? { proof } : {}),
  }
}

/** `again` is a mail's token, or the id of an attempt of this asker. */
function againOf({ fields }: Call): SignInRequest['again'] | 'unknown' {
  const text = fields.get('again')
  if (text === undefined) return undefined
  const id = parseId<'attempt'>(text)
  return parseCredential<'attempt'>(text) ?? (id ? { id } : 'unknown')
}

const again = ({ fields }: Call): string => fields.get('again') ?? ''

/** What whoever asked for a mail is told. */
export function presentRequested(call: Call, outcome: Requested): Answer {
  return call.page ? presentPage(call, outcome) : presentJson(call, outcome)
}

function presentJson(call: Call, outcome: Requested): Answer {
  switch (outcome.kind) {
    case 'address-needed':
      return addressNeededAnswer(call, outcome, again(call))
    case 'sent':
      return sentJson(call, outcome, shownNumber(call.scope, outcome.number))
    case 'redirect-refused':
    case 'body-invalid':
      return problemReply(outcome.kind, { detail: outcome.hint })
    case 'email-invalid':
    case 'link-unknown':
    case 'sign-in-off':
      return problemReply(outcome.kind)
    case 'limited':
    case 'proof-needed':
    case 'busy':
      return heldJson(call, outcome)
  }
}

function presentPage(call: Call, outcome: Requested): Answer {
  switch (outcome.kind) {
    case 'sent':
      return sentPage(call, outcome)
    case 'address-needed':
      return addressNeededAnswer(call, outcome, again(call))
    case 'email-invalid':
      return pageReply(
        signInPage(pageContext(call), { ...typedView(call), error: 'email-invalid' }),
        statusOf['email-invalid'],
        call,
      )
    case 'redirect-refused':
    case 'body-invalid':
    case 'sign-in-off':
      return pageReply(errorPage(pageContext(call), { code: outcome.kind }), statusOf[outcome.kind], call)
    case 'link-unknown':
      return pageReply(
        deadLinkPage(pageContext(call), { reason: 'link-unknown', canAskAgain: false }),
        statusOf['link-unknown'],
        call,
      )
    case 'limited':
    case 'proof-needed':
    case 'busy':
      return heldPage(call, outcome, typedView(call))
  }
}

/** What was typed, kept. */
function typedView({ fields, scope }: Call): SignInView {
  const signUp = scope.application.signUp === 'open' ? 'open' : 'closed'
  const redirectTo = fields.get('redirectTo') ?? fields.get('redirectUri')
  const codeChallenge = fields.get('codeChallenge')
  const hidden = { codeChallenge, again: fields.get('again') }
  return { signUp, email: fields.get('email'), redirectTo, state: fields.get('state'), hidden }
}
