/**
 * What a signed-in user does with her account. A change wants a fresh proof of the mailbox; one that she has not given is
 * told `step-up-needed`. Forms come back to the account page.
 */

import type { AccountDone } from '../../copy/account/pages/account-pages-copy.ts'
import type { Act } from '../../domain/attempt.ts'
import type { OwnAddressChange, OwnAddressChanged } from '../../engine/accounts/addresses.ts'
import type { ActStarted } from '../../engine/sign-in/acts/start.ts'
import { anotherAddressPage } from '../../pages/another-address-page.ts'
import { errorPage } from '../../pages/error-page.ts'
import { limitedPage } from '../../pages/limited-page.ts'
import type { Answer } from '../answer.ts'
import type { Call } from '../call.ts'
import { heldJson } from '../present/held.ts'
import { pageContext, pageReply } from '../present/page.ts'
import { sentJson, sentPage } from '../present/sent.ts'
import { statusOf } from '../problems.ts'
import { emptyReply, jsonReply, problemReply, redirectReply } from '../reply.ts'
import type { Route } from '../route.ts'

const start =
  (act: Act): Route['handle'] =>
  async (call) => {
    const { fields, client, locale, scope, http } = call
    const redirectTo = fields.get('redirectTo')
    const proof = fields.get('proof')
    const started = await http.engine.startAct(scope, {
      act,
      client,
      locale,
      email: fields.get('email'),
      mode: fields.get('mode') === 'additional' ? 'additional' : 'primary',
      ...(redirectTo && { redirectTo }),
      ...(proof && { proof }),
    })
    return call.page ? startedPage(call, started, act) : startedJson(call, started)
  }

function startedJson(call: Call, started: ActStarted): Answer {
  switch (started.kind) {
    case 'sent':
      return sentJson(call, started)
    case 'redirect-refused':
      return problemReply('redirect-refused', { detail: started.hint })
    case 'limited':
    case 'proof-needed':
    case 'busy':
      return heldJson(call, started)
    default:
      return problemReply(started.kind)
  }
}

async function startedPage(call: Call, started: ActStarted, act: Act): Promise<Answer> {
  switch (started.kind) {
    case 'sent':
      return sentPage(call, started)
    case 'unauthenticated':
      return redirectReply(`${call.http.base}/sign-in`)
    case 'limited':
    case 'proof-needed':
    case 'busy': {
      const now = call.http.clock.now()
      const { retryAt } = started
      const what =
        started.kind === 'busy'
          ? 'busy'
          : started.kind === 'limited' && started.budget !== 'network'
            ? 'address'
            : 'network'
      return pageReply(limitedPage(pageContext(call), { retryAt, what }), statusOf[started.kind], {
        scope: call.scope,
        now,
        retryAt,
      })
    }
    case 'email-invalid':
    case 'address-taken':
      return act === 'change-address' ? typedAgain(call, started.kind) : wrong(call, started.kind)
    default:
      return wrong(call, started.kind)
  }
}

async function typedAgain(call: Call, error: 'email-invalid' | 'address-taken'): Promise<Answer> {
  const { http, scope, client, fields } = call
  const current = await http.engine.readSession(scope, { client })
  const mode = fields.get('mode') === 'additional' ? 'additional' : 'primary'
  const view = { current: current?.user.email ?? '', email: fields.get('email'), mode, error } as const
  return pageReply(anotherAddressPage(pageContext(call), view), statusOf[error], call)
}

function wrong(call: Call, code: keyof typeof statusOf): Answer {
  return pageReply(errorPage(pageContext(call), { code }), statusOf[code], call)
}

type Change = (call: Call, input: OwnAddressChange) => Promise<OwnAddressChanged>

const remove: Change = ({ http, scope }, input) => http.engine.removeAddress(scope, input)
const primary: Change = ({ http, scope }, input) => http.engine.makePrimary(scope, input)

const change =
  (act: Change, done: AccountDone): Route['handle'] =>
  async (call) => {
    const email = call.c.req.param('key') ?? call.fields.get('email')
    const outcome = await act(call, { client: call.client, email })
    if (call.page) return changedPage(call, outcome, done)
    if (outcome.kind !== 'done') return problemReply(outcome.kind)
    return call.c.req.param('key') === undefined ? jsonReply({ status: 'done' }) : emptyReply()
  }

function changedPage(call: Call, { kind }: OwnAddressChanged, done: AccountDone): Answer {
  if (kind === 'done') return redirectReply(`${call.http.base}/account?done=${done}`)
  return kind === 'unauthenticated' ? redirectReply(`${call.http.base}/sign-in`) : wrong(call, kind)
}

const post = (path: string, handle: Route['handle']): Route => ({ method: 'POST', path: `/account${path}`, handle })

export const accountRoutes: readonly Route[] = [
  post('/step-up', start('step-up')),
  post('/addresses', start('change-address')),
  post('/delete', start('delete')),
  post('/addresses/remove', change(remove, 'removed')),
  post('/addresses/primary', change(primary, 'primary')),
  { method: 'DELETE', path: '/account/addresses/:key', handle: change(remove, 'removed') },
]
