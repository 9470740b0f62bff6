/** Who calls, by the session cookie or a bearer's token, and nothing else: a session check needs no more. */
import type { Client } from '../domain/client.ts'
import type { Scope } from '../domain/scope.ts'
import { cookieName, readCookie } from './client/cookies.ts'
import { heldBy } from './holder.ts'
import { type CallerSource, headerIn } from './sender.ts'

export function readCaller(from: CallerSource, scope: Scope, secure: boolean): Client {
  const cookie = readCookie(headerIn(from, 'cookie'), cookieName('session', scope.tenant.id, secure))
  return { kind: 'program', asked: {}, networks: [], ...heldBy(scope, cookie, headerIn(from, 'authorization')) }
}
