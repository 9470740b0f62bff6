/** A caller that keeps cookies and connections, and can say what a real browser cannot: any Host, any header. */
import { Agent, type IncomingHttpHeaders, request } from 'node:http'

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
  json(): Record<string, unknown>
}

export interface Ask {
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly headers?: Readonly<Record<string, string>>
  readonly json?: unknown
  readonly form?: Readonly<Record<string, string>>
  /** As it is, of the type that the headers say. */
  readonly text?: string
}

export interface Browser {
  readonly cookies: Map<string, string>
  ask(path: string, how?: Ask): Promise<Answer>
  close(): void
}

/** `url` is where it connects; `host` is what it says, where that differs. */
export function browser(url: string, host?: string): Browser {
  const agent = new Agent({ keepAlive: true })
  const cookies = new Map<string, string>()
  return {
    cookies,
    close: () => agent.destroy(),
    async ask(path, how = {}) {
      const answer = await send(new URL(path, url), agent, how, {
        ...(host === undefined ? {} : { host }),
        ...(cookies.size === 0 ? {} : { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') }),
      })
      keep(cookies, answer.headers['set-cookie'] ?? [])
      return answer
    },
  }
}

function send(url: URL, agent: Agent, how: Ask, own: Readonly<Record<string, string>>): Promise<Answer> {
  const { body, type } = bodyOf(how)
  const headers = { ...own, ...(type === undefined ? {} : { 'content-type': type }), ...how.headers }
  const method = how.method ?? (body === undefined ? 'GET' : 'POST')
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { agent, method, headers }, (incoming) => {
      let text = ''
      incoming.setEncoding('utf8')
      incoming.on('data', (chunk: string) => (text += chunk))
      incoming.on('error', reject)
      incoming.on('end', () => {
        const { statusCode: status = 0, headers } = incoming
        resolve({ status, headers, text, json: () => JSON.parse(text) as Record<string, unknown> })
      })
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

function bodyOf({ json, form, text }: Ask): { readonly body?: string; readonly type?: string } {
  if (json !== undefined) return { body: JSON.stringify(json), type: 'application/json' }
  if (text !== undefined) return { body: text }
  if (form === undefined) return {}
  return { body: new URLSearchParams(form).toString(), type: 'application/x-www-form-urlencoded' }
}

function keep(cookies: Map<string, string>, lines: readonly string[]): void {
  for (const line of lines) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
    if (/max-age=0/i.test(line)) cookies.delete(name)
    else cookies.set(name, value)
  }
}

/** The secret half of a link, with the attempt's id: what `verify` takes. */
export function tokenOf(link: string): string {
  const { pathname, hash } = new URL(link)
  return `${pathname.split('/').at(-1)}.${hash.slice(1)}`
}
