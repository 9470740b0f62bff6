/** A sign-in through an application's routes: three requests, and tokens of the callback in between. */
import type { Protocol } from './contestants.ts'
import { cookiesOf, get, post } from './load/wire.ts'
import { tenantOf } from './servers/app-tenants.ts'

/** RFC 7636, appendix B: the load hashes nothing. */
const codeVerifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
const codeChallenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'

const callbackOf = (number: number): string => `https://app-${number}.example.com/callback`

export const applicationRoutes: Protocol = {
  request(email) {
    const number = tenantOf(email)
    const redirectUri = callbackOf(number)
    return post(`/apps/app-${number}/sign-in`, { email, redirectUri, state: 'state', codeChallenge })
  },
  redeem(token, asked) {
    const at = token.lastIndexOf('/') + 1
    const handle = asked && /"handle":"([^"]+)"/.exec(asked.body)?.[1]
    return post(`/${token.slice(0, at)}auth/magic-link/verify`, { token: token.slice(at), ...(handle && { handle }) })
  },
  held: cookiesOf,
  complete(_, redeemed) {
    const number = /"next":"https:\/\/app-(\d+)\./.exec(redeemed.body)?.[1]
    const code = /[?&]code=([^&"]+)/.exec(redeemed.body)?.[1]
    return post(`/apps/app-${number}/exchange`, { code, codeVerifier, redirectUri: callbackOf(Number(number)) })
  },
  check: (cookies) => get(`/t/${tenantIn(cookies)}/auth/me`, cookies),
}

/** Cookies are called after their tenant. */
const tenantIn = (cookies: string): string => /postern-session-(t\d+)=/.exec(cookies)?.[1] ?? 't0'
