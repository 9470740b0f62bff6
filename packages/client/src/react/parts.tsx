/** What several steps share: a button that says what it is doing, an address, a clock time, a sentence about what went wrong. */
import { type JSX, type ReactNode, useEffect, useRef, useState } from 'react'
import type { SignInTexts } from './texts.tsx'
import type { SignInProblem } from './use-sign-in.ts'

export function Button(props: {
  readonly busy: boolean
  readonly busyText: string
  readonly quiet?: boolean
  readonly onClick?: () => void
  readonly children: ReactNode
}): JSX.Element {
  const { busy, busyText, quiet, onClick, children } = props
  return (
    <button
      type={onClick ? 'button' : 'submit'}
      className={`postern-button${quiet ? ' quiet' : ''}`}
      aria-disabled={busy || undefined}
      onClick={onClick}
    >
      {busy ? busyText : children}
    </button>
  )
}

export function Address({ children }: { readonly children: string }): JSX.Element {
  return (
    <strong>
      <bdi dir="ltr">{children}</bdi>
    </strong>
  )
}

/** Latin digits in every language: times are compared with those in mails. */
export function Clock({ at }: { readonly at: string }): JSX.Element {
  const words = new Date(at).toLocaleTimeString('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  return (
    <time dateTime={at}>
      <bdi dir="ltr">{words}</bdi>
    </time>
  )
}

export function Problem(props: {
  readonly id: string
  /** Where what had the focus has gone: the sentence takes it. */
  readonly takesFocus?: boolean
  readonly problem: SignInProblem | undefined
  readonly texts: SignInTexts
}): JSX.Element {
  const { id, problem, texts, takesFocus = false } = props
  const sentence = useRef<HTMLParagraphElement>(null)
  useEffect(() => {
    if (takesFocus) sentence.current?.focus()
  }, [takesFocus])
  return (
    <p className="postern-wrong" id={id} role="alert" ref={sentence} tabIndex={-1}>
      {problem && words(problem, texts)}
    </p>
  )
}

function words({ code, triesLeft, retryAt }: SignInProblem, texts: SignInTexts): ReactNode {
  if (code === 'code-wrong' && triesLeft !== undefined) return texts.codeWrong(triesLeft)
  if (code === 'limited' && retryAt !== undefined) return texts.limited(<Clock at={retryAt} />)
  return texts.problems[code] ?? texts.problems.other
}

/** Seconds until then by the server's clock, counted down; 0 when it is over. */
export function useSecondsUntil(moment: string, skew: number): number {
  const left = (): number => Math.max(0, Math.ceil((Date.parse(moment) - Date.now() - skew) / 1000))
  const [seconds, setSeconds] = useState(left)
  useEffect(() => {
    setSeconds(left())
    const timer = setInterval(() => setSeconds(left()), 1000)
    return () => clearInterval(timer)
    // biome-ignore lint: `left` reads nothing but these two
  }, [moment, skew])
  return seconds
}

/** On a phone the focus would call its keyboard up, over the number that is to be read. */
export function hasKeyboard(): boolean {
  return typeof matchMedia === 'function' && matchMedia('(pointer: fine)').matches
}
