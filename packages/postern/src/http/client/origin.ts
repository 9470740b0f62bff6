/**
 * Whether a call that changes something may come from where it says it comes from: the guard against request forgery.
 * Pure; it knows headers and two lists, no routes. What is refused is told how to be let in.
 */
import { strip } from './strip.ts'

export interface OriginFacts {
  readonly method: string
  readonly secFetchSite?: string | null | undefined
  readonly origin?: string | null | undefined
  readonly contentType?: string | null | undefined
  /** Whether the request carries a cookie of ours. */
  readonly hasCookie: boolean
  /** The origin of the base URL, from configuration. */
  readonly ownOrigin: string
  /** The application's other origins. */
  readonly origins: readonly string[]
}

export type Judgement = { readonly kind: 'pass' } | { readonly kind: 'refused'; readonly hint: string }

const pass: Judgement = { kind: 'pass' }
const safeMethods: readonly string[] = ['GET', 'HEAD', 'OPTIONS']
/** What an HTML form can send without being asked first (Fetch: a CORS-safelisted content type). */
const formTypes: readonly string[] = ['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain']

/** `Sec-Fetch-Site` decides; `Origin` where it is absent; where both are, what the request itself can prove. */
export function judgeOrigin(facts: OriginFacts): Judgement {
  if (safeMethods.includes(facts.method.toUpperCase())) return pass
  if (facts.secFetchSite) return judgeSite(facts, facts.secFetchSite)
  if (facts.origin) return judgeOriginHeader(facts, facts.origin)
  return judgeWithout(facts)
}

/** The browser says it itself and no page can change it, so an `Origin: null` beside `same-origin` is no contradiction. */
function judgeSite(facts: OriginFacts, site: string): Judgement {
  if (site === 'same-origin' || site === 'none') return pass
  return isListed(facts) ? pass : foreign(facts)
}

function judgeOriginHeader(facts: OriginFacts, origin: string): Judgement {
  if (origin === 'null') {
    return refused(
      `\`Origin: null\` names no page. Send \`Origin: ${facts.ownOrigin}\`: the calling page must be neither sandboxed nor under \`Referrer-Policy: no-referrer\`.`,
    )
  }
  return origin === facts.ownOrigin || isListed(facts) ? pass : foreign(facts)
}

function judgeWithout(facts: OriginFacts): Judgement {
  const type = essence(facts.contentType)
  if (formTypes.includes(type))
    return refused(`A form must say where it comes from. Add the header \`Origin: ${facts.ownOrigin}\`.`)
  if (!facts.hasCookie || isJson(type) || facts.method.toUpperCase() !== 'POST') return pass
  return refused(
    `A request with a cookie must say where it comes from. Add the header \`Origin: ${facts.ownOrigin}\`, or send JSON with \`Content-Type: application/json\`.`,
  )
}

function isListed({ origin, origins }: OriginFacts): boolean {
  return typeof origin === 'string' && origin !== 'null' && origins.includes(origin)
}

function foreign(facts: OriginFacts): Judgement {
  return refused(
    `The header \`Origin\` names none of the application's \`origins\`. Add the calling page's origin there, or call from a page of ${facts.ownOrigin}.`,
  )
}

const refused = (hint: string): Judgement => ({ kind: 'refused', hint })

const isJson = (type: string): boolean =>
  type === 'application/json' || /^application\/[a-z0-9.-]{1,64}\+json$/.test(type)

function essence(contentType: string | null | undefined): string {
  const [type = ''] = (contentType ?? '').split(';', 1)
  return strip(type).toLowerCase()
}
