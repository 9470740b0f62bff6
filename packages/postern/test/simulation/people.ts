/** Who takes part: people with mailboxes, their devices and programs, and strangers who have devices only. */
import type { Asked } from '../../src/domain/attempt.ts'
import type { Client } from '../../src/domain/client.ts'
import type { Credential } from '../../src/domain/credential.ts'
import type { Id } from '../../src/domain/id.ts'
import { days, hours, minutes } from '../../src/domain/instant.ts'
import { type Application, type Scope, scopeAt, type TokenSettings } from '../../src/domain/scope.ts'
import type { SignedIn } from '../../src/engine/sign-in/outcome.ts'
import type { Random } from './random.ts'

export interface Mail {
  readonly attempt: Id<'attempt'>
  readonly kind: string
  readonly link: string
  readonly code: string
  readonly cancel: string
}

export interface Person {
  readonly scope: Scope
  readonly address: string
  /** Newest last. */
  mails: readonly Mail[]
  /** Links of invitations, newest last. */
  invitations: readonly Credential<'invitation'>[]
}

export interface Device {
  readonly name: string
  readonly scope: Scope
  readonly kind: Client['kind']
  readonly owner: Person | undefined
  readonly asked: Asked
  readonly networks: readonly string[]
  asker?: Credential<'binding'>
  browser?: Credential<'browser'>
  session?: Credential<'session'>
  /** Refresh tokens, newest last. Old ones are kept: somebody may have copied them. */
  tokens: readonly Credential<'family'>[]
}

/** An attempt as its asker's device remembers it. */
export interface Request {
  readonly attempt: Id<'attempt'>
  readonly number: string
  readonly device: Device
  /** The address that was typed. */
  readonly address: string
  /** The client that asked: its binding is the attempt's until it is carried over. */
  asker: Credential<'binding'>
}

const application: Omit<Application, 'id' | 'signUp' | 'limits'> = {
  name: 'Acme',
  redirects: ['https://shop.example/welcome'],
  origins: [],
  signIn: 'on',
  previews: [],
  secrets: [],
  approval: true,
  sameBrowserOnly: false,
  newDeviceMail: true,
  link: 'fragment',
  liveSets: 3,
  code: { kind: 'digits', length: 6 },
  explainClosed: true,
  lifetimes: {
    secrets: minutes(10),
    sessionIdle: hours(12),
    session: days(3),
    binding: days(1),
    knownBrowser: days(30),
    freshProof: minutes(10),
  },
  locale: 'en',
  timeZone: 'UTC',
  mail: { from: { name: 'Acme', address: 'no-reply@acme.example' } },
}

const tokens: TokenSettings = {
  mode: 'bearer',
  accessToken: minutes(10),
  refreshToken: days(2),
  algorithm: 'ES256',
  audience: 'https://api.example.com',
  rotateEvery: days(90),
}

/** Two tenants without mutual trust: one with limits, open, with cookies; one without limits, for one domain and bearers. */
export const scopes: readonly Scope[] = [
  scopeOf('limited', { signUp: 'open', limits: 'on', liveSets: 3 }),
  scopeOf('domain', { signUp: { domains: ['example.com'] }, limits: 'off', liveSets: 1, tokens }),
]

/** Of the tenant with bearers. Nobody signs in to it. */
export const otherApplication: Scope = otherOf(
  scopeOf('domain', { signUp: 'open', limits: 'off', liveSets: 1, tokens }),
)

function otherOf(scope: Scope): Scope {
  return { ...scope, application: { ...scope.application, id: 'another-app' as Id<'application'> } }
}

function scopeOf(tenant: string, own: Pick<Application, 'signUp' | 'limits' | 'liveSets' | 'tokens'>): Scope {
  return scopeAt(
    { id: tenant as Id<'tenant'> },
    { ...application, ...own, id: `app-of-${tenant}` as Id<'application'> },
    `https://${tenant}.example.com/auth`,
  )
}

/** Whether anybody may sign up at this address. */
export const isWelcome = ({ application: { signUp } }: Scope, address: string): boolean =>
  signUp === 'open' || (typeof signUp === 'object' && signUp.domains.some((domain) => address.endsWith(`@${domain}`)))

const browsers = ['Firefox on Windows', 'Safari on iPhone', 'Chrome on Android', undefined]
const places = ['Lisbon', 'Oslo', undefined]

/** A person and what she owns: a computer, a phone, at times a program. One in five has an address of elsewhere. */
export function createPerson(random: Random, scope: Scope, number: number): { person: Person; devices: Device[] } {
  const domain = random.below(5) === 0 ? 'elsewhere.example' : 'example.com'
  const person: Person = { scope, address: `Person.${number}@${domain}`, mails: [], invitations: [] }
  const kinds: Client['kind'][] = ['browser', 'browser', ...(random.below(3) === 0 ? (['program'] as const) : [])]
  return { person, devices: kinds.map((kind, at) => createDevice(random, scope, `${number}-${at}`, kind, person)) }
}

export function createDevice(random: Random, scope: Scope, name: string, kind: Client['kind'], owner?: Person): Device {
  const browser = random.pick(browsers)
  const place = random.pick(places)
  const network = `198.51.${name}`
  const asked: Asked = { ...(browser && { browser }), ...(place && { place }), network }
  return { name, scope, kind, owner, asked, networks: [network], tokens: [] }
}

export function clientOf({ kind, asked, networks, asker, browser, session }: Device): Client {
  return { kind, asked, networks, ...(asker && { asker }), ...(browser && { browser }), ...(session && { session }) }
}

/** What a device keeps of an answer. */
export function keep(device: Device, { credentials, tokens }: SignedIn): void {
  if (tokens?.refreshToken) keepToken(device, tokens.refreshToken)
  device.session = credentials.session
  if (credentials.browser) device.browser = credentials.browser
  if (credentials.binding) device.asker = credentials.binding
}

export function keepToken(device: Device, token: Credential<'family'>): void {
  const others = device.tokens.filter(({ secret }) => secret.reveal() !== token.secret.reveal())
  device.tokens = [...others, token].slice(-4)
}
