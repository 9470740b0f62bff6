import type { SignInTexts } from './texts.tsx'
import type { SignInMachine, SignInState } from './use-sign-in.ts'

/** What every step is given. */
export interface StepProps<S extends SignInState['step']> {
  readonly machine: SignInMachine
  readonly state: Extract<SignInState, { readonly step: S }>
  readonly texts: SignInTexts
  /** For ids of its own: a page may have two. */
  readonly id: string
}
