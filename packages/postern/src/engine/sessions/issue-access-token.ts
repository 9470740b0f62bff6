/** A short token for other services, from the session that a cookie holds. Nothing is stored for it. */
import type { Client } from '../../domain/client.ts'
import type { Operation } from '../operation.ts'
import { isOff } from '../rules/gate.ts'
import { accessToken, type Tokens } from '../rules/tokens.ts'
import { turnNow } from '../rules/turn.ts'
import { readOwnSession } from './read.ts'

export type IssuedAccessToken =
  | { readonly kind: 'issued'; readonly tokens: Tokens }
  | { readonly kind: 'unauthenticated' | 'sign-in-off' }

export const issueAccessToken: Operation<{ readonly client: Client }, IssuedAccessToken> = async (
  ports,
  scope,
  { client },
) => {
  const current = await readOwnSession(ports, scope, { client })
  if (current && isOff(scope)) return { kind: 'sign-in-off' }
  const tokens = current && (await accessToken(turnNow(ports, scope), current))
  return tokens ? { kind: 'issued', tokens } : { kind: 'unauthenticated' }
}
