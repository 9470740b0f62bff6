/** One HTTP request over a kept connection, and what came of it. Every failure to answer is an `Unanswered`. */
import { type Agent, request } from 'node:http'

export interface Question {
  readonly port: number
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly path: string
  readonly json?: object
  readonly headers?: Readonly<Record<string, string>>
  readonly timeout: number
  readonly agent: Agent
}

export interface Reply {
  readonly status: number
  /** Every cookie that it sets, as a browser would send them back. */
  readonly cookies: string
  readonly body: Readonly<Record<string, unknown>>
  readonly text: string
}

export class Unanswered extends Error {
  readonly why: string
  constructor(why: string) {
    super(why)
    this.why = why
  }
}

export function ask({ port, method, path, json, headers, timeout, agent }: Question): Promise<Reply> {
  const body = json === undefined ? undefined : JSON.stringify(json)
  return new Promise((resolve, reject) => {
    const outgoing = request({
      host: '127.0.0.1',
      port,
      method,
      path,
      agent,
      headers: {
        ...headers,
        ...(body === undefined ? {} : { 'content-type': 'application/json', 'content-length': String(body.length) }),
      },
    })
    const fail = (why: string): void => {
      clearTimeout(late)
      outgoing.destroy()
      reject(new Unanswered(why))
    }
    const late = setTimeout(() => fail('time-out'), timeout)
    outgoing.on('error', (fault: NodeJS.ErrnoException) => fail(fault.code ?? fault.message))
    outgoing.on('response', (incoming) => {
      let text = ''
      incoming.setEncoding('utf8')
      incoming.on('data', (piece: string) => (text += piece))
      incoming.on('error', (fault: NodeJS.ErrnoException) => fail(fault.code ?? fault.message))
      incoming.on('end', () => {
        clearTimeout(late)
        const set = incoming.headers['set-cookie'] ?? []
        resolve({
          status: incoming.statusCode ?? 0,
          cookies: set.map((line) => line.split(';', 1)[0]).join('; '),
          body: parse(text),
          text,
        })
      })
    })
    outgoing.end(body)
  })
}

function parse(text: string): Reply['body'] {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Reply['body']) : {}
  } catch {
    return {}
  }
}
