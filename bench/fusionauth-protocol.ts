/** A sign-in by FusionAuth's contract: a key starts it and holds its code, which a second request redeems without a token. */
import type { Protocol } from './contestants.ts'
import { post } from './load/wire.ts'
import { applicationId, key } from './servers/fusionauth-key.ts'

export const fusionAuth: Protocol = {
  request: (email) => post('/api/passwordless/start', { applicationId, loginId: email }, key),
  tokenIn: (reply) => /"code":"([^"]+)"/.exec(reply.body)?.[1],
  redeem: (code) => post('/api/passwordless/login', { code, applicationId, noJWT: true }),
  // Who it is: the caller keeps a session of its own.
  held: (reply) => /"email":"([^"]+)"/.exec(reply.body)?.[1] ?? '',
  check: () => post('/api/passwordless/login', { code: '', applicationId }),
}
