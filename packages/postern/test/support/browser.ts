/** A person's browser: a cookie jar, and the headers that Chromium sends with navigations, forms and scripts. */
import { createJar, type Jar } from './jar.ts'
import type { Mail } from './mail.ts'
import { type Reply, readReply } from './reply.ts'
import { base, type World } from './world.ts'

export const laptop =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'
export const phone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1'

export type HeaderFields = Readonly<Record<string, string>>
export type Fields = Readonly<Record<string, string>>

export interface BrowserOptions {
  readonly peer?: string
  readonly userAgent?: string
  readonly jar?: Jar
}

export interface Browser {
  readonly jar: Jar
  /** A navigation, as a person types or presses a link. */
  visit(path: string, headers?: HeaderFields): Promise<Reply>
  /** A form of our own page, answered by a page. */
  submit(path: string, fields?: Fields, headers?: HeaderFields): Promise<Reply>
  /** A script of our own page. */
  call(path: string, body?: object, headers?: HeaderFields): Promise<Reply>
  /** A script's `DELETE`. */
  remove(path: string): Promise<Reply>
  /** A script's `GET`. */
  ask(path: string, headers?: HeaderFields): Promise<Reply>
  /** Asks for a mail and waits for it. */
  request(email: string, more?: Fields): Promise<Mail & { readonly number: string; readonly reply: Reply }>
  /** The whole of a sign-in, in this browser. */
  signIn(email: string): Promise<Reply>
  cookie(kind: 'session' | 'binding' | 'browser'): string | undefined
  /** The address of who is signed in here. */
  who(): Promise<string | undefined>
}

export function openBrowser(world: World, options: BrowserOptions = {}): Browser {
  const { peer, userAgent = laptop, jar = createJar() } = options
  const secure = world.origin.startsWith('https:')
  const common = { 'user-agent': userAgent, 'accept-language': 'en' }
  const send = async (path: string, init: RequestInit, headers: HeaderFields): Promise<Reply> => {
    const cookie = jar.header()
    const all = { ...common, ...(cookie === undefined ? {} : { cookie }), ...headers }
    const url = path.startsWith('http') ? path : `${world.origin}${base}${path}`
    const request = new Request(url, { ...init, headers: withHost(url, all) })
    const reply = await readReply(await world.handle(request, peer))
    jar.take(reply.cookies)
    return reply
  }
  const page = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' }
  const ours = { origin: world.origin, 'sec-fetch-site': 'same-origin' }
  const browser: Browser = {
    jar,
    visit: (path, headers = {}) => send(path, {}, { ...page, 'sec-fetch-site': 'none', ...headers }),
    submit(path, fields = {}, headers = {}) {
      const type = { 'content-type': 'application/x-www-form-urlencoded' }
      const body = new URLSearchParams(fields).toString()
      return send(path, { method: 'POST', body }, { ...page, ...ours, ...type, ...headers })
    },
    call(path, body = {}, headers = {}) {
      const type = { 'content-type': 'application/json', accept: 'application/json' }
      return send(path, { method: 'POST', body: JSON.stringify(body) }, { ...ours, ...type, ...headers })
    },
    remove: (path) => send(path, { method: 'DELETE' }, { ...ours, accept: 'application/json' }),
    ask: (path, headers = {}) =>
      send(path, {}, { accept: 'application/json', 'sec-fetch-site': 'same-origin', ...headers }),
    async request(email, more = {}) {
      const reply = await browser.call('/magic-link', { email, ...more })
      return { ...(await mailOf(world, reply)), number: reply.json.number ?? '', reply }
    },
    async signIn(email) {
      const { token } = await browser.request(email)
      return browser.call('/magic-link/verify', { token })
    },
    cookie: (kind) => jar.get(`${secure ? '__Host-' : ''}postern-${kind}`),
    async who() {
      const reply = await browser.ask('/me')
      return reply.status === 200 ? reply.json.email : undefined
    },
  }
  return browser
}

/** Node's `Request` takes no `Host` from its URL, a server sees one. */
function withHost(url: string, headers: HeaderFields): HeaderFields {
  return 'host' in headers ? headers : { ...headers, host: new URL(url).host }
}

/** The newest mail of the attempt that was just asked for. */
export async function mailOf(world: World, reply: Reply): Promise<Mail> {
  const id = reply.json.attemptId
  if (id === undefined) throw new Error(`no mail was sent: ${reply.status} ${reply.text}`)
  await world.delivered(id)
  const mail = world.mail.mails().findLast((one) => one.attemptId === id)
  if (!mail) throw new Error(`no mail of attempt ${id}`)
  return mail
}
