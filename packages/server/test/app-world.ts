/** The server in one process, over a store in memory: tenants, applications, a mailbox, browsers and programs. */
import { createHash, randomBytes } from 'node:crypto'
import type { Duration, Event, Id, Instant, TokenSettings } from 'postern/kit'
import type { ApplicationDocument } from '../src/resources/application.ts'
import { newSecret } from '../src/resources/application-secret.ts'
import { type Installation, install, origin } from './in-process.ts'
import { tokenIn } from './mail-box.ts'
import { keepCookies } from './visitor.ts'

export const callback = 'https://shop.example/callback'

export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  // A test says what it expects to be there.
  readonly json: Readonly<Record<string, never>> & WireFields
  readonly location: string | undefined
}

interface WireFields {
  readonly code?: string
  readonly detail?: string
  readonly status?: string | number
  readonly attemptId?: string
  readonly handle?: string
  readonly number?: string
  readonly next?: string
  readonly iss?: string
  readonly state?: string | null
  readonly amr?: readonly string[]
  readonly user?: { readonly id: string; readonly email: string }
  readonly session?: { readonly id: string }
  readonly tokens?: { readonly accessToken: string; readonly refreshToken?: string; readonly expiresIn: number }
}

type Headers_ = Readonly<Record<string, string>>

export interface Caller {
  get(path: string, headers?: Headers_): Promise<Reply>
  /** A form, as a page of ours sends it. */
  form(path: string, fields: Headers_, headers?: Headers_): Promise<Reply>
  post(path: string, body: object, headers?: Headers_): Promise<Reply>
}

export interface Mail {
  readonly attemptId: string
  readonly token: string
  readonly code: string
  readonly link: string
}

export interface AppWorld extends Pick<Installation, 'runtime' | 'directory' | 'tenant' | 'application' | 'close'> {
  pass(duration: Duration): void
  /** A confidential application's secret, and what its document keeps of it. */
  secret(): { readonly secret: string; readonly kept: ApplicationDocument['secrets'][number] }
  /** A program: neither cookies nor headers of a browser. */
  program(): Caller
  browser(): Caller
  /** The next mail to the address. */
  mailTo(email: string): Promise<Mail>
  events(tenant: string): Promise<readonly Event[]>
}

const jwt: TokenSettings = {
  mode: 'cookie',
  accessToken: 600_000 as Duration,
  refreshToken: 86_400_000 as Duration,
  algorithm: 'ES256',
  audience: 'https://api.example.com',
  rotateEvery: 86_400_000 as Duration,
}

export async function appWorld({ tokens = false }: { readonly tokens?: boolean } = {}): Promise<AppWorld> {
  let now = Date.UTC(2026, 10, 22, 9)
  const installation = await install({ own: tokens ? { tokens: jwt } : {}, clock: { now: () => now as Instant } })
  const { runtime } = installation
  const send = async (path: string, init: RequestInit): Promise<Reply> => {
    const url = path.startsWith('https:') ? path : origin + path
    const headers = new Headers(init.headers)
    headers.set('host', new URL(url).host)
    const request = new Request(url, { ...init, headers })
    return readReply(await runtime.app.fetch(request, { peer: '203.0.113.7' }))
  }
  return {
    ...installation,
    pass: (duration) => {
      now += duration
    },
    application: (tenant, id, more = {}) =>
      installation.application(tenant, id, { redirects: [callback], startUrl: 'https://shop.example/', ...more }),
    secret: () => newSecret(runtime.ports.vault, runtime.ports.clock.now()),
    program: () => callerOf(send, {}),
    browser: () => browserOf(send),
    mailTo: async (email) => {
      const mail = await installation.mailTo(email)
      const { link = '', code = '' } = mail.facts
      const token = tokenIn(mail)
      return { attemptId: token.slice(0, 26), token, code, link }
    },
    async events(tenant) {
      const at = { tenant: tenant as Id<'tenant'>, now: now as Instant }
      return (await runtime.ports.store.events.list({ ...at, limit: 1000 })).items
    },
  }
}

type Send = (path: string, init: RequestInit) => Promise<Reply>

function callerOf(send: Send, common: Headers_, page: Headers_ = common): Caller {
  const body = (type: string, text: string, headers: Headers_): RequestInit => ({
    method: 'POST',
    body: text,
    headers: { ...headers, 'content-type': type },
  })
  return {
    get: (path, headers = {}) => send(path, { headers: { ...page, ...headers } }),
    form: (path, fields, headers = {}) =>
      send(
        path,
        body('application/x-www-form-urlencoded', new URLSearchParams(fields).toString(), { ...page, ...headers }),
      ),
    post: (path, fields, headers = {}) =>
      send(path, body('application/json', JSON.stringify(fields), { ...common, accept: '*/*', ...headers })),
  }
}

function browserOf(send: Send): Caller {
  const jar = new Map<string, string>()
  const withCookies: Send = async (path, init) => {
    const headers = new Headers(init.headers)
    if (jar.size > 0) headers.set('cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '))
    const reply = await send(path, { ...init, headers })
    keepCookies(jar, reply.headers)
    return reply
  }
  const script = {
    origin,
    'sec-fetch-site': 'same-origin',
    'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0',
  }
  return callerOf(withCookies, script, { ...script, accept: 'text/html,application/xhtml+xml' })
}

async function readReply(response: Response): Promise<Reply> {
  const text = await response.text()
  const isJson = /json/.test(response.headers.get('content-type') ?? '')
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: isJson ? JSON.parse(text) : {},
    location: response.headers.get('location') ?? undefined,
  }
}

export interface Pkce {
  readonly codeVerifier: string
  readonly codeChallenge: string
}

export function pkce(): Pkce {
  const codeVerifier = randomBytes(32).toString('base64url')
  return { codeVerifier, codeChallenge: createHash('sha256').update(codeVerifier).digest('base64url') }
}

export const basic = (id: string, secret: string): Headers_ => ({
  authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
})

/** What a callback gets. */
export function calledBack(location: string | undefined): { code: string; state: string | null; iss: string | null } {
  const { searchParams } = new URL(location ?? 'about:blank')
  return { code: searchParams.get('code') ?? '', state: searchParams.get('state'), iss: searchParams.get('iss') }
}
