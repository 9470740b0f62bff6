/** Asks, and writes down what was asked and answered. Whoever asks keeps the secrets: the history has their marks. */
import { Agent } from 'node:http'
import { ask, type Reply, Unanswered } from './ask.ts'
import type { Act, Answer, History } from './history.ts'
import { markOf } from './mark.ts'

/** What was asked, if anybody answered. `answer` is absent when the outcome is unknown. */
export interface Outcome {
  readonly answer?: Answer
  readonly cookies: string
  readonly handle: string
  readonly text: string
  readonly body: Reply['body']
}

export interface Call {
  readonly method?: 'GET' | 'POST' | 'DELETE'
  readonly json?: object
  readonly cookies?: string
  /** An access token or an API key. */
  readonly bearer?: string | undefined
  readonly port?: number | undefined
}

export interface Recorder {
  call(act: Act, path: string, more?: Call): Promise<Outcome>
  close(): void
}

export interface RecorderOptions {
  readonly history: History
  /** Where to call when nobody says. */
  readonly port: () => number
  readonly host: string
  readonly timeout: number
  readonly headers?: () => Readonly<Record<string, string>>
}

export function createRecorder({ history, port: anyPort, host, timeout, headers }: RecorderOptions): Recorder {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 })
  return {
    async call(act, path, more = {}) {
      const n = history.invoked(act)
      try {
        const reply = await ask({
          port: more.port ?? anyPort(),
          method: more.method ?? (more.json ? 'POST' : 'GET'),
          path,
          timeout,
          agent,
          headers: {
            host,
            ...headers?.(),
            ...(more.cookies ? { cookie: more.cookies } : {}),
            ...(more.bearer === undefined ? {} : { authorization: `Bearer ${more.bearer}` }),
          },
          ...(more.json ? { json: more.json } : {}),
        })
        return settle(history, n, reply)
      } catch (fault) {
        if (!(fault instanceof Unanswered)) throw fault
        history.unknown(n, fault.why)
        return { cookies: '', handle: '', text: '', body: {} }
      }
    },
    close: () => agent.destroy(),
  }
}

/** 5xx promises nothing: what was asked may have been done. */
function settle(history: History, n: number, { status, cookies, body, text }: Reply): Outcome {
  const handle = textIn(body, 'handle') ?? ''
  const code = textIn(body, 'code')
  if (status >= 500) {
    history.unknown(n, code ?? 'no words', status)
    return { cookies, handle, text, body }
  }
  const answer: Answer = {
    status,
    ...optional('code', code),
    ...optional('attempt', textIn(body, 'attemptId')),
    ...optional('session', textIn(body['session'], 'id')),
    ...(typeof body['triesLeft'] === 'number' ? { triesLeft: body['triesLeft'] } : {}),
    ...givenIn(body),
  }
  history.acknowledged(n, answer)
  return { answer, cookies, handle, text, body }
}

function givenIn(body: Reply['body']): Pick<Answer, 'given' | 'key'> {
  const token = textIn(body['tokens'], 'refreshToken')
  if (token !== undefined) return { given: markOf(token) }
  const [key, id] = [textIn(body, 'key'), textIn(body, 'id')]
  return key === undefined || id === undefined ? {} : { given: markOf(key), key: id }
}

/** A member that is text, of whatever came. */
export function textIn(value: unknown, name: string): string | undefined {
  const member: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
  return typeof member === 'string' ? member : undefined
}

const optional = <K extends string>(name: K, value: string | undefined): { readonly [N in K]?: string } =>
  value === undefined ? {} : ({ [name]: value } as { readonly [N in K]?: string })
