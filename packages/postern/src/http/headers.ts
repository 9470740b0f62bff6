/**
 * Reading headers without building a `Headers` object where Node already has them as plain text, and writing the ones
 * that every answer carries. Headers are set before the answer exists; a finished response is never touched.
 */

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Context } from 'hono'

/** What a binding hands to Hono beside the request. */
export interface Env {
  Bindings: {
    readonly incoming?: IncomingMessage
    /** Node's own answer, behind our own binding only: a host's middleware must still see a `Response`. */
    readonly direct?: ServerResponse
    /** The other end of the connection, where the binding knows it. */
    readonly peer?: string
  }
}

/** The value of a header in lower case, several joined by a comma as RFC 9110 §5.3 has it. */
export function headerOf(c: Context<Env>, name: string): string | undefined {
  const incoming = c.env?.incoming
  if (!incoming) return c.req.raw.headers.get(name) ?? undefined
  const value = incoming.headers[name]
  return typeof value === 'string' ? value : value?.join(', ')
}

export function peerOf(c: Context<Env>): string | undefined {
  return c.env?.peer ?? c.env?.incoming?.socket?.remoteAddress
}

/** Every answer that may carry anything about a person. */
export const privateHeaders = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
} as const
