/** Somebody who signs in by program. Everything asked and answered is in the history; secrets are kept here alone. */
import { markOf } from './mark.ts'
import { createRecorder, type Outcome, type RecorderOptions, textIn } from './recorder.ts'

export interface Asked {
  readonly attempt: string
  readonly handle: string
}

export interface SignedIn {
  readonly session: string
  readonly cookies: string
  /** Of a bearer, who has no cookies. */
  readonly accessToken?: string
  readonly refreshToken?: string
}

export interface Secrets {
  readonly token?: string
  readonly code?: string
  /** Without it somebody else is asking. */
  readonly handle?: string
}

/** Where a hand-off leads, and what was made up for it (RFC 7636). */
export interface HandOff {
  readonly redirectUri: string
  readonly codeVerifier: string
  readonly codeChallenge: string
}

export interface Caller {
  request(email: string, port?: number): Promise<Outcome>
  /** The same by an application, which wants to be told who it was. */
  requestHandOff(email: string, handOff: HandOff, port?: number): Promise<Outcome>
  redeem(
    attempt: string,
    secrets: Secrets,
    more?: { readonly port?: number; readonly expired?: boolean },
  ): Promise<Outcome>
  guess(asked: Asked, code: string, port?: number): Promise<Outcome>
  /** Looks at the attempt of a link. */
  open(attempt: string, token: string): Promise<Outcome>
  /** Wants another mail for the same attempt. */
  resend(asked: Asked): Promise<Outcome>
  /** Stops what was not asked for. */
  cancel(attempt: string, token: string): Promise<Outcome>
  check(signedIn: SignedIn, port?: number): Promise<Outcome>
  signOut(signedIn: SignedIn, port?: number): Promise<Outcome>
  refresh(session: string, refreshToken: string, port?: number): Promise<Outcome>
  exchange(session: string, code: string, more: { readonly handOff: HandOff; readonly port: number }): Promise<Outcome>
  close(): void
}

export type CallerOptions = RecorderOptions

const application = '/apps/default'

export function createCaller(options: CallerOptions): Caller {
  const { call, close } = createRecorder(options)
  return {
    request: (email, port) => call({ kind: 'request', email }, '/auth/magic-link', { json: { email }, port }),
    requestHandOff(email, { redirectUri, codeChallenge }, port) {
      const json = { email, redirectUri, codeChallenge, state: 'a state' }
      return call({ kind: 'request', email }, `${application}/sign-in`, { json, port })
    },
    redeem(attempt, { token, code, handle }, { port, expired } = {}) {
      const act = { kind: 'redeem', attempt, by: token ? 'link' : 'code', ...(expired ? { expired } : {}) } as const
      const json = { ...(token ? { token } : { attemptId: attempt, code }), ...(handle ? { handle } : {}) }
      return call(act, token ? '/auth/magic-link/verify' : '/auth/code/verify', { json, port })
    },
    guess: ({ attempt, handle }, code, port) =>
      call({ kind: 'guess', attempt }, '/auth/code/verify', { json: { attemptId: attempt, code, handle }, port }),
    open: (attempt, token) => call({ kind: 'open', attempt }, `/auth/attempts/${attempt}/open`, { json: { token } }),
    resend: ({ attempt, handle }) =>
      call({ kind: 'resend', attempt }, `/auth/attempts/${attempt}/resend`, { json: { handle } }),
    cancel: (attempt, token) =>
      call({ kind: 'cancel', attempt }, `/auth/attempts/${attempt}/cancel`, { json: { token } }),
    check: ({ session, cookies, accessToken }, port) =>
      call({ kind: 'check', session }, '/auth/me', { cookies, bearer: accessToken, port }),
    signOut: ({ session, cookies, accessToken }, port) =>
      call({ kind: 'sign-out', session }, '/auth/sign-out', { json: {}, cookies, bearer: accessToken, port }),
    refresh: (session, refreshToken, port) =>
      call({ kind: 'refresh', session, token: markOf(refreshToken) }, '/auth/refresh', {
        json: { refreshToken },
        port,
      }),
    exchange(session, code, { handOff: { redirectUri, codeVerifier }, port }) {
      const json = { code, redirectUri, codeVerifier }
      return call({ kind: 'exchange', session }, `${application}/exchange`, { json, port })
    },
    close,
  }
}

/** Who was let in by this answer, if anybody was. */
export function signedInBy({ answer, cookies, body }: Outcome): SignedIn | undefined {
  if (answer?.session === undefined) return undefined
  const accessToken = textIn(body['tokens'], 'accessToken')
  const refreshToken = textIn(body['tokens'], 'refreshToken')
  return {
    session: answer.session,
    cookies,
    ...(accessToken === undefined ? {} : { accessToken }),
    ...(refreshToken === undefined ? {} : { refreshToken }),
  }
}

/** A code of the right shape that is not this one; another one for every `at`. */
export function wrongCode(code: string, at: number): string {
  return String((Number(code) + at + 1) % 10 ** code.length).padStart(code.length, '0')
}
