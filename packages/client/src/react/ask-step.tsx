/** The first step: one address. */
import { type FormEvent, type JSX, useEffect, useRef, useState } from 'react'
import { Button, Problem } from './parts.tsx'
import type { StepProps } from './step-props.ts'

export function AskStep(props: StepProps<'asking'> & { readonly autoFocus: boolean }): JSX.Element {
  const { machine, state, texts, id, autoFocus } = props
  const [email, setEmail] = useState(state.email)
  const field = useRef<HTMLInputElement>(null)
  const { problem } = state
  const inField = problem?.code === 'email-invalid'
  useEffect(() => {
    if (inField || autoFocus) field.current?.focus()
  }, [inField, autoFocus])
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    void machine.ask(email.trim())
  }
  return (
    <form className="postern-stack" onSubmit={submit} noValidate>
      <div>
        <label htmlFor={`${id}email`}>{texts.emailAddress}</label>
        <input
          id={`${id}email`}
          ref={field}
          className="postern-input"
          name="email"
          type="email"
          autoComplete="username"
          inputMode="email"
          autoCapitalize="off"
          spellCheck={false}
          dir="ltr"
          required
          value={email}
          aria-invalid={inField || undefined}
          aria-describedby={`${id}wrong`}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <Problem id={`${id}wrong`} problem={problem} texts={texts} />
      </div>
      <Button busy={machine.busy} busyText={texts.sending}>
        {texts.emailMe}
      </Button>
      <p className="postern-note center">{texts.newHere}</p>
    </form>
  )
}
