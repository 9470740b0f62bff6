/** What a host hands over as the request it is answering, in the three forms that hosts have. */
import type { IncomingMessage } from 'node:http'
import type { Sender } from './client/read-client.ts'

/** Anything that carries the caller's headers. */
export type CallerSource = Request | Headers | IncomingMessage

export function senderOf(from: CallerSource): Sender {
  const headers = 'headers' in from ? from.headers : from
  const peer = 'socket' in from ? from.socket.remoteAddress : undefined
  return { header: (name) => headerIn(headers, name), peer }
}

/** Asked for what it can do, and not for its class: a host may bring a `Headers` of its own. */
function headerIn(headers: Headers | IncomingMessage['headers'], name: string): string | undefined {
  if (isWebHeaders(headers)) return headers.get(name) ?? undefined
  const value = headers[name]
  return typeof value === 'string' ? value : value?.join(', ')
}

const isWebHeaders = (headers: Headers | IncomingMessage['headers']): headers is Headers =>
  typeof (headers as { get?: unknown }).get === 'function'
