/** What stands around every step: the door, its crown, and a heading that takes the focus when the step changes. */
import { type CSSProperties, type JSX, type ReactNode, useEffect, useRef } from 'react'

/** How the door stands, which a reader sees before a word is read. */
export type Gate = 'shut' | 'ajar' | 'open' | 'barred'

export interface DoorProps {
  readonly gate: Gate
  readonly logo: ReactNode
  readonly heading: 'h1' | 'h2' | 'h3'
  readonly title: ReactNode
  readonly lede: ReactNode
  /** The heading takes the focus when this changes, but not at first. */
  readonly step: string
  /** A field of the step takes it instead. */
  readonly ownFocus: boolean
  /** The step tells how it ended. */
  readonly outcome: boolean
  readonly lang?: string | undefined
  readonly dir?: 'ltr' | 'rtl' | undefined
  readonly className?: string | undefined
  readonly style?: CSSProperties | undefined
  readonly children?: ReactNode
}

export function Door(props: DoorProps): JSX.Element {
  const { gate, logo, heading: Heading, title, lede, step, ownFocus, outcome, className = '', children } = props
  const head = useRef<HTMLHeadingElement>(null)
  const first = useRef(step)
  useEffect(() => {
    if (first.current === step) return
    first.current = ''
    if (!ownFocus) head.current?.focus()
  }, [step, ownFocus])
  return (
    <section className={`postern ${className}`} data-gate={gate} lang={props.lang} dir={props.dir} style={props.style}>
      <div className="postern-door">
        <div className="postern-crown">{logo ?? <Mark />}</div>
        <div className="postern-head" role={outcome ? 'status' : undefined}>
          <Heading ref={head} tabIndex={-1}>
            {title}
          </Heading>
          <p>{lede}</p>
        </div>
        {children}
      </div>
    </section>
  )
}

function Mark(): JSX.Element {
  return (
    <svg className="postern-mark" viewBox="0 0 20 24" aria-hidden="true">
      <path d="M0 24V10a10 10 0 0 1 20 0v14z" />
      <path className="lamp" d="M11 24V5.2A5 5 0 0 1 15.5 10v14z" />
    </svg>
  )
}
