/** `POST /magic-link/verify` and its page form `POST /attempts/:id/confirm`: a link is redeemed. */
import type { RedeemOutcome } from '../../engine/sign-in/redeem.ts'
import type { Call } from '../call.ts'
import { completionPage } from '../present/completion-page.ts'
import { completionJson } from '../present/json.ts'
import type { Route } from '../route.ts'
import { attemptToken } from './tokens.ts'

const handle: Route['handle'] = async (call) => {
  const token = attemptToken(call)
  const outcome = await redeemed(call)
  if (!call.page) return completionJson(call, outcome)
  return completionPage(call, outcome, token?.id ?? '', token && call.fields.get('token'))
}

async function redeemed(call: Call): Promise<RedeemOutcome> {
  const token = attemptToken(call)
  if (!token) return { kind: 'link-unknown' }
  const email = call.fields.get('email')
  return call.http.engine.redeem(call.scope, {
    id: token.id,
    secret: token.secret,
    client: call.client,
    ...(email === undefined ? {} : { email }),
    switchAccount: call.fields.get('switch') === 'yes',
    sure: call.fields.get('sure') === 'yes',
  })
}

export const verifyRoute: Route = { method: 'POST', path: '/magic-link/verify', handle }
export const confirmRoute: Route = { method: 'POST', path: '/attempts/:id/confirm', handle }
