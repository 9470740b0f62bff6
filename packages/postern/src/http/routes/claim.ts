/** `POST /attempts/:id/claim`: the asker takes what was approved elsewhere. */
import { completionPage } from '../present/completion-page.ts'
import { completionJson } from '../present/json.ts'
import type { Route } from '../route.ts'
import { attemptId } from './tokens.ts'

export const claimRoute: Route = {
  method: 'POST',
  path: '/attempts/:id/claim',
  async handle(call) {
    const id = attemptId(call)
    const switchAccount = call.fields.get('switch') === 'yes'
    const outcome = id
      ? await call.http.engine.claim(call.scope, { id, client: call.client, switchAccount })
      : ({ kind: 'attempt-unknown' } as const)
    return call.page ? completionPage(call, outcome, id ?? '') : completionJson(call, outcome)
  },
}
