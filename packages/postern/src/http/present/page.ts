/** Pages: their context, their headers, their statuses. What they say is the views' business. */

import { withTexts } from '../../copy/custom-texts.ts'
import type { Locale } from '../../copy/locale.ts'
import { spoken, wordsOf } from '../../copy/words.ts'
import { inApplication, type Scope } from '../../domain/scope.ts'
import { previewParts } from '../../engine/rules/previews.ts'
import { type AssetName, assets } from '../../pages/assets.generated.ts'
import type { PageContext } from '../../pages/views.ts'
import type { Answer } from '../answer.ts'
import type { Call } from '../call.ts'
import { privateHeaders } from '../headers.ts'
import type { Http } from '../http.ts'
import { outcomeHeaders, type ProblemMore, reply } from '../reply.ts'

export function pageContext({ http, scope, locale }: Pick<Call, 'http' | 'scope' | 'locale'>): PageContext {
  const { application, base } = scope
  const { look, name, homeUrl } = application
  const bare = bareContext(http, locale, base)
  const texts = application.texts?.[bare.locale]
  const logoUrl = look?.logo === undefined ? application.logoUrl : base + look.logo
  return {
    ...bare,
    query: inApplication(application.id),
    application: { name, logoUrl, homeUrl },
    ...(texts && { words: withTexts(wordsOf(bare.locale), texts).pages }),
    ...(look && { assets: { ...bare.assets, theme: base + look.sheet } }),
    theme: application.theme,
    timeZone: application.timeZone,
  }
}

/** For answers that come before any application is known. */
export function bareContext(http: Http, locale: Locale, base: string = http.base): PageContext {
  return {
    locale: spoken(locale),
    base,
    application: { name: 'Postern' },
    assets: {
      css: assetUrl(base, 'pages.css'),
      script: assetUrl(base, 'page.js'),
      icon: assetUrl(base, 'icon.svg'),
      account: assetUrl(base, 'account.css'),
    },
    development: http.inbox !== undefined && http.inbox.key === undefined,
    inboxUrl: http.inbox && `${http.inbox.base}/inbox`,
    now: http.clock.now(),
  }
}

/** Under a name that changes with the content, so that it may be kept for ever. */
export function assetUrl(base: string, name: AssetName): string {
  return `${base}/assets/${assets[name].hash}/${name}`
}

const basePolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: https:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'"

/** A finished form goes to the application, and browsers hold redirects to `form-action` too. */
export function pageReply(
  html: string,
  status: number,
  more: Pick<ProblemMore, 'retryAt' | 'now' | 'headers'> & {
    readonly scope?: Scope
    readonly cookies?: readonly string[]
  } = {},
): Answer {
  const headers = {
    ...privateHeaders,
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `${basePolicy}; form-action 'self'${more.scope ? formTargets(more.scope) : ''}`,
    'x-frame-options': 'DENY',
    'x-robots-tag': 'noindex, nofollow',
    'cross-origin-opener-policy': 'same-origin',
    ...outcomeHeaders(status, more.retryAt, more.now),
    ...more.headers,
  }
  return reply(html, status, headers, more.cookies)
}

const targets = new WeakMap<Scope['application'], string>()

function formTargets({ application }: Scope): string {
  const known = targets.get(application)
  if (known !== undefined) return known
  const urls = [...application.redirects, ...(application.startUrl ? [application.startUrl] : [])]
  const previews = application.previews.flatMap((pattern) => previewParts(pattern)?.rest ?? [])
  const sources = urls.filter((url) => URL.canParse(url)).map(sourceOf)
  // A policy knows whole labels only. Where a form may end is decided by the list, and this follows it.
  const made = [...new Set([...sources, ...previews.map((rest) => `https://*.${rest}`)])]
    .map((source) => ` ${source}`)
    .join('')
  targets.set(application, made)
  return made
}

/** A native application has a scheme of its own (RFC 8252 §7.1), or a loopback address with any port (§7.3). */
function sourceOf(url: string): string {
  const { origin, protocol, hostname } = new URL(url)
  if (protocol !== 'https:' && protocol !== 'http:') return protocol
  return hostname === '127.0.0.1' || hostname === '[::1]' ? `${protocol}//${hostname}:*` : origin
}
