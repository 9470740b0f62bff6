/** By what a caller is somebody: our cookie, or the token of a bearer. */
import type { Client } from '../domain/client.ts'
import { parseCredential, RawSecret } from '../domain/credential.ts'
import type { Scope } from '../domain/scope.ts'
import { readBearer } from './client/bearer.ts'

/**
 * Where tokens are not used, a host application's own `Authorization` is none of our business. In bearer mode the header
 * goes before a cookie that a page of ours may have set; in cookie mode the cookie does.
 */
export function heldBy(
  { application: { tokens } }: Scope,
  cookie: string | undefined,
  authorization: string | null | undefined,
): Pick<Client, 'session' | 'accessToken' | 'bearer'> {
  const token = tokens ? readBearer(authorization) : undefined
  if (token !== undefined && (tokens?.mode === 'bearer' || cookie === undefined)) {
    return {
      bearer: true,
      ...(tokens?.accessToken === false ? sessionOf(token) : { accessToken: new RawSecret(token) }),
    }
  }
  return sessionOf(cookie)
}

function sessionOf(text: string | undefined): Pick<Client, 'session'> {
  const session = parseCredential<'session'>(text)
  return session ? { session } : {}
}
