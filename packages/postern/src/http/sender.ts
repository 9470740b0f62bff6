/** What a host hands over as the request it is answering, in the three forms that hosts have. */
import type { IncomingMessage } from 'node:http'
import type { Sender } from './client/read-client.ts'

/** Anything that carries the caller's headers. */
export type CallerSource = Request | Headers | IncomingMessage

/** Whether it is one, as far as we look at it: a promise of headers is none. */
export function isCallerSource(from: unknown): from is CallerSource {
  if (typeof from !== 'object' || from === null) return false
  const { get, headers } = from as { readonly get?: unknown; readonly headers?: unknown }
  return typeof get === 'function' || (typeof headers === 'object' && headers !== null)
}

export function senderOf(from: CallerSource): Sender {
  const peer = 'socket' in from ? from.socket.remoteAddress : undefined
  return { header: (name) => headerIn(from, name), peer }
}

/** Asked for what it can do, and not for its class: a host may bring a `Headers` of its own. */
export function headerIn(from: CallerSource, name: string): string | undefined {
  const headers = 'headers' in from ? from.headers : from
  if (isWebHeaders(headers)) return headers.get(name) ?? undefined
  const value = headers[name]
  return typeof value === 'string' ? value : value?.join(', ')
}

const isWebHeaders = (headers: Headers | IncomingMessage['headers']): headers is Headers =>
  typeof (headers as { get?: unknown }).get === 'function'
