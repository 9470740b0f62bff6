/** A sign-in as a machine: which step it is at, what went wrong in it, and what may be done. Draws nothing. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { MagicLinkRequest, PosternClient } from '../options.ts'
import type { RequestOutcome, Sent, User, WaitOutcome } from '../types.ts'
import { keepAttempt, recallAttempt } from './kept-attempt.ts'
import { useKnown } from './provider.tsx'
import type { SignInTexts } from './texts.tsx'

export interface SignInOptions extends Omit<MagicLinkRequest, 'email'> {
  /**
   * Somebody has signed in here. `next` is where the sign-in was to go. Without it the page goes there by itself if
   * `redirectTo` was given, and stays otherwise.
   */
  readonly onSignedIn?: ((user: User, next: string | undefined) => void) | undefined
}

/** What did not work in a step, which stays. */
export interface SignInProblem {
  /** An outcome's status or an error's code. */
  readonly code: string
  readonly triesLeft?: number
  readonly retryAt?: string
}

export type SignInState =
  | { readonly step: 'asking'; readonly email: string; readonly problem?: SignInProblem | undefined }
  | {
      readonly step: 'waiting'
      readonly email: string
      readonly sent: Sent
      /** How far this device's clock is behind the server's, in milliseconds: by the latter's `resendAt` counts. */
      readonly skew: number
      /** Whether the newest mail is not the first. */
      readonly again: boolean
      readonly problem?: SignInProblem | undefined
    }
  /** Somebody else is in: `switchAccount` leaves that account. Addresses are masked. */
  | {
      readonly step: 'switching'
      readonly email: string
      readonly attemptId: string
      readonly code?: string
      readonly current: string
      readonly next: string
      readonly problem?: SignInProblem | undefined
    }
  /** No sign-in comes of this attempt any more: `sendNew` asks for a new mail. */
  | {
      readonly step: 'over'
      readonly email: string
      readonly attemptId: string
      readonly reason: 'elsewhere' | 'ended' | 'expired'
      readonly problem?: SignInProblem | undefined
    }
  | { readonly step: 'second-factor'; readonly challenge: string; readonly methods: readonly string[] }
  /** The address is proved, and the account may not come in. */
  | {
      readonly step: 'refused'
      readonly reason: keyof SignInTexts['refused']
      readonly detail?: string
    }
  | { readonly step: 'done'; readonly user: User; readonly next?: string }

export interface SignInMachine {
  readonly state: SignInState
  /** A request is under way; further ones are not taken. */
  readonly busy: boolean
  ask(email: string): Promise<void>
  typeCode(code: string): Promise<void>
  /** Another mail for the same attempt. */
  resend(): Promise<void>
  /** A new attempt for the same address. */
  sendNew(): Promise<void>
  switchAccount(): Promise<void>
  /** Back to the first step, with the address still there. */
  startOver(): void
}

export function useSignIn(options: SignInOptions = {}): SignInMachine {
  const { client, user } = useKnown()
  const [state, setState] = useState<SignInState>({ step: 'asking', email: '' })
  const [busy, setBusy] = useState(false)
  const latest = useRef({ options, state, busy: false })
  latest.current = { options, state, busy: latest.current.busy }

  useEffect(() => {
    const kept = recallAttempt()
    if (kept) setState({ step: 'waiting', again: false, ...kept })
  }, [])

  const enter = useCallback((next: SignInState) => {
    latest.current.state = next
    keepAttempt(next.step === 'waiting' ? next : undefined)
    setState(next)
  }, [])

  // The provider lets go of it when somebody is in. Here she may sign in as somebody else.
  useEffect(() => {
    if (user && state.step === 'waiting') keepAttempt(state)
  }, [user, state])

  const finish = useCallback(
    (outcome: WaitOutcome, code?: string) => {
      // A code and an approval may both have been under way.
      if (latest.current.state.step === 'done') return
      if (outcome.status === 'signed-in') welcome(latest.current.options, outcome)
      const next = afterOutcome(latest.current.state, outcome, code)
      if (next) enter(next)
    },
    [enter],
  )

  const attemptId = state.step === 'waiting' ? state.sent.attemptId : undefined
  useEffect(() => {
    // While a code is on its way its own answer counts: it knows where to go.
    if (attemptId === undefined || busy) return undefined
    const stop = new AbortController()
    const { signal } = stop
    client.waitForSignIn(attemptId, { signal }).then(
      (outcome) => (!signal.aborted || outcome.status === 'signed-in') && finish(outcome),
      (fault: unknown) => signal.aborted || setState((now) => withProblem(now, fault)),
    )
    return () => stop.abort()
  }, [client, attemptId, busy, finish])

  const acts = useMemo(() => actsOf({ client, latest, enter, finish, setBusy, setState }), [client, enter, finish])
  return { state, busy, ...acts }
}

interface Machinery {
  readonly client: PosternClient
  readonly latest: { readonly current: { readonly options: SignInOptions; state: SignInState; busy: boolean } }
  enter(next: SignInState): void
  finish(outcome: WaitOutcome, code?: string): void
  setBusy(busy: boolean): void
  setState(change: (now: SignInState) => SignInState): void
}

function actsOf(machinery: Machinery): Omit<SignInMachine, 'state' | 'busy'> {
  const { client, latest, enter, finish, setBusy, setState } = machinery
  const alone = async (act: (now: SignInState) => Promise<void> | undefined): Promise<void> => {
    // Not the state: two presses may come before it is drawn.
    if (latest.current.busy) return
    latest.current.busy = true
    setBusy(true)
    try {
      await act(latest.current.state)
    } catch (fault) {
      setState((now) => withProblem(now, fault))
    } finally {
      latest.current.busy = false
      setBusy(false)
    }
  }
  const mailed = (email: string, outcome: RequestOutcome, again: boolean): void => {
    if (outcome.status === 'sent') return enter({ step: 'waiting', email, sent: outcome, skew: skewOf(outcome), again })
    if (outcome.status === 'sign-in-off') return enter({ step: 'refused', reason: outcome.status })
    if (outcome.status === 'attempt-unknown') return enter({ step: 'asking', email, problem: { code: outcome.status } })
    setState((now) => ({ ...now, problem: { ...outcome, code: outcome.status } }))
  }
  return {
    ask: (email) =>
      alone(async () => {
        setState(() => ({ step: 'asking', email }))
        const { redirectTo, state, locale } = latest.current.options
        const more = { ...(redirectTo && { redirectTo }), ...(state && { state }), ...(locale && { locale }) }
        mailed(email, await client.requestMagicLink({ email, ...more }), false)
      }),
    typeCode: (code) =>
      alone(async (now) => {
        if (now.step !== 'waiting') return
        finish(await client.verifyCode({ attemptId: now.sent.attemptId, code }), code)
      }),
    resend: () =>
      alone(async (now) => {
        if (now.step === 'waiting') mailed(now.email, await client.resend(now.sent.attemptId), true)
      }),
    sendNew: () =>
      alone(async (now) => {
        if (now.step !== 'over') return
        mailed(now.email, await client.requestMagicLink({ again: now.attemptId }), false)
      }),
    switchAccount: () =>
      alone(async (now) => {
        if (now.step !== 'switching') return
        const { attemptId, code } = now
        const switched = { attemptId, switchAccount: true }
        finish(await (code ? client.verifyCode({ ...switched, code }) : client.waitForSignIn(attemptId, switched)))
      }),
    startOver: () => {
      const { state } = latest.current
      enter({ step: 'asking', email: 'email' in state ? state.email : '' })
    },
  }
}

function skewOf({ resendAt, resendIn }: Sent): number {
  return Date.parse(resendAt) - resendIn * 1000 - Date.now()
}

function welcome({ onSignedIn, redirectTo }: SignInOptions, { user, next }: { user: User; next?: string }): void {
  if (onSignedIn) onSignedIn(user, next)
  else if (redirectTo !== undefined && next !== undefined) location.assign(next)
}

/** The step that an outcome leads to; nothing where it changes none. */
function afterOutcome(now: SignInState, outcome: WaitOutcome, code?: string): SignInState | undefined {
  const email = 'email' in now ? now.email : ''
  const attemptId = now.step === 'waiting' ? now.sent.attemptId : 'attemptId' in now ? now.attemptId : ''
  const over = (reason: 'elsewhere' | 'ended' | 'expired'): SignInState => ({ step: 'over', email, attemptId, reason })
  switch (outcome.status) {
    case 'signed-in':
      return { step: 'done', user: outcome.user, ...(outcome.next !== undefined && { next: outcome.next }) }
    case 'second-factor':
      return { step: 'second-factor', challenge: outcome.challenge, methods: outcome.methods }
    case 'confirm-needed': {
      const { current = '', next = '' } = outcome
      return { step: 'switching', email, attemptId, current, next, ...(code !== undefined && { code }) }
    }
    case 'sign-in-off':
    case 'sign-up-closed':
    case 'address-reserved':
    case 'user-banned':
    case 'user-locked':
      return { step: 'refused', reason: outcome.status }
    case 'vetoed':
      return { step: 'refused', reason: 'vetoed', ...(outcome.detail !== undefined && { detail: outcome.detail }) }
    case 'completed-elsewhere':
    case 'link-used':
      return over('elsewhere')
    case 'attempt-ended':
      return over('ended')
    case 'link-expired':
      return over('expired')
    case 'attempt-unknown':
    case 'link-unknown':
      return { step: 'asking', email, problem: { code: 'attempt-unknown' } }
    case 'code-wrong':
    case 'codes-shut':
    case 'limited':
    case 'link-superseded':
    case 'not-approved':
      return 'email' in now ? { ...now, problem: { ...outcome, code: outcome.status } } : undefined
    // Of acts of an account; a sign-in is none.
    case 'fulfilled':
    case 'other-session':
    case 'address-taken':
    case 'addresses-full':
      return undefined
  }
}

function withProblem(now: SignInState, fault: unknown): SignInState {
  const code = fault instanceof Error && 'code' in fault ? String(fault.code) : 'server-error'
  return 'email' in now ? { ...now, problem: { code } } : now
}
