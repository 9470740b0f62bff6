/** Somebody with a browser: a cookie jar, and the headers that Chromium sends with navigations, forms and scripts. */
import { createJar, type Jar } from './jar.ts'
import type { Mount } from './mount.ts'

export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** The body's members, where it is JSON. */
  readonly json: Readonly<Record<string, unknown>>
}

export interface Visitor {
  readonly jar: Jar
  /** Any call. The jar takes what it answers. */
  call(method: string, url: string, headers: Readonly<Record<string, string>>, body?: string): Promise<Reply>
  /** As a script of our own page does. */
  post(url: string, fields: object): Promise<Reply>
}

const person = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'

export interface VisitorOptions {
  readonly userAgent?: string
  readonly jar?: Jar
}

export function createVisitor(mount: Mount, { userAgent = person, jar = createJar() }: VisitorOptions = {}): Visitor {
  const visitor: Visitor = {
    jar,
    async call(method, url, headers, body) {
      const cookie = jar.header()
      const all = { 'user-agent': userAgent, 'accept-language': 'en', ...(cookie ? { cookie } : {}), ...headers }
      const response = await mount.send(url, { method, headers: all, ...(body === undefined ? {} : { body }) })
      jar.take(response)
      return readReply(response)
    },
    post: (url, fields) =>
      visitor.call(
        'POST',
        url,
        {
          origin: new URL(url).origin,
          'sec-fetch-site': 'same-origin',
          'content-type': 'application/json',
          accept: 'application/json',
        },
        JSON.stringify(fields),
      ),
  }
  return visitor
}

async function readReply(response: Response): Promise<Reply> {
  const text = await response.text()
  const isJson = /^application\/(?:problem\+)?json/.test(response.headers.get('content-type') ?? '')
  return { status: response.status, headers: response.headers, text, json: isJson && text ? JSON.parse(text) : {} }
}
