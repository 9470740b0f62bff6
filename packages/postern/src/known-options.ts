/** Which options there are. A misspelt one would leave its default in force without a word: sign-up open, say. */
import { fail } from './check.ts'
import type { CodeFormat, Lifetimes } from './domain/scope.ts'
import type { PosternOptions } from './options.ts'
import type { TokenOptions } from './token-options.ts'

type Names<T> = Readonly<Record<keyof T, true>>

const names: Names<PosternOptions> = {
  approval: true,
  background: true,
  basePath: true,
  baseUrl: true,
  chores: true,
  code: true,
  explainClosed: true,
  forwardingHeader: true,
  homeUrl: true,
  lifetimes: true,
  limits: true,
  link: true,
  linkUrl: true,
  liveSets: true,
  locale: true,
  logoUrl: true,
  mail: true,
  mode: true,
  name: true,
  newDeviceMail: true,
  onFault: true,
  origins: true,
  placeOf: true,
  redirects: true,
  roles: true,
  sameBrowserOnly: true,
  secret: true,
  signUp: true,
  startUrl: true,
  store: true,
  theme: true,
  timeZone: true,
  tokens: true,
  trustedHops: true,
  userData: true,
}
const mail: Names<PosternOptions['mail']> = { from: true, transport: true, deliver: true, postalLine: true }
const tokens: Names<TokenOptions> = {
  accessToken: true,
  algorithm: true,
  audience: true,
  claims: true,
  introspection: true,
  refreshToken: true,
  rotateEvery: true,
}
const lifetimes: Names<Lifetimes> = {
  binding: true,
  freshProof: true,
  knownBrowser: true,
  secrets: true,
  session: true,
  sessionIdle: true,
}
const code: Names<CodeFormat> = { kind: true, length: true }
const chores: Names<NonNullable<PosternOptions['chores']>> = { secret: true }

/** Throws a `TypeError` that names the path of the first option that is none. */
export function refuseUnknown(options: PosternOptions<string, object>): void {
  refuse(options, names, '')
  for (const [name, known] of Object.entries({ mail, tokens, lifetimes, code, chores }))
    refuse(options[name as keyof PosternOptions], known, `${name}.`)
}

function refuse(given: unknown, known: Readonly<Record<string, true>>, before: string): void {
  if (typeof given !== 'object' || given === null) return
  const other = Object.keys(given).find((name) => !Object.hasOwn(known, name))
  if (other === undefined) return
  const meant = Object.keys(known).find((name) => name.toLowerCase() === other.toLowerCase())
  fail(before + other, meant ? `is no option: ${before}${meant} is` : 'is no option')
}
