/**
 * Binding for Node's `(request, response)`. It survives a body parser that ran before it and a mount path that was
 * taken off: Express and Connect do both.
 */
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import type { Hono } from 'hono'
import type { Env } from '../http/headers.ts'
import { atBase, isBelow } from './mount.ts'
import { plainRequest, writeLeft } from './plain-request.ts'

/** Never rejects. What it returns is for tests; a server need not wait for it. */
export type NodeListener = (incoming: IncomingMessage, outgoing: ServerResponse) => void

/** What routers and parsers leave on a message. Types of theirs that say it too do not agree with each other. */
interface Marks {
  originalUrl?: string
  body?: unknown
  rawBody?: unknown
}

/**
 * The app as a listener. `appOf` may still be opening when the first request comes. With a `base` it answers there,
 * whether or not somebody took that off before.
 */
export function nodeListener(appOf: () => Hono<Env> | Promise<Hono<Env>>, base?: string): NodeListener {
  const fetch = (request: Request, incoming: IncomingMessage, direct: ServerResponse) => {
    const app = appOf()
    const bindings = { incoming, direct }
    return app instanceof Promise ? app.then((opened) => opened.fetch(request, bindings)) : app.fetch(request, bindings)
  }
  const adapt = getRequestListener(
    (request, env) => {
      const { incoming, outgoing } = env as { incoming: IncomingMessage; outgoing: ServerResponse }
      return fetch(request, incoming, outgoing)
    },
    // The process belongs to the host application: its globals stay as they are.
    { overrideGlobalObjects: false },
  )
  return (incoming, outgoing) => {
    restoreUrl(incoming, base)
    restoreBody(incoming)
    const plain = plainRequest(incoming, outgoing)
    if (!plain) return void adapt(incoming, outgoing)
    const fetched = fetch(plain, incoming, outgoing)
    if (!(fetched instanceof Promise)) return writeLeft(incoming, outgoing, fetched)
    void fetched.catch(broken).then((response) => writeLeft(incoming, outgoing, response))
  }
}

/** There is no app, or it broke where it must not. Left alone, that would end the process of the host. */
const broken = (): Response => new Response(null, { status: 500 })

function restoreUrl(incoming: IncomingMessage, base: string | undefined): void {
  const { url = '/' } = incoming
  const { originalUrl = url } = incoming as Marks
  // An outer path that is not the base was made by a router of the host's: what that left is the better witness.
  incoming.url = base === undefined || isBelow(originalUrl, base) ? originalUrl : atBase(url, base)
}

function restoreBody(incoming: IncomingMessage): void {
  const marks = incoming as Marks
  const { body, rawBody } = marks
  if ((body ?? rawBody) === undefined || !incoming.readableEnded || Buffer.isBuffer(rawBody)) return
  const bytes = typeof rawBody === 'string' ? Buffer.from(rawBody) : rewrite(body, incoming.headers)
  // Where `@hono/node-server` looks for a body that was read before.
  marks.rawBody = bytes
  incoming.headers['content-length'] = String(bytes.byteLength)
}

/** What a parser took apart, put together again in the form its content type promises. Of nothing some make an object. */
function rewrite(body: unknown, headers: IncomingHttpHeaders): Buffer {
  const { 'content-type': type = '', 'content-length': length = '0', 'transfer-encoding': encoding } = headers
  // HTTP/2 has neither header where there is a body.
  const isNothing = Number(length) === 0 && encoding === undefined && Object.keys(Object(body)).length === 0
  if (isNothing) return Buffer.alloc(0)
  if (Buffer.isBuffer(body)) return body
  if (typeof body === 'string') return Buffer.from(body)
  if (type.startsWith('application/x-www-form-urlencoded') && typeof body === 'object' && body !== null) {
    const pairs = new URLSearchParams()
    for (const [name, value] of Object.entries(body)) for (const one of [value].flat()) pairs.append(name, String(one))
    return Buffer.from(pairs.toString())
  }
  return Buffer.from(JSON.stringify(body ?? {}))
}
