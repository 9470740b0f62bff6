/**
 * One access token (RFC 9068) against the keys and the options, without asking anybody beyond the keys. Signature before
 * claims: nothing is said about what a token claims before it is known who wrote it.
 */
import type { JWTHeaderParameters, JWTPayload, JWTVerifyGetKey, JWTVerifyOptions } from 'jose'
import { jwtVerify } from 'jose/jwt/verify'
import { type InvalidReason, Refused, type ValidToken } from './answer.ts'
import type { KeySet } from './key-set.ts'
import type { CheckedVerifierOptions } from './options.ts'

/** Twice what the largest sensible set of claims takes, and half of what Node lets a request's headers have. */
const longest = 8192
/** Decoders forgive white space and padding; here one token has one spelling. */
const shape = /^[\w-]+\.[\w-]+\.[\w-]+$/

/** Throws `Refused`. */
export type TokenCheck = (token: string) => Promise<ValidToken>

export function createTokenCheck(options: CheckedVerifierOptions, keys: KeySet): TokenCheck {
  const { issuer, audience, algorithms, applications, clockTolerance, now } = options
  const fixed: JWTVerifyOptions = {
    issuer,
    audience: [...audience],
    algorithms: [...algorithms],
    requiredClaims: ['exp'],
    clockTolerance: clockTolerance / 1000,
  }
  const findKey: JWTVerifyGetKey = (header) => keys.find(header.alg, kidOf(header))
  return async (token) => {
    if (token.length > longest || !shape.test(token)) throw new Refused('malformed')
    try {
      const { payload } = await jwtVerify(token, findKey, { ...fixed, currentDate: new Date(now()) })
      const valid = read(payload)
      if (applications?.includes(valid.application) === false) throw new Refused('wrong-application')
      return valid
    } catch (error) {
      return refuse(error)
    }
  }
}

/** `jku`, `jwk`, `x5u` and `x5c` are never looked at: keys come from the configuration alone. */
function kidOf({ typ, kid, crit }: JWTHeaderParameters): string {
  if (crit !== undefined) throw new Refused('malformed')
  if (typeof typ !== 'string' || !/^(?:application\/)?at\+jwt$/i.test(typ)) throw new Refused('wrong-type')
  if (typeof kid !== 'string') throw new Refused('unknown-key')
  return kid
}

function read(payload: JWTPayload): ValidToken {
  const { sub, sid, client_id: application, jti, iat, exp, roles = [], email = null } = payload
  const areTexts = [sub, sid, application, jti].every((one) => typeof one === 'string' && one !== '')
  const expiresAt = new Date(Number(exp) * 1000)
  const areFacts = typeof iat === 'number' && areRoles(roles) && (email === null || typeof email === 'string')
  if (!areTexts || !areFacts || Number.isNaN(expiresAt.getTime())) throw new Refused('malformed')
  return {
    status: 'valid',
    userId: sub as string,
    sessionId: sid as string,
    application: application as string,
    roles,
    email,
    claims: payload,
    expiresAt,
  }
}

export function areRoles(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((role) => typeof role === 'string')
}

const byClaim: Readonly<Record<string, InvalidReason>> = { iss: 'wrong-issuer', aud: 'wrong-audience', nbf: 'not-yet' }

/** What jose says, in our words. What has no word of its own is refused too. */
function refuse(error: unknown): never {
  if (error instanceof Refused) throw error
  const { code, claim, reason } = error as { code?: string; claim?: string; reason?: string }
  switch (code) {
    case 'ERR_JWT_EXPIRED':
      throw new Refused('expired')
    case 'ERR_JWT_CLAIM_VALIDATION_FAILED':
      throw new Refused((reason === 'check_failed' && byClaim[claim ?? '']) || 'malformed')
    case 'ERR_JWS_INVALID':
    case 'ERR_JWT_INVALID':
      throw new Refused('malformed')
    default:
      throw new Refused('bad-signature')
  }
}
