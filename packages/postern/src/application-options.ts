/** What an application is: its part of the options, checked, with what is not said filled in. */
import { check, fail } from './check.ts'
import { locales as allLocales, chooseLocale } from './copy/locale.ts'
import { parseEmailAddress } from './domain/email-address.ts'
import type { Id } from './domain/id.ts'
import { days, hours, minutes } from './domain/instant.ts'
import { isLoopback } from './domain/loopback.ts'
import type { Application, CodeFormat, Lifetimes, SignUp, TightLimits } from './domain/scope.ts'
import { isSoundCode } from './engine/rules/policy.ts'
import { previewFault } from './engine/rules/previews.ts'
import type { PosternOptions } from './options.ts'

/** The options of an application, whoever wrote them down. */
export type ApplicationOptions = Pick<
  PosternOptions<string, object>,
  | 'approval'
  | 'code'
  | 'explainClosed'
  | 'homeUrl'
  | 'lifetimes'
  | 'limits'
  | 'link'
  | 'linkUrl'
  | 'liveSets'
  | 'locale'
  | 'logoUrl'
  | 'name'
  | 'newDeviceMail'
  | 'origins'
  | 'redirects'
  | 'roles'
  | 'sameBrowserOnly'
  | 'signUp'
  | 'startUrl'
  | 'theme'
  | 'timeZone'
> & { readonly mail: { readonly from: string; readonly postalLine?: string } } & MoreOptions

/** What only a server of several applications sets. */
interface MoreOptions {
  readonly signIn?: 'on' | 'off'
  /** `https://*.preview.example.com/callback`: one `*` in the first label of a host whose rest is yours, and nobody else's. */
  readonly previews?: readonly string[]
  readonly tightLimits?: TightLimits
  /** The languages it speaks. */
  readonly locales?: readonly string[]
}

export const defaultLifetimes: Lifetimes = {
  secrets: minutes(10),
  sessionIdle: days(7),
  session: days(30),
  binding: hours(24),
  knownBrowser: days(365),
  freshProof: minutes(10),
}

const defaultCode: CodeFormat = { kind: 'digits', length: 6 }

/** The application that the options describe, `default` unless it is another one; `origin` is that of the base URL. */
export function checkApplication(options: ApplicationOptions, origin: string, id = 'default'): Application {
  const code = options.code ?? defaultCode
  const liveSets = options.liveSets ?? 3
  check(isSoundCode(code, liveSets), 'code', 'is too short for its tries: 6 digits or 5 letters at least')
  for (const url of options.redirects ?? [])
    check(
      isRedirect(url),
      'redirects',
      `has an entry that is no absolute URL, by https where it is not on loopback, without user, fragment or wildcard: ${url}`,
    )
  for (const [at, pattern] of (options.previews ?? []).entries()) {
    const fault = previewFault(pattern)
    check(fault === undefined, `previews.${at}`, fault ?? '')
  }
  for (const one of options.origins ?? [])
    check(
      parse(one)?.origin === one,
      'origins',
      `has an entry that is no origin such as https://app.example.com: ${one}`,
    )
  checkAddresses(options, origin)
  const { linkUrl } = options
  check(linkUrl === undefined || isRedirect(linkUrl), 'linkUrl', 'must be an absolute URL without user or fragment')
  // Asked only where one is given: the data that answers it is several megabytes of memory.
  check(options.timeZone === undefined || isTimeZone(options.timeZone), 'timeZone', 'must be an IANA time zone')
  return {
    id: id as Id<'application'>,
    name: options.name ?? new URL(origin).hostname,
    ...(options.logoUrl === undefined ? {} : { logoUrl: options.logoUrl }),
    ...(options.homeUrl === undefined ? {} : { homeUrl: options.homeUrl }),
    ...(options.startUrl === undefined ? {} : { startUrl: options.startUrl }),
    ...(linkUrl === undefined ? {} : { linkUrl }),
    ...(options.theme === undefined ? {} : { theme: options.theme }),
    signIn: options.signIn ?? 'on',
    redirects: options.redirects ?? [],
    previews: options.previews ?? [],
    secrets: [],
    origins: options.origins ?? [],
    ...(options.roles === undefined ? {} : { roles: options.roles }),
    signUp: checkSignUp(options.signUp ?? 'open'),
    approval: options.approval ?? true,
    sameBrowserOnly: options.sameBrowserOnly ?? false,
    link: options.link ?? 'fragment',
    liveSets,
    code,
    explainClosed: options.explainClosed ?? false,
    newDeviceMail: options.newDeviceMail ?? true,
    limits: options.limits ?? 'on',
    ...(options.tightLimits === undefined ? {} : { tightLimits: options.tightLimits }),
    lifetimes: checkLifetimes(options.lifetimes ?? {}),
    ...languagesOf(options),
    timeZone: options.timeZone ?? 'UTC',
    mail: {
      from: checkFrom(options.mail.from),
      ...(options.mail.postalLine === undefined ? {} : { postalLine: options.mail.postalLine }),
    },
  }
}

/** Its own first: what is spoken where nothing fits. */
function languagesOf({ locale, locales }: ApplicationOptions): Pick<Application, 'locale' | 'locales'> {
  check(locale === undefined || isSpoken(locale), 'locale', `must be a language of ours: ${allLocales.join(', ')}`)
  const [first] = locales ?? []
  if (!locales || first === undefined) return { locale: locale ?? 'en' }
  const unknown = locales.find((one) => !allLocales.some((known) => known === one))
  check(unknown === undefined, 'locales', `has an entry that is no language of ours: ${unknown}`)
  const own = locale !== undefined && locales.includes(locale) ? locale : first
  return { locale: own, locales: [own, ...locales.filter((one) => one !== own)] }
}

/** `de-AT` is spoken as `de`. What nobody speaks would be English without a word. */
const isSpoken = (tag: string): boolean => chooseLocale(tag) !== 'en' || /^en(?:[-_]|$)/i.test(tag)

function checkSignUp(signUp: SignUp): SignUp {
  if (signUp === 'open' || signUp === 'closed' || signUp === 'invited') return signUp
  check(
    Array.isArray(signUp?.domains) && signUp.domains.length > 0,
    'signUp',
    "must be 'open', 'closed', 'invited' or { domains: [...] }",
  )
  const domains = signUp.domains.map((domain) => parseEmailAddress(`x@${domain}`)?.key.slice(2))
  return {
    domains: domains.map(
      (domain, at) => domain ?? fail('signUp.domains', `has an entry that is no domain: ${signUp.domains[at]}`),
    ),
  }
}

function checkLifetimes(given: Partial<Lifetimes>): Lifetimes {
  const all = { ...defaultLifetimes, ...given }
  for (const [name, value] of Object.entries(all))
    check(Number.isFinite(value) && value >= 1000, `lifetimes.${name}`, 'must be at least a second, in milliseconds')
  check(all.secrets <= minutes(60), 'lifetimes.secrets', 'must be an hour at most')
  check(all.binding <= hours(24), 'lifetimes.binding', 'must be 24 hours at most')
  return all
}

function checkFrom(from: string): Application['mail']['from'] {
  const named = /^\s*"?([^"<>\p{Cc}\p{Zl}\p{Zp}]*?)"?\s*<([^<>]+)>\s*$/u.exec(from ?? '')
  const address = parseEmailAddress(named ? named[2] : from)
  if (!address) return fail('mail.from', 'must be an address, or a name with one: Acme <no-reply@acme.example>')
  return { name: named?.[1] ?? '', address: address.address }
}

function isWebAddress(url: string, origin: string): boolean {
  return /^[\x21-\x7e]+$/.test(url) && /^https?:/.test(parse(url, origin)?.href ?? '')
}

function checkAddresses(options: Pick<ApplicationOptions, 'startUrl' | 'homeUrl' | 'logoUrl'>, origin: string): void {
  for (const name of ['startUrl', 'homeUrl', 'logoUrl'] as const) {
    const url = options[name]
    check(url === undefined || isWebAddress(url, origin), name, 'must be a URL or a path, percent-encoded')
  }
  checkLogo(options.logoUrl, origin)
}

/** As the pages' policy has it (`http/present/page.ts`). A loopback one is for development. */
function checkLogo(logoUrl: string | undefined, origin: string): void {
  if (logoUrl === undefined) return
  const { protocol, hostname, origin: own } = new URL(logoUrl, origin)
  const isShown = protocol === 'https:' || own === origin || isLoopback(hostname)
  check(isShown, 'logoUrl', 'must be an https URL or a path of ours: pages show no picture that comes in the clear')
}

function isRedirect(text: string): boolean {
  const url = parse(text)
  if (!url || text.includes('*') || url.username !== '' || url.password !== '' || text.includes('#')) return false
  if (['javascript:', 'data:', 'vbscript:', 'blob:', 'file:'].includes(url.protocol)) return false
  return url.protocol !== 'http:' || isLoopback(url.hostname)
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

function parse(text: string, base?: string): URL | undefined {
  return URL.canParse(text, base) ? new URL(text, base) : undefined
}
