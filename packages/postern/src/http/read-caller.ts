/** The caller's session credential from a request, its headers, or Node's message. */
import type { IncomingMessage } from 'node:http'
import type { Client } from '../domain/client.ts'
import { parseCredential } from '../domain/credential.ts'
import type { Scope } from '../domain/scope.ts'
import { cookieName, readCookie } from './client/cookies.ts'

export function readCaller(from: Request | Headers | IncomingMessage, scope: Scope, secure: boolean): Client {
  const session = parseCredential<'session'>(
    readCookie(cookieHeader(from), cookieName('session', scope.tenant.id, secure)),
  )
  return { kind: 'program', asked: {}, networks: [], ...(session ? { session } : {}) }
}

function cookieHeader(from: Request | Headers | IncomingMessage): string | undefined {
  const headers = 'headers' in from ? from.headers : from
  if (typeof (headers as Headers).get === 'function') return (headers as Headers).get('cookie') ?? undefined
  return (headers as IncomingMessage['headers']).cookie
}
