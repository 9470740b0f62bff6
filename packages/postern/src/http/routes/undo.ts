/** `POST /undo/:id`: takes a change of addresses back. A page asks once more before it acts; a program says it once. */
import { parseCredential } from '../../domain/credential.ts'
import type { Undone } from '../../engine/accounts/undo-change.ts'
import { undoDeadPage, undonePage, undoPage } from '../../pages/undo-pages.ts'
import type { Answer } from '../answer.ts'
import type { Call } from '../call.ts'
import { pageContext, pageReply } from '../present/page.ts'
import { statusOf } from '../problems.ts'
import { jsonReply, problemReply } from '../reply.ts'
import type { Route } from '../route.ts'

export const undoRoute: Route = {
  method: 'POST',
  path: '/undo/:id',
  async handle(call) {
    const token = parseCredential<'undo'>(call.fields.get('token'))
    const email = call.fields.get('email')
    const sure = call.page ? call.fields.get('sure') === 'yes' : true
    const input = { client: call.client, sure, ...(email === undefined ? {} : { email }) }
    const undone: Undone =
      token && token.id === call.c.req.param('id')
        ? await call.http.engine.undoChange(call.scope, { ...input, ...token })
        : { kind: 'link-unknown' }
    return call.page ? page(call, undone) : json(undone)
  },
}

function json(undone: Undone): Answer {
  switch (undone.kind) {
    case 'undone':
      return jsonReply({ status: 'undone' })
    case 'undo-asked': {
      const { what, address, now } = undone.facts
      return problemReply('confirm-needed', { more: { reason: undone.wrong ?? 'address-needed', what, address, now } })
    }
    default:
      return problemReply(undone.kind)
  }
}

function page(call: Call, undone: Undone): Answer {
  switch (undone.kind) {
    case 'undone':
      return pageReply(undonePage(pageContext(call)), 200, call)
    case 'undo-asked': {
      const { address, now, asked, at } = undone.facts
      const view = {
        id: call.c.req.param('id') ?? '',
        token: call.fields.get('token') ?? '',
        asked: { browser: asked.browser, place: asked.place, at },
        address,
        now,
        error: undone.wrong,
      }
      return pageReply(undoPage(pageContext(call), view), undone.wrong ? statusOf['confirm-needed'] : 200, call)
    }
    default:
      return pageReply(undoDeadPage(pageContext(call)), statusOf[undone.kind], call)
  }
}
