import type { Credential } from '../../../domain/credential.ts'
import { isBearer, type TokenHolder, type Tokens, tokensOf } from '../../rules/tokens.ts'
import type { Turn } from '../../rules/turn.ts'
import type { FoundAttempt } from '../find-attempt.ts'

/**
 * What a bearer holds after a step-up: tokens that say so. Its refresh token stays as it is. `undefined` for whoever holds
 * a cookie.
 */
export async function tokensAfter(
  turn: Turn,
  { attempt, client }: FoundAttempt,
  holder: TokenHolder,
  session: Credential<'session'> | undefined,
): Promise<Tokens | undefined> {
  const holdsTokens = client.bearer ?? (isBearer(turn.scope) && !client.session)
  if (!holdsTokens || attempt.purpose !== 'step-up') return undefined
  const provedAt = attempt.finish?.at ?? turn.now
  return tokensOf(turn, { ...holder, session: { ...holder.session, provedAt } }, session)
}
