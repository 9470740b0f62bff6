/** A browser: its cookies by host, and what it says of where a call comes from. */
import type { Runtime } from 'postern/kit'

export interface Visitor {
  readonly cookies: Map<string, string>
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Seen>
  form(path: string, fields: Readonly<Record<string, string>>): Promise<Seen>
  json(path: string, body: object, headers?: Readonly<Record<string, string>>): Promise<Seen>
}

export interface Seen {
  readonly status: number
  readonly text: string
  readonly location: string | null
  readonly json: Record<string, unknown>
}

export function createVisitor(runtime: Runtime, at: string): Visitor {
  const cookies = new Map<string, string>()
  const send = async (path: string, init: RequestInit): Promise<Seen> => {
    const headers = new Headers(init.headers)
    headers.set('sec-fetch-site', 'same-origin')
    if (cookies.size > 0) headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '))
    const answer = await runtime.app.fetch(new Request(new URL(path, at), { ...init, headers }))
    keepCookies(cookies, answer.headers)
    const text = await answer.text()
    const isJson = answer.headers.get('content-type')?.includes('json')
    return {
      status: answer.status,
      text,
      location: answer.headers.get('location'),
      json: isJson ? (JSON.parse(text) as Record<string, unknown>) : {},
    }
  }
  const page = { accept: 'text/html' }
  return {
    cookies,
    get: (path, headers = page) => send(path, { headers }),
    form: (path, fields) => send(path, { method: 'POST', headers: page, body: new URLSearchParams(fields) }),
    json: (path, body, headers = {}) =>
      send(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      }),
  }
}

/** As a browser does with what an answer sets. */
export function keepCookies(cookies: Map<string, string>, headers: Headers): void {
  for (const line of headers.getSetCookie()) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
    if (/max-age=0/i.test(line)) cookies.delete(name)
    else cookies.set(name, value)
  }
}
