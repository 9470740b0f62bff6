/** A real Postern in this process, and browsers that reach it by its handler: cookies and fetch metadata, no network. */
import { type Postern, type PosternOptions, postern } from 'postern'
import { devInbox } from 'postern/dev-inbox'
import { sqlite } from 'postern/sqlite'
import { type ClientOptions, createClient, type PosternClient } from '../../src/index.ts'

export interface Browser {
  readonly client: PosternClient
  /** Every request so far, `POST /auth/sign-out`. */
  readonly asked: readonly string[]
  /** Runs before a request goes out: throws for a network that is away, answers instead of the server. */
  before: ((request: Request) => Response | undefined | Promise<Response | undefined>) | undefined
  /** Behind the client's back, with this browser's cookies. */
  call(path: string, body?: object): Promise<Response>
  send(request: Request): Promise<Response>
}

export type BrowserOptions = Omit<ClientOptions, 'fetch'> & {
  /** A phone has none, and sends no fetch metadata. */
  readonly cookies?: boolean
}

export interface Place {
  readonly auth: Postern
  readonly inbox: ReturnType<typeof devInbox>
  browser(options?: BrowserOptions): Browser
  /** Sets the clock ahead, in milliseconds. */
  later(milliseconds: number): void
  close(): Promise<void>
}

const origin = 'http://localhost:4000'
const headers = { 'content-type': 'application/json', accept: 'application/json' }
const trueNow = Date.now

export async function openPlace(options: Partial<PosternOptions> = {}): Promise<Place> {
  const inbox = devInbox()
  let ahead = 0
  Date.now = () => trueNow() + ahead
  const auth = postern({
    mail: { from: 'Acme <no-reply@acme.example>', transport: inbox },
    secret: 'a secret of the client tests, long enough',
    store: sqlite(':memory:'),
    startUrl: '/home',
    ...options,
    baseUrl: origin,
  })
  await auth.start()
  return {
    auth,
    inbox,
    browser: (more) => browserAt(auth, more),
    later: (milliseconds) => void (ahead += milliseconds),
    async close() {
      Date.now = trueNow
      await auth.close()
    },
  }
}

function browserAt(auth: Postern, { cookies = true, ...options }: BrowserOptions = {}): Browser {
  const jar = new Map<string, string>()
  const asked: string[] = []
  const fetch = async (request: Request): Promise<Response> => {
    asked.push(`${request.method} ${new URL(request.url).pathname}`)
    const instead = await browser.before?.(request)
    if (instead) return instead
    const headers = new Headers(request.headers)
    headers.set('host', 'localhost:4000')
    if (cookies) {
      headers.set('sec-fetch-site', 'same-origin')
      headers.set('cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '))
    }
    const response = await auth.handler(new Request(request, { headers }))
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';')
      const [name = '', value = ''] = pair.split('=')
      if (cookie.includes('Max-Age=0')) jar.delete(name)
      else jar.set(name, value)
    }
    return response
  }
  const client = createClient({ baseUrl: `${origin}/auth`, ...options, fetch })
  const call = (path: string, body?: object): Promise<Response> =>
    fetch(new Request(`${origin}/auth${path}`, body && { method: 'POST', headers, body: JSON.stringify(body) }))
  const browser: Browser = { client, asked, before: undefined, call, send: fetch }
  return browser
}
