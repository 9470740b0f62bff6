/** The account as its owner sees it, as pages and as JSON. Reading decides nothing. */

import type { AccountDone } from '../../copy/account/pages/account-pages-copy.ts'
import { parseId } from '../../domain/id.ts'
import { pagePath } from '../../domain/scope.ts'
import type { Account } from '../../engine/accounts/read-account.ts'
import { primaryOf } from '../../engine/rules/undo.ts'
import { accountCopyFor } from '../../pages/account-copy-for.ts'
import { accountPage } from '../../pages/account-page.ts'
import type { AccountView } from '../../pages/account-views.ts'
import { anotherAddressPage } from '../../pages/another-address-page.ts'
import { deleteAccountPage, deletedPage } from '../../pages/delete-account-pages.ts'
import { undoDeadPage, undoLandingPage } from '../../pages/undo-pages.ts'
import type { Call } from '../call.ts'
import { sessionJson, userJson } from '../present/json.ts'
import { pageContext, pageReply } from '../present/page.ts'
import { statusOf } from '../problems.ts'
import { queryOf } from '../query.ts'
import { jsonReply, problemReply, redirectReply } from '../reply.ts'
import type { Route } from '../route.ts'
import { signedIn } from './sessions.ts'

const get = (path: string, handle: Route['handle']): Route => ({ method: 'GET', path, handle })

const account = get('/account', async (call) => {
  const { http, scope, client } = call
  const found = await http.engine.readAccount(scope, { client })
  if (!found) return call.page ? redirectReply(pagePath(scope, '/sign-in')) : problemReply('unauthenticated')
  if (call.page) return pageReply(accountPage(pageContext(call), viewOf(call, found)), 200, call)
  const { user, roles, session } = found.current
  return jsonReply({
    user: userJson(user, roles),
    addresses: addressesOf(found).map(({ address, primary }) => ({ email: address, primary })),
    sessions: found.sessions.map((one) => sessionJson(one, one.id === session.id)),
    fresh: found.freshUntil !== undefined,
  })
})

function viewOf(call: Call, found: Account): AccountView {
  const { user, session } = found.current
  return {
    user: user.id,
    address: user.email,
    name: user.name,
    since: user.createdAt,
    addresses: addressesOf(found),
    sessions: found.sessions.map(({ id, asked, seenAt }) => ({
      id,
      browser: asked.browser,
      place: asked.place,
      seenAt,
      current: id === session.id,
    })),
    freshUntil: found.freshUntil,
    done: doneOf(call),
  }
}

/** The primary one first. */
function addressesOf({ current: { user }, addresses }: Account): readonly { address: string; primary: boolean }[] {
  const main = primaryOf(user).key
  const all = addresses.map(({ key, address }) => ({ address, primary: key === main }))
  return all.toSorted((one, other) => Number(other.primary) - Number(one.primary))
}

function doneOf({ c, locale }: Call): AccountDone | undefined {
  const done = queryOf(c, 'done') ?? ''
  return Object.hasOwn(accountCopyFor(locale).account.done, done) ? (done as AccountDone) : undefined
}

const another = get(
  '/account/address',
  signedIn(async (call, { user }) =>
    pageReply(anotherAddressPage(pageContext(call), { user: user.id, current: user.email }), 200, call),
  ),
)

const deletion = get(
  '/account/delete',
  signedIn(async (call, { user }) =>
    pageReply(deleteAccountPage(pageContext(call), { user: user.id, address: user.email }), 200, call),
  ),
)

const deleted = get('/account/deleted', (call) => pageReply(deletedPage(pageContext(call)), 200, call))

const undo = get('/undo/:id', (call) => {
  const id = parseId<'undo'>(call.c.req.param('id') ?? '')
  if (!id) return pageReply(undoDeadPage(pageContext(call)), statusOf['link-unknown'], call)
  return pageReply(undoLandingPage(pageContext(call), { id }), 200, call)
})

export const accountPageRoutes: readonly Route[] = [account, another, deletion, deleted, undo]
