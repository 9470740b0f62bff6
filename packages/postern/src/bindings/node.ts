/**
 * Binding for Node's `(request, response)`. It survives a body parser that ran before it and a mount path that was
 * taken off: Express and Connect do both.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import type { Hono } from 'hono'
import type { Env } from '../http/headers.ts'

export type NodeListener = (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void>

interface Parsed extends IncomingMessage {
  originalUrl?: string
  body?: unknown
  rawBody?: Buffer
}

export interface NodeBindingOptions {
  /**
   * Lets the adapter replace the process's `Request` and `Response` by lighter ones. For a process of our own; never
   * in somebody else's.
   */
  readonly ownProcess?: boolean
}

/** The app as a listener. `appOf` may still be opening when the first request comes. */
export function nodeListener(
  appOf: () => Hono<Env> | Promise<Hono<Env>>,
  options: NodeBindingOptions = {},
): NodeListener {
  const listener = getRequestListener(
    (request, env) => {
      const app = appOf()
      const bindings = env as Env['Bindings']
      return app instanceof Promise
        ? app.then((opened) => opened.fetch(request, bindings))
        : app.fetch(request, bindings)
    },
    { overrideGlobalObjects: options.ownProcess ?? false },
  )
  return (incoming, outgoing) => {
    restore(incoming)
    return listener(incoming, outgoing)
  }
}

function restore(incoming: Parsed): void {
  if (incoming.originalUrl !== undefined) incoming.url = incoming.originalUrl
  if (incoming.body === undefined || !incoming.readableEnded || incoming.rawBody) return
  incoming.rawBody = rewrite(incoming.body, incoming.headers['content-type'] ?? '')
  incoming.headers['content-length'] = String(incoming.rawBody.byteLength)
}

/** What a parser took apart, put together again in the form its content type promises. */
function rewrite(body: unknown, type: string): Buffer {
  if (Buffer.isBuffer(body)) return body
  if (typeof body === 'string') return Buffer.from(body)
  if (type.startsWith('application/x-www-form-urlencoded') && typeof body === 'object' && body !== null) {
    const pairs = new URLSearchParams()
    for (const [name, value] of Object.entries(body)) for (const one of [value].flat()) pairs.append(name, String(one))
    return Buffer.from(pairs.toString())
  }
  return Buffer.from(JSON.stringify(body ?? {}))
}
