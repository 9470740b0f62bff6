/** Claims that an application adds to its access tokens: none of them is Postern's own. */
import { ownClaims, type TokenSettings } from 'postern/kit'
import type { TokensSetting } from '../resources/settings.ts'

const reserved = new Set([...ownClaims, 'nbf', 'acr', 'azp', 'scope', 'cnf', 'act'])
const mostClaims = 2_048

/** Throws a `TypeError` that names what is wrong. */
export function addedClaims(claims: TokensSetting['claims']): Pick<TokenSettings, 'claims'> {
  if (!claims) return {}
  for (const [group, named] of Object.entries(claims)) {
    const taken = Object.keys(named ?? {}).find((name) => reserved.has(name))
    if (taken !== undefined) throw new TypeError(`tokens.claims.${group}.${taken} is a claim of Postern's own`)
  }
  if (JSON.stringify(claims).length > mostClaims) throw new TypeError('tokens.claims must be 2048 characters at most')
  return { claims: claims as NonNullable<TokenSettings['claims']> }
}
