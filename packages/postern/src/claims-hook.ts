/** The host application's own claims: asked for in time, never trusted to fit. A token without them is better than none. */
import { PosternError } from './domain/errors.ts'
import { seconds } from './domain/instant.ts'
import { publicSession, publicUser } from './nouns/public-user.ts'
import { ownClaims } from './own-claims.ts'
import type { ClaimsHook } from './ports/ports.ts'
import type { AddedClaims, TokenOptions } from './token-options.ts'

const patience = seconds(2)
/** In letters of JSON: a token must fit into a header. */
const longest = 4096

/** What RFC 7519, RFC 9068 and we say ourselves. */
const reserved: readonly string[] = [...ownClaims, 'nbf', 'cnf']

export function createClaims(hook: NonNullable<TokenOptions['claims']>, onFault: (fault: unknown) => void): ClaimsHook {
  return async (user, session, roles) => {
    try {
      const added = await inTime(Promise.resolve().then(() => hook(publicUser(user, roles), publicSession(session))))
      return fitting(added, onFault)
    } catch (fault) {
      onFault(fault)
      return {}
    }
  }
}

function fitting(added: unknown, onFault: (fault: unknown) => void): AddedClaims {
  if (added === undefined || added === null) return {}
  if (typeof added !== 'object' || Array.isArray(added)) throw broken('must answer an object')
  const taken = Object.keys(added).filter((name) => reserved.includes(name))
  if (taken.length > 0) onFault(broken(`cannot overwrite ${taken.join(', ')}`))
  const claims = Object.fromEntries(Object.entries(added).filter(([name]) => !taken.includes(name)))
  if (JSON.stringify(claims).length > longest) throw broken(`answered more than ${longest} letters of JSON`)
  return claims
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(broken('took longer than 2 s')), patience)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

const broken = (what: string): PosternError => new PosternError('server-error', `tokens.claims ${what}`)
