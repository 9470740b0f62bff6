/**
 * The development inbox: a page, a JSON API, and the mails as they are. It exists only where development does, and each
 * call is checked once more than at the door: no trace of a proxy whatever, or the printed key (invariant 20).
 */

import type { Context } from 'hono'
import type { InboxMessage } from '../../adapters/dev-inbox/dev-inbox.ts'
import { isLoopback } from '../../domain/loopback.ts'
import { devInboxPage } from '../../pages/dev-inbox-page.ts'
import type { Answer } from '../answer.ts'
import type { Call } from '../call.ts'
import { foreignSign } from '../client/foreign-sign.ts'
import { type Env, headerOf, peerOf, privateHeaders } from '../headers.ts'
import type { Http } from '../http.ts'
import { iso } from '../present/json.ts'
import { assetUrl, pageContext, pageReply } from '../present/page.ts'
import { queryOf } from '../query.ts'
import { jsonReply, problemReply, reply } from '../reply.ts'
import type { Route } from '../route.ts'

type Box = NonNullable<Http['inbox']>

export function devInboxRoutes({ box, key, base }: Box): readonly Route[] {
  const at = (path: string, handle: Route['handle']): Route => ({
    method: 'GET',
    path: base + path,
    root: true,
    handle: (call) => (mayLook(call, key) ? handle(call) : problemReply('not-found')),
  })
  return [
    at('/inbox', (call) => inboxPage(call, { box, key, base })),
    at('/inbox/messages', ({ c }) => {
      const to = queryOf(c, 'to')
      const after = queryOf(c, 'after')
      const messages = box.messages({ to, after })
      return jsonReply({ messages: messages.map((message) => ({ ...message, at: iso(message.at) })) })
    }),
    at('/inbox/messages/:id/html', ({ c }) => part(box.get(c.req.param('id') ?? ''), 'html')),
    at('/inbox/messages/:id/text', ({ c }) => part(box.get(c.req.param('id') ?? ''), 'text')),
  ]
}

function mayLook({ c, http }: Call, key: string | undefined): boolean {
  if (key !== undefined) return queryOf(c, 'key') === key || headerOf(c, 'postern-inbox-key') === key
  const sign = foreignSign({ peer: peerOf(c), header: (name) => headerOf(c, name) })
  return sign === undefined && !cameThroughProxy(c, http)
}

const proxyHeaders = ['forwarded', 'via', 'x-real-ip', 'cf-connecting-ip', 'true-client-ip']

/**
 * What else a careless proxy leaves behind, whoever it says calls: its headers, another host, HTTP/1.0, or a page of
 * another origin that led here. A framework that notes its own loopback address and host in development is no proxy.
 */
function cameThroughProxy(c: Context<Env>, http: Http): boolean {
  const host = headerOf(c, 'x-forwarded-host')
  const from = headerOf(c, 'referer')
  return (
    proxyHeaders.some((name) => headerOf(c, name) !== undefined) ||
    (host !== undefined && host !== http.host) ||
    (from !== undefined && !isLoopbackUrl(from)) ||
    c.env?.incoming?.httpVersion === '1.0'
  )
}

const isLoopbackUrl = (url: string): boolean => URL.canParse(url) && isLoopback(new URL(url).hostname)

function inboxPage(call: Call, { box, key, base }: Box): Answer {
  const messages = [...box.messages({})].reverse()
  const wanted = queryOf(call.c, 'id')
  const shown = (wanted === undefined ? messages[0] : box.get(wanted)) ?? messages[0]
  const query = key === undefined ? '' : `?key=${encodeURIComponent(key)}`
  const plain = pageContext(call)
  const context = {
    ...plain,
    assets: { ...plain.assets, css: assetUrl(call.scope.base, 'inbox.css') },
  }
  const selected = shown && {
    ...shown,
    htmlUrl: `${base}/inbox/messages/${shown.id}/html${query}`,
    textUrl: `${base}/inbox/messages/${shown.id}/text${query}`,
  }
  const html = devInboxPage(context, { messages, selected, key })
  return pageReply(html, 200, { headers: { 'content-security-policy': inboxPolicy } })
}

const inboxPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
const mailPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox allow-popups; frame-ancestors 'self'"

/** A mail is a foreign document: sandboxed, without scripts, in a frame of its own. */
function part(message: InboxMessage | undefined, form: 'html' | 'text'): Answer {
  if (!message) return problemReply('not-found')
  const headers = {
    ...privateHeaders,
    'content-security-policy': mailPolicy,
    'content-type': form === 'html' ? 'text/html; charset=utf-8' : 'text/plain; charset=utf-8',
  }
  return reply(form === 'html' ? message.html : message.text, 200, headers)
}
