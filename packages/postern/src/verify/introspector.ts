/** Asks the issuer whether a good token's session is still there (RFC 7662), and remembers the answer as long as asked. */
import { Refused, type ValidToken } from './answer.ts'
import { areRoles } from './check-token.ts'
import { fetchJson } from './fetch-json.ts'
import type { CheckedVerifierOptions } from './options.ts'

const timeLimit = 3_000
const sizeLimit = 65_536
const mostRemembered = 10_000

/** The token with its roles as they are now. Throws `Refused`: `revoked` or `introspection-unavailable`. */
export type Introspector = (token: string, valid: ValidToken) => Promise<ValidToken>

type Answer = { readonly kind: 'revoked' } | { readonly kind: 'active'; readonly roles?: readonly string[] }

interface Remembered {
  readonly answer: Answer
  readonly at: number
}

export function createIntrospector({ introspection, ask, now }: CheckedVerifierOptions): Introspector | undefined {
  if (introspection === undefined) return undefined
  const { url, secret, cacheFor } = introspection
  const remembered = new Map<string, Remembered>()

  const recall = (id: string): Answer | undefined => {
    const found = remembered.get(id)
    const age = found === undefined ? -1 : now() - found.at
    return age >= 0 && age < cacheFor ? found?.answer : undefined
  }

  const askIssuer = async (token: string, valid: ValidToken): Promise<Answer> => {
    const at = now()
    const init = formWith(token, secret)
    const answer = read(await fetchJson({ ask, url, init, timeLimit, sizeLimit }).catch(unavailable), valid)
    if (cacheFor > 0) remember(remembered, String(valid.claims['jti']), { answer, at })
    return answer
  }

  return async (token, valid) => {
    const answer = recall(String(valid.claims['jti'])) ?? (await askIssuer(token, valid))
    if (answer.kind === 'revoked') throw new Refused('revoked')
    return answer.roles === undefined ? valid : { ...valid, roles: answer.roles }
  }
}

function formWith(token: string, secret: string): RequestInit {
  return {
    method: 'POST',
    headers: {
      authorization: `Bearer ${secret}`,
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'application/json',
    },
    body: new URLSearchParams({ token, token_type_hint: 'access_token' }).toString(),
  }
}

/** An answer about anything but this token's user and session is none. */
function read(body: unknown, { userId, sessionId }: ValidToken): Answer {
  const { active, sub, sid, roles } = Object(body) as Record<string, unknown>
  if (active === false) return { kind: 'revoked' }
  if (active !== true || sub !== userId || sid !== sessionId) return unavailable(new Error('no introspection answer'))
  return areRoles(roles) ? { kind: 'active', roles } : { kind: 'active' }
}

function unavailable(cause: unknown): never {
  throw new Refused('introspection-unavailable', cause)
}

/** The oldest go first. */
function remember(remembered: Map<string, Remembered>, id: string, one: Remembered): void {
  remembered.delete(id)
  remembered.set(id, one)
  const [oldest] = remembered.keys()
  if (remembered.size > mostRemembered && oldest !== undefined) remembered.delete(oldest)
}
