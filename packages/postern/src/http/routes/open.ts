/** `POST /attempts/:id/open`: what a link's holder may know before anything is decided. It changes nothing. */
import { confirmPage, deadLink } from '../present/completion-page.ts'
import { completionJson, factsJson } from '../present/json.ts'
import { jsonReply } from '../reply.ts'
import type { Route } from '../route.ts'
import { attemptToken } from './tokens.ts'

export const openRoute: Route = {
  method: 'POST',
  path: '/attempts/:id/open',
  async handle(call) {
    const token = attemptToken(call)
    const opened = token
      ? await call.http.engine.open(call.scope, { id: token.id, secret: token.secret, client: call.client })
      : ({ kind: 'link-unknown' } as const)
    const text = call.fields.get('token') ?? ''
    if (opened.kind === 'open')
      return call.page
        ? confirmPage(call, opened.facts, { token: text, status: 200 })
        : jsonReply({ status: 'open', ...factsJson(call, opened.facts) })
    return call.page ? deadLink(call, opened, token?.id ?? '', token && text) : completionJson(call, opened)
  },
}
