/** `POST /code/verify`: the asker types the code. */
import { parseId } from '../../domain/id.ts'
import { completionPage } from '../present/completion-page.ts'
import { completionJson } from '../present/json.ts'
import { waitingPage } from '../present/waiting.ts'
import type { Route } from '../route.ts'

export const verifyCodeRoute: Route = {
  method: 'POST',
  path: '/code/verify',
  async handle(call) {
    const id = parseId<'attempt'>(call.fields.get('attemptId') ?? '')
    const code = call.fields.get('code') ?? ''
    const switchAccount = call.fields.get('switch') === 'yes'
    const sure = call.fields.get('sure') === 'yes'
    const outcome = id
      ? await call.http.engine.redeemCode(call.scope, { id, code, client: call.client, switchAccount, sure })
      : ({ kind: 'attempt-unknown' } as const)
    if (!call.page) return completionJson(call, outcome)
    if (id && outcome.kind === 'code-wrong') return waitingPage(call, id, { error: { ...outcome, typed: code } })
    if (id && outcome.kind === 'codes-shut') return waitingPage(call, id, { error: outcome })
    return completionPage(call, outcome, id ?? '')
  },
}
