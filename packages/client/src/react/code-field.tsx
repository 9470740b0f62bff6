/** One real input, over a row of small arches where its code is short. Takes what is pasted or filled in, and says when it is complete. */
import { type JSX, type RefObject, useState } from 'react'
import type { Sent } from '../types.ts'
import { typedCode } from './typed-code.ts'

export interface CodeFieldProps {
  readonly id: string
  readonly format: Sent['codeFormat']
  readonly value: string
  readonly wrong: boolean
  readonly describedBy: string
  readonly field: RefObject<HTMLInputElement | null>
  readonly onType: (value: string, complete: boolean) => void
}

export function CodeField({ id, format, value, wrong, describedBy, field, onType }: CodeFieldProps): JSX.Element {
  const [focused, setFocused] = useState(false)
  const arch = (at: number): string => (at < value.length ? 'lit' : at === value.length && focused ? 'next' : '')
  const take = (typed: string): void => {
    const clean = typedCode(typed, format)
    onType(clean, clean.length === format.length && clean !== value)
  }
  const input = (
    <input
      id={id}
      ref={field as RefObject<HTMLInputElement>}
      name="code"
      value={value}
      inputMode={format.kind === 'digits' ? 'numeric' : 'text'}
      autoComplete="one-time-code"
      autoCapitalize={format.kind === 'letters' ? 'characters' : 'off'}
      spellCheck={false}
      dir="ltr"
      required
      aria-invalid={wrong || undefined}
      aria-describedby={describedBy}
      onChange={(event) => take(event.currentTarget.value)}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
      {...(format.kind === 'text' && { className: 'postern-input' })}
    />
  )
  if (format.kind === 'text') return input
  return (
    <div className={`postern-code${wrong ? ' wrong' : ''}`} style={{ ['--n' as string]: format.length }}>
      {input}
      {Array.from({ length: format.length }, (_, at) => (
        // The arches never change their order.
        <i key={at} className={arch(at)} aria-hidden="true" />
      ))}
    </div>
  )
}
