/** Where the asker waits: types the code, shows the number to the other device, or asks for another mail. */
import { type FormEvent, type JSX, useEffect, useRef, useState } from 'react'
import { CodeField } from './code-field.tsx'
import { Button, Clock, hasKeyboard, Problem, useSecondsUntil } from './parts.tsx'
import type { StepProps } from './step-props.ts'

export function WaitStep(props: StepProps<'waiting'>): JSX.Element {
  const { machine, state, texts } = props
  return (
    <>
      <CodeForm {...props} />
      {state.sent.number !== null && (
        <div className="postern-number">
          <output aria-label={texts.yourNumber}>{state.sent.number}</output>
          <p>
            <strong>{texts.otherDevice}</strong> {texts.otherDeviceHelp}
          </p>
        </div>
      )}
      <div className="postern-links">
        <Resend {...props} />
        <button type="button" className="postern-text-button" onClick={machine.startOver}>
          {texts.otherAddress}
        </button>
      </div>
      <p className="postern-help">
        <strong>{texts.nothingYet}</strong> {texts.help}
      </p>
    </>
  )
}

function CodeForm({ machine, state, texts, id }: StepProps<'waiting'>): JSX.Element {
  const [code, setCode] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const { problem } = state
  const shut = problem?.code === 'codes-shut'
  const wrong = problem?.code === 'code-wrong' && code.length === state.sent.codeFormat.length
  useEffect(() => {
    if (hasKeyboard()) field.current?.focus()
  }, [])
  useEffect(() => {
    if (problem?.code === 'code-wrong') field.current?.select()
  }, [problem])
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (code !== '') void machine.typeCode(code)
  }
  const type = (typed: string, complete: boolean): void => {
    setCode(typed)
    if (complete) void machine.typeCode(typed)
  }
  return (
    <form className="postern-stack" onSubmit={submit} noValidate>
      {!shut && (
        <div>
          <label className="center" htmlFor={`${id}code`}>
            {texts.typeCode}
          </label>
          <CodeField
            id={`${id}code`}
            format={state.sent.codeFormat}
            value={code}
            describedBy={`${id}wrong ${id}status`}
            {...{ wrong, field }}
            onType={type}
          />
        </div>
      )}
      <Problem id={`${id}wrong`} problem={problem} texts={texts} takesFocus={shut} />
      {!shut && (
        <Button busy={machine.busy} busyText={texts.sending}>
          {texts.signIn}
        </Button>
      )}
      <p className="postern-waiting" id={`${id}status`} role="status">
        {texts.waiting}
      </p>
    </form>
  )
}

function Resend({ machine, state, texts }: StepProps<'waiting'>): JSX.Element {
  const { problem, sent, skew } = state
  const at = problem?.code === 'limited' && problem.retryAt !== undefined ? problem.retryAt : sent.resendAt
  const seconds = useSecondsUntil(at, skew)
  const left = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
  return (
    <button
      type="button"
      className="postern-text-button"
      aria-disabled={seconds > 0 || undefined}
      onClick={() => seconds === 0 && void machine.resend()}
    >
      {seconds === 0 ? (
        texts.sendAgain
      ) : (
        <>
          {texts.sendAgainAt(<Clock at={at} />)} ·{' '}
          <span role="timer" aria-label={texts.timeLeft} dir="ltr">
            {left}
          </span>
        </>
      )}
    </button>
  )
}
