/**
 * The verifier of another service: who calls, by an access token of Postern's. Knows the issuer's public keys and, if it
 * is told a secret, its introspection; has no database, no cookie and no way to sign anybody in.
 */
import { type InvalidToken, Refused, type ValidToken, type Verification } from './answer.ts'
import { createTokenCheck } from './check-token.ts'
import { createIntrospector } from './introspector.ts'
import { createKeySet } from './key-set.ts'
import { checkVerifierOptions, type VerifierOptions } from './options.ts'
import { readToken, type TokenSource } from './read-token.ts'
import { TokenRefused } from './token-refused.ts'

export interface VerifyOptions {
  /** Asks the issuer whether the session is still there, for what must not happen after a sign-out. */
  readonly introspect?: boolean
}

export interface Verifier {
  /**
   * Never rejects for what a token or an issuer does: anything in doubt is `invalid`. By the token alone a session that
   * was ended counts until the token's `exp`; with introspection it does not.
   */
  verify(source: TokenSource, options?: VerifyOptions): Promise<Verification>
  /** The same, for who has nothing to say to strangers: throws `TokenRefused`. */
  requireUser(source: TokenSource, options?: VerifyOptions): Promise<ValidToken>
}

/**
 * Checks the options and asks nobody: keys are fetched with the first token, and kept. Make one and keep it.
 *
 * @throws TypeError that names the option.
 */
export function createVerifier(options: VerifierOptions): Verifier {
  const checked = checkVerifierOptions(options)
  const check = createTokenCheck(checked, createKeySet(checked))
  const introspect = createIntrospector(checked)

  const verify = async (source: TokenSource, asked: VerifyOptions = {}): Promise<Verification> => {
    if (asked.introspect && !introspect) throw new TypeError('introspection must be set to introspect')
    const token = readToken(source)
    if (token === undefined) return { status: 'invalid', reason: 'missing' }
    try {
      const valid = await check(token)
      return introspect && (checked.always || asked.introspect) ? await introspect(token, valid) : valid
    } catch (error) {
      return invalid(error)
    }
  }

  return {
    verify,
    async requireUser(source, asked) {
      const verification = await verify(source, asked)
      if (verification.status === 'invalid') throw new TokenRefused(verification)
      return verification
    },
  }
}

function invalid(error: unknown): InvalidToken {
  if (!(error instanceof Refused)) throw error
  const { reason, cause } = error
  return { status: 'invalid', reason, ...(cause instanceof Error ? { cause } : {}) }
}
