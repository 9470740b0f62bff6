/** The whole sign-in as one component. It looks like the hosted pages and says what they say. */
import { type CSSProperties, type JSX, type ReactNode, useId } from 'react'
import { AskStep } from './ask-step.tsx'
import { Door, type Gate } from './door.tsx'
import { Address, Button, hasKeyboard, Problem } from './parts.tsx'
import type { StepProps } from './step-props.ts'
import { english, type SignInTexts } from './texts.tsx'
import { type SignInOptions, type SignInState, useSignIn } from './use-sign-in.ts'
import { WaitStep } from './wait-step.tsx'

export interface SignInProps extends SignInOptions {
  /** What people sign in to. */
  readonly application?: ReactNode
  /** Stands in the crown instead of the small gate. */
  readonly logo?: ReactNode
  readonly texts?: Partial<SignInTexts> | undefined
  /** The heading's rank on your page. `h2` by default. */
  readonly heading?: 'h1' | 'h2' | 'h3' | undefined
  /** Puts the focus on the address at first. Off by default: the page is yours. */
  readonly autoFocus?: boolean | undefined
  readonly lang?: string | undefined
  readonly dir?: 'ltr' | 'rtl' | undefined
  readonly className?: string | undefined
  readonly style?: CSSProperties | undefined
}

const gates: Readonly<Record<SignInState['step'], Gate>> = {
  asking: 'shut',
  waiting: 'ajar',
  switching: 'shut',
  over: 'barred',
  'second-factor': 'ajar',
  refused: 'barred',
  done: 'open',
}

export function SignIn(props: SignInProps): JSX.Element {
  const { texts: given, heading = 'h2', lang, dir, className, style, logo } = props
  const machine = useSignIn(props)
  const texts = { ...english, ...given }
  const { state } = machine
  const id = useId()
  const { title, lede } = headOf(state, texts, props.application)
  return (
    <Door
      {...{ logo, heading, title, lede, lang, dir, className, style }}
      gate={gates[state.step]}
      step={state.step}
      ownFocus={state.step === 'waiting' && hasKeyboard()}
      outcome={['over', 'refused', 'done'].includes(state.step)}
    >
      <Step machine={machine} texts={texts} id={id} autoFocus={props.autoFocus === true} />
    </Door>
  )
}

function Step(props: Omit<StepProps<never>, 'state'> & { readonly autoFocus: boolean }): JSX.Element | null {
  const { machine, texts, id, autoFocus } = props
  const { state, busy } = machine
  switch (state.step) {
    case 'asking':
      return <AskStep {...{ machine, state, texts, id, autoFocus }} />
    case 'waiting':
      return <WaitStep key={state.sent.attemptId} {...{ machine, state, texts, id }} />
    case 'switching':
      return (
        <div className="postern-stack">
          <Problem id={`${id}wrong`} problem={state.problem} texts={texts} />
          <Button busy={busy} busyText={texts.sending} onClick={() => void machine.switchAccount()}>
            {texts.changeAccount}
          </Button>
          <Button busy={false} busyText="" quiet onClick={machine.startOver}>
            {texts.stay}
          </Button>
        </div>
      )
    case 'over':
      return (
        <div className="postern-stack">
          <Problem id={`${id}wrong`} problem={state.problem} texts={texts} />
          <Button busy={busy} busyText={texts.sending} onClick={() => void machine.sendNew()}>
            {state.reason === 'elsewhere' ? texts.signInHereToo : texts.emailNewLink}
          </Button>
          <div className="postern-links">
            <button type="button" className="postern-text-button" onClick={machine.startOver}>
              {texts.otherAddress}
            </button>
          </div>
        </div>
      )
    case 'refused':
      return (
        <Button busy={false} busyText="" quiet onClick={machine.startOver}>
          {texts.otherAddress}
        </Button>
      )
    case 'second-factor':
    case 'done':
      return null
  }
}

interface Head {
  readonly title: ReactNode
  readonly lede: ReactNode
}

function headOf(state: SignInState, texts: SignInTexts, application: ReactNode): Head {
  switch (state.step) {
    case 'asking':
      return { title: texts.title(application && <bdi>{application}</bdi>), lede: texts.lede }
    case 'waiting': {
      const words = state.again ? texts.sentAgainTo : texts.sentTo
      return { title: texts.checkEmail, lede: words(<Address>{state.email}</Address>) }
    }
    case 'switching':
      return {
        title: texts.switchTitle(<bdi dir="ltr">{state.next}</bdi>),
        lede: texts.switchLede(<Address>{state.current}</Address>),
      }
    case 'over':
      return asHead(texts.over[state.reason])
    case 'second-factor':
      return asHead(texts.secondFactor)
    case 'refused':
      return { title: texts.refused[state.reason].title, lede: state.detail ?? texts.refused[state.reason].text }
    case 'done':
      return { title: texts.done.title, lede: texts.done.text(<Address>{state.user.email}</Address>) }
  }
}

const asHead = ({ title, text }: { readonly title: string; readonly text: ReactNode }): Head => ({ title, lede: text })
