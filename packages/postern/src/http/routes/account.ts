/**
 * What a signed-in user does with her account. A change wants a fresh proof of the mailbox; one that she has not given is
 * told `step-up-needed`. Forms come back to the account page.
 */

import type { AccountDone } from '../../copy/account/pages/account-pages-copy.ts'
import { chooseLocale } from '../../copy/locale.ts'
import type { Act } from '../../domain/attempt.ts'
import { pagePath } from '../../domain/scope.ts'
import type { OwnAddressChange, OwnAddressChanged } from '../../engine/accounts/addresses.ts'
import type { ActStarted } from '../../engine/sign-in/acts/start.ts'
import { anotherAddressPage } from '../../pages/another-address-page.ts'
import { errorPage } from '../../pages/error-page.ts'
import { limitedPage } from '../../pages/limited-page.ts'
import type { Answer } from '../answer.ts'
import type { Call } from '../call.ts'
import { privateHeaders } from '../headers.ts'
import { heldJson } from '../present/held.ts'
import { userJson } from '../present/json.ts'
import { pageContext, pageReply } from '../present/page.ts'
import { publicPerson } from '../present/public-person.ts'
import { sentJson, sentPage } from '../present/sent.ts'
import { statusOf } from '../problems.ts'
import { emptyReply, jsonReply, problemReply, redirectReply, reply } from '../reply.ts'
import type { Route } from '../route.ts'
import { ofItsReader } from './of-its-reader.ts'
import { signedIn } from './sessions.ts'

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
      // Nobody can be let in by a number: what is confirmed completes in this session alone.
      return sentJson(call, started, null)
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
      return redirectReply(pagePath(call.scope, '/sign-in'))
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
  const current = await http.engine.readOwnSession(scope, { client })
  const mode = fields.get('mode') === 'additional' ? 'additional' : 'primary'
  const view = {
    user: current?.user.id,
    current: current?.user.email ?? '',
    email: fields.get('email'),
    mode,
    error,
  } as const
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
  if (kind === 'done') return redirectReply(`${call.scope.base}/account?done=${done}`)
  return kind === 'unauthenticated' ? redirectReply(pagePath(call.scope, '/sign-in')) : wrong(call, kind)
}

/** Everything that is kept of her, as a file. It wants a fresh proof as well: a borrowed session must not copy a life. */
const download: Route['handle'] = async (call) => {
  const { http, scope, client } = call
  const found = await http.engine.readAccount(scope, { client })
  if (!found) return call.page ? redirectReply(pagePath(scope, '/sign-in')) : problemReply('unauthenticated')
  if (found.freshUntil === undefined) return call.page ? wrong(call, 'step-up-needed') : problemReply('step-up-needed')
  const person = await http.engine.exportUser(scope, { id: found.current.user.id })
  if (!person) return problemReply('unauthenticated')
  const headers = {
    ...privateHeaders,
    'content-type': 'application/json; charset=utf-8',
    'content-disposition': 'attachment; filename="account.json"',
  }
  return reply(JSON.stringify(publicPerson(person), null, 2), 200, headers)
}

/** Her name and language. An empty one is taken away. */
const profile = signedIn(async (call, { user }) => {
  const { fields, http, scope } = call
  const name = fields.get('name')?.trim()
  const locale = fields.get('locale')
  if (name !== undefined && (name.length > mostName || hasControls(name))) return badName(call)
  const changed = await http.engine.updateUser(scope, {
    id: user.id,
    ...(name !== undefined && { name: name === '' ? null : name }),
    ...(locale !== undefined && { locale: chooseLocale(locale) }),
  })
  if (call.page) return redirectReply(`${scope.base}/account?done=name`)
  return changed.kind === 'done' ? jsonReply(userJson(changed.user, changed.roles)) : problemReply('unauthenticated')
})

const mostName = 200
const hasControls = (text: string): boolean => /[\p{Cc}\p{Cs}]/u.test(text)

function badName(call: Call): Answer {
  const detail = `\`name\` is ${mostName} characters at most, without control characters.`
  return call.page ? wrong(call, 'body-invalid') : problemReply('body-invalid', { detail })
}

const post = (path: string, handle: Route['handle']): Route => ({
  method: 'POST',
  path: `/account${path}`,
  handle: ofItsReader(handle),
})

export const accountRoutes: readonly Route[] = [
  post('/step-up', start('step-up')),
  post('/addresses', start('change-address')),
  post('/delete', start('delete')),
  post('/addresses/remove', change(remove, 'removed')),
  post('/addresses/primary', change(primary, 'primary')),
  { method: 'GET', path: '/account/export', handle: ofItsReader(download) },
  { method: 'PATCH', path: '/account', handle: profile },
  post('', profile),
  { method: 'DELETE', path: '/account/addresses/:key', handle: change(remove, 'removed') },
]
