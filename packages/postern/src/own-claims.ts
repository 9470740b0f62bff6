/** The claims of an access token that nobody else may set, by name: the compiler knows when one is missing. */
import type { AccessClaims } from './ports/signer.ts'

const named: Readonly<Record<keyof AccessClaims, true>> = {
  iss: true,
  aud: true,
  sub: true,
  client_id: true,
  sid: true,
  iat: true,
  exp: true,
  jti: true,
  auth_time: true,
  amr: true,
  email: true,
  roles: true,
  handed_off: true,
}

export const ownClaims: readonly string[] = Object.keys(named)
