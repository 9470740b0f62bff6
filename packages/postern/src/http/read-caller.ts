/** Who calls, by the session cookie or a bearer's token, from a request, its headers, or Node's message. */
import type { IncomingMessage } from 'node:http'
import type { Client } from '../domain/client.ts'
import type { Scope } from '../domain/scope.ts'
import { cookieName, readCookie } from './client/cookies.ts'
import { heldBy } from './holder.ts'

export function readCaller(from: Request | Headers | IncomingMessage, scope: Scope, secure: boolean): Client {
  const cookie = readCookie(headerOf(from, 'cookie'), cookieName('session', scope.tenant.id, secure))
  return { kind: 'program', asked: {}, networks: [], ...heldBy(scope, cookie, headerOf(from, 'authorization')) }
}

function headerOf(from: Request | Headers | IncomingMessage, name: 'cookie' | 'authorization'): string | undefined {
  const headers = 'headers' in from ? from.headers : from
  if (typeof (headers as Headers).get === 'function') return (headers as Headers).get(name) ?? undefined
  return (headers as IncomingMessage['headers'])[name]
}
