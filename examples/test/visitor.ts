/** Somebody who visits an application over the network: a browser with a cookie jar. */
import { createJar, type Jar } from '../../packages/postern/test/support/jar.ts'

export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** Path and query of where a redirect leads, without the origin. */
  readonly location: string | undefined
}

export interface Visitor {
  readonly jar: Jar
  readonly origin: string
  /** A navigation. */
  visit(path: string, headers?: Readonly<Record<string, string>>): Promise<Reply>
  /** A form, answered by a page. */
  submit(
    path: string,
    fields?: Readonly<Record<string, string>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Reply>
  /** A script of the application's own page. */
  call(path: string, body?: object, headers?: Readonly<Record<string, string>>): Promise<Reply>
  ask(path: string, headers?: Readonly<Record<string, string>>): Promise<Reply>
}

const userAgent =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'

export function createVisitor(origin: string): Visitor {
  const jar = createJar()
  const send = async (path: string, init: RequestInit, more: Readonly<Record<string, string>>): Promise<Reply> => {
    const cookie = jar.header()
    const headers = { 'user-agent': userAgent, ...(cookie === undefined ? {} : { cookie }), ...more }
    const response = await fetch(new URL(path, origin), { ...init, headers, redirect: 'manual' })
    jar.take(response.headers.getSetCookie().filter((line) => line.includes('postern-')))
    const location = response.headers.get('location')
    const url = location === null ? undefined : new URL(location, origin)
    return {
      status: response.status,
      headers: response.headers,
      text: await response.text(),
      location: url && url.pathname + url.search,
    }
  }
  const page = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }
  const ours = { origin, 'sec-fetch-site': 'same-origin' }
  return {
    jar,
    origin,
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
    ask: (path, headers = {}) =>
      send(path, {}, { accept: 'application/json', 'sec-fetch-site': 'same-origin', ...headers }),
  }
}
