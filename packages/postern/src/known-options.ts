/**
 * Which options there are, and of what kind each is. A misspelt one would leave its default in force without a word,
 * sign-up open, say; one of a wrong kind would show at somebody's first sign-in. What a value says beside its kind is
 * looked at where it is read.
 */
import {
  checkMembers,
  either,
  flag,
  isObject,
  type Kind,
  type Kinds,
  method,
  number,
  object,
  oneOf,
  required,
  text,
  texts,
  wholeFrom,
} from './domain/kinds.ts'
import type { CodeFormat, Lifetimes } from './domain/scope.ts'
import type { PosternOptions } from './options.ts'
import type { TokenOptions } from './token-options.ts'

const textOrTexts = either(text, texts, 'must be text, or a list of texts')
/** A Standard Schema may be a function as well. */
const schema = either(object, method, 'must be a Standard Schema')
const objects: Kind = { must: '', fits: (value) => Array.isArray(value) && value.every(isObject) }

const options: Kinds<PosternOptions> = {
  approval: flag,
  background: either(oneOf('loop', 'manual'), method, "must be 'loop', 'manual' or a function such as waitUntil"),
  basePath: text,
  baseUrl: text,
  chores: object,
  code: object,
  explainClosed: flag,
  forwardingHeader: oneOf('x-forwarded-for', 'forwarded'),
  homeUrl: text,
  lifetimes: object,
  limits: oneOf('on', 'off'),
  link: oneOf('fragment', 'query'),
  linkUrl: text,
  liveSets: oneOf(1, 2, 3),
  locale: text,
  logoUrl: text,
  mail: object,
  mode: oneOf('cookie', 'bearer'),
  name: text,
  newDeviceMail: flag,
  onFault: method,
  origins: texts,
  placeOf: method,
  redirects: texts,
  roles: texts,
  sameBrowserOnly: flag,
  secret: textOrTexts,
  signUp: either(
    oneOf('open', 'closed', 'invited'),
    object,
    "must be 'open', 'closed', 'invited' or { domains: [...] }",
  ),
  startUrl: text,
  store: object,
  theme: oneOf('light', 'dark'),
  timeZone: text,
  tokens: object,
  trustedHops: wholeFrom(0),
  userData: schema,
}

const chores: Kinds<NonNullable<PosternOptions['chores']>> = { secret: text }
const code: Kinds<CodeFormat> = {
  kind: required(oneOf('digits', 'letters', 'alphanumeric', 'bytes')),
  length: required(wholeFrom(1)),
}
const lifetimes: Kinds<Lifetimes> = {
  binding: number,
  freshProof: number,
  knownBrowser: number,
  secrets: number,
  session: number,
  sessionIdle: number,
}
const mail: Kinds<PosternOptions['mail']> = {
  from: text,
  transport: either(object, objects, 'must be a transport, such as smtp(url), or a list of them'),
  deliver: method,
  postalLine: text,
}
const signUp: Kinds<{ readonly domains: readonly string[] }> = { domains: texts }
const tokens: Kinds<TokenOptions> = {
  accessToken: either(number, oneOf(false), 'must be a number of milliseconds, or false'),
  algorithm: oneOf('ES256', 'EdDSA', 'RS256'),
  audience: text,
  claims: method,
  introspection: textOrTexts,
  refreshToken: number,
  rotateEvery: number,
}

const groups = { chores, code, lifetimes, mail, signUp, tokens }

/** Throws a `TypeError` that names the path of the first option that is none, or of another kind. */
export function checkKinds(given: PosternOptions<string, object>): void {
  checkMembers(given, options, { what: 'option' })
  for (const [name, kinds] of Object.entries(groups)) {
    const group = given[name as keyof typeof groups]
    if (typeof group === 'object') checkMembers(group, kinds, { before: `${name}.`, what: 'option' })
  }
}
