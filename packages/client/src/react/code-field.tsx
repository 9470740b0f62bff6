/** One real input over a row of small arches. Takes what is pasted or filled in, and says when it is complete. */
import { type JSX, type RefObject, useState } from 'react'
import type { Sent } from '../types.ts'

export interface CodeFieldProps {
  readonly id: string
  readonly format: Sent['codeFormat']
  readonly value: string
  readonly wrong: boolean
  readonly describedBy: string
  readonly field: RefObject<HTMLInputElement | null>
  readonly onType: (value: string, complete: boolean) => void
}

export function CodeField(props: CodeFieldProps): JSX.Element {
  const { id, format, value, wrong, describedBy, field, onType } = props
  const [focused, setFocused] = useState(false)
  const digits = format.kind === 'digits'
  const arch = (at: number): string => (at < value.length ? 'lit' : at === value.length && focused ? 'next' : '')
  const take = (typed: string): void => {
    const foreign = digits ? /[^0-9]/g : /[^A-Z0-9]/g
    const clean = latin(typed).normalize('NFKC').toUpperCase().replace(foreign, '').slice(0, format.length)
    onType(clean, clean.length === format.length && clean !== value)
  }
  return (
    <div className={`postern-code${wrong ? ' wrong' : ''}`} style={{ ['--n' as string]: format.length }}>
      <input
        id={id}
        ref={field as RefObject<HTMLInputElement>}
        name="code"
        value={value}
        inputMode={digits ? 'numeric' : 'text'}
        autoComplete="one-time-code"
        autoCapitalize={digits ? 'off' : 'characters'}
        spellCheck={false}
        dir="ltr"
        required
        aria-invalid={wrong || undefined}
        aria-describedby={describedBy}
        onChange={(event) => take(event.currentTarget.value)}
        onFocus={() => setFocused(true)}
        onBlur={() => setFocused(false)}
      />
      {Array.from({ length: format.length }, (_, at) => (
        // The arches never change their order.
        <i key={at} className={arch(at)} aria-hidden="true" />
      ))}
    </div>
  )
}

/** Keyboards of Arabic, Persian and Hindi have digits of their own. */
function latin(typed: string): string {
  // The last four bits count from the zero of the first two, and six more than that from the third's.
  return typed.replace(/[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f]/g, (digit) => {
    const low = digit.charCodeAt(0) & 15
    return String(digit < '\u0966' ? low : low - 6)
  })
}
