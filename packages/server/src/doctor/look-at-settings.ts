/** What can be said of the settings without asking anybody: where the server is, who is believed, what is weak. */
import { days, isLoopback, isPrivate } from 'postern/kit'
import type { Settings } from '../config/settings.ts'
import { type Finding, fail, ok, warn } from './finding.ts'

export function lookAtSettings(settings: Settings): readonly Finding[] {
  return [baseUrlOf(settings), hopsOf(settings), cookiesOf(settings), ...secretOf(settings), ...weakOf(settings)]
}

function baseUrlOf({ baseUrl }: Settings): Finding {
  const check = 'base-url'
  if (baseUrl === undefined) {
    return fail(
      check,
      'POSTERN_BASE_URL is missing.',
      'Set it to where people reach this server, such as https://sign-in.example.com.',
    )
  }
  const { protocol, hostname, href, origin } = new URL(baseUrl)
  if (protocol !== 'https:') {
    return fail(
      check,
      `${origin} is not https: browsers keep no __Host- cookie for it.`,
      'Put a proxy that ends TLS in front, and write https.',
    )
  }
  if (href !== `${origin}/`)
    return fail(check, `${href} has a path.`, `Write ${origin}: the server answers at the root of a host.`)
  if (isLoopback(hostname) || isPrivate(hostname)) {
    return warn(
      check,
      `${hostname} is reached from near only.`,
      'Links in mails lead there: write the name that people reach.',
    )
  }
  return ok(check, `${origin}`)
}

function hopsOf({ trustedHops, forwardingHeader = 'x-forwarded-for' }: Settings): Finding {
  const check = 'proxy-hops'
  const fix = 'Set POSTERN_TRUSTED_HOPS to the number of your proxies that every request passes.'
  if (trustedHops === undefined) {
    return warn(
      check,
      'POSTERN_TRUSTED_HOPS is not set: behind a proxy nobody’s network is known, and no limit of networks refuses anybody.',
      fix,
    )
  }
  if (trustedHops === 0) {
    return warn(
      check,
      'No hop is trusted, and TLS must end at one: everybody looks like the proxy, and network limits hit all at once.',
      fix,
    )
  }
  return ok(check, `${trustedHops} of ${forwardingHeader} ${trustedHops === 1 ? 'is' : 'are'} believed`)
}

/** Whose pages call from elsewhere needs a cookie that a browser sends there: same site, or none at all. */
function cookiesOf({ baseUrl, origins = [] }: Settings): Finding {
  const check = 'cookie-scope'
  if (baseUrl === undefined) return ok(check, 'nothing to look at without a base URL')
  const home = siteOf(new URL(baseUrl).hostname)
  const foreign = origins.filter((origin) => URL.canParse(origin) && siteOf(new URL(origin).hostname) !== home)
  if (foreign.length > 0) {
    return warn(
      check,
      `${foreign.join(', ')} ${foreign.length === 1 ? 'is' : 'are'} another site: browsers send the session cookie from there to nobody.`,
      `Serve it below ${home}, or let its application hold tokens (settings.tokens.mode: bearer).`,
    )
  }
  return ok(check, 'cookies are of this host alone (__Host-)')
}

/** The last two labels: near enough for advice, and never for a decision. */
const siteOf = (hostname: string): string => hostname.split('.').slice(-2).join('.')

function secretOf({ secret }: Settings): readonly Finding[] {
  const check = 'secret'
  if (secret === undefined) {
    return [fail(check, 'POSTERN_SECRET is missing.', 'openssl rand -base64 32 makes one; postern init writes one.')]
  }
  const ring = typeof secret === 'string' ? [secret] : secret
  const weak = ring.findIndex(looksWeak)
  if (weak !== -1) {
    return [
      fail(
        check,
        `The ${weak === 0 ? 'first' : 'an older'} secret looks made up.`,
        'openssl rand -base64 32 makes one that nobody guesses. Put it first, and keep the others behind it until postern doctor is content without them.',
      ),
    ]
  }
  return [ok(check, ring.length === 1 ? 'one, of sound length' : `${ring.length}: the first makes, all read`)]
}

/** What a random secret of 32 bytes never is: of few different characters, or of words. */
function looksWeak(secret: string): boolean {
  return new Set(secret).size < 12 || /secret|password|changeme|example|postern/i.test(secret)
}

function weakOf(settings: Settings): readonly Finding[] {
  const { limits, link, lifetimes, logLevel, databaseUrl } = settings
  const found: Finding[] = []
  const add = (says: string, fix: string): number => found.push(warn('weak-settings', says, fix))
  if (limits === 'off')
    found.push(fail('weak-settings', 'POSTERN_LIMITS is off: postern start refuses.', 'Leave it out.'))
  if (link === 'query')
    add(
      'Links carry their secret in the query, where logs of proxies see it.',
      'POSTERN_LINK=fragment keeps it in the browser.',
    )
  if ((lifetimes?.secrets ?? 0) > 3_600_000)
    add('Links and codes live longer than an hour.', 'Ten minutes are enough for a mail: lifetimes.secrets.')
  if ((lifetimes?.session ?? 0) > days(90))
    add('Sessions live longer than 90 days.', 'lifetimes.session says how long.')
  if (logLevel === 'debug') add('A line is logged for every request.', 'POSTERN_LOG_LEVEL=info is the usual one.')
  if (databaseUrl?.includes('sslmode=no-verify')) {
    add('The database’s certificate is not checked.', '?sslrootcert=/path/ca.pem names who signed it.')
  }
  return found.length > 0 ? found : [ok('weak-settings', 'none')]
}
