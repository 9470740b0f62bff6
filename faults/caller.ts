/** Somebody who signs in by program. Everything asked and answered is in the history; secrets are kept here alone. */
import { Agent } from 'node:http'
import { ask, type Reply, Unanswered } from './ask.ts'
import type { Act, Answer, History } from './history.ts'

export interface Asked {
  readonly attempt: string
  readonly handle: string
}

export interface SignedIn {
  readonly session: string
  readonly cookies: string
}

/** What was asked, if anybody answered. `answer` is absent when the outcome is unknown. */
export interface Outcome {
  readonly answer?: Answer
  readonly cookies: string
  readonly handle: string
  readonly text: string
}

export interface Secrets {
  readonly token?: string
  readonly code?: string
  /** Without it somebody else is asking. */
  readonly handle?: string
}

export interface Caller {
  request(email: string, port?: number): Promise<Outcome>
  redeem(
    attempt: string,
    secrets: Secrets,
    more?: { readonly port?: number; readonly expired?: boolean },
  ): Promise<Outcome>
  guess(asked: Asked, code: string, port?: number): Promise<Outcome>
  check(signedIn: SignedIn, port?: number): Promise<Outcome>
  signOut(signedIn: SignedIn, port?: number): Promise<Outcome>
  close(): void
}

export interface CallerOptions {
  readonly history: History
  /** Where to call when nobody says. */
  readonly port: () => number
  readonly host: string
  readonly timeout: number
  readonly headers?: () => Readonly<Record<string, string>>
}

export function createCaller({ history, port: anyPort, host, timeout, headers }: CallerOptions): Caller {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 })
  const call = async (act: Act, path: string, more: Call = {}): Promise<Outcome> => {
    const n = history.invoked(act)
    try {
      const reply = await ask({
        port: more.port ?? anyPort(),
        method: more.json ? 'POST' : 'GET',
        path: `/auth${path}`,
        timeout,
        agent,
        headers: { host, ...headers?.(), ...(more.cookies ? { cookie: more.cookies } : {}) },
        ...(more.json ? { json: more.json } : {}),
      })
      return settle(history, n, reply)
    } catch (fault) {
      if (!(fault instanceof Unanswered)) throw fault
      history.unknown(n, fault.why)
      return { cookies: '', handle: '', text: '' }
    }
  }
  return {
    request: (email, port) => call({ kind: 'request', email }, '/magic-link', { json: { email }, port }),
    redeem(attempt, { token, code, handle }, { port, expired } = {}) {
      const act = { kind: 'redeem', attempt, by: token ? 'link' : 'code', ...(expired ? { expired } : {}) } as const
      const json = { ...(token ? { token } : { attemptId: attempt, code }), ...(handle ? { handle } : {}) }
      return call(act, token ? '/magic-link/verify' : '/code/verify', { json, port })
    },
    guess: ({ attempt, handle }, code, port) =>
      call({ kind: 'guess', attempt }, '/code/verify', { json: { attemptId: attempt, code, handle }, port }),
    check: ({ session, cookies }, port) => call({ kind: 'check', session }, '/me', { cookies, port }),
    signOut: ({ session, cookies }, port) =>
      call({ kind: 'sign-out', session }, '/sign-out', { json: {}, cookies, port }),
    close: () => agent.destroy(),
  }
}

interface Call {
  readonly json?: object
  readonly cookies?: string
  readonly port?: number | undefined
}

/** 5xx promises nothing: what was asked may have been done. */
function settle(history: History, n: number, { status, cookies, body, text }: Reply): Outcome {
  const handle = typeof body['handle'] === 'string' ? body['handle'] : ''
  const code = typeof body['code'] === 'string' ? body['code'] : undefined
  if (status >= 500) {
    history.unknown(n, code ?? 'no words', status)
    return { cookies, handle, text }
  }
  const answer: Answer = {
    status,
    ...(code === undefined ? {} : { code }),
    ...(typeof body['attemptId'] === 'string' ? { attempt: body['attemptId'] } : {}),
    ...(isSignedIn(body) ? { session: body['session'].id } : {}),
    ...(typeof body['triesLeft'] === 'number' ? { triesLeft: body['triesLeft'] } : {}),
  }
  history.acknowledged(n, answer)
  return { answer, cookies, handle, text }
}

function isSignedIn(body: Reply['body']): body is { readonly session: { readonly id: string } } {
  const session = body['session']
  return typeof session === 'object' && session !== null && 'id' in session && typeof session.id === 'string'
}

/** A code of the right shape that is not this one; another one for every `at`. */
export function wrongCode(code: string, at: number): string {
  return String((Number(code) + at + 1) % 10 ** code.length).padStart(code.length, '0')
}
