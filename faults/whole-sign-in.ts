/**
 * One sign-in with all that belongs to it: another mail, a look at the link, a wrong code, the sign-in itself, a check, a
 * renewal where there are tokens, the sign-out; and an attempt that is stopped. It goes as far as it comes.
 */
import { type Caller, signedInBy, wrongCode } from './caller.ts'
import type { Outcome } from './recorder.ts'
import type { Scene } from './scene.ts'
import type { SunkMail } from './sink.ts'

export interface Step {
  readonly what: string
  readonly outcome: Outcome
}

export interface SignInOptions {
  readonly caller: Caller
  readonly email: string
  /** How long a mail is waited for. */
  readonly patience: number
}

export async function wholeSignIn(scene: Scene, options: SignInOptions): Promise<readonly Step[]> {
  const { caller, email } = options
  const steps: Step[] = []
  const note = (what: string, outcome: Outcome): Outcome => {
    steps.push({ what, outcome })
    return outcome
  }
  const ask = async (): Promise<Asked | undefined> => {
    const { answer, handle } = note('request', await caller.request(email))
    const mail = answer?.attempt && (await scene.sink.mailOf(answer.attempt, options.patience))
    return mail ? { handle, mail } : undefined
  }
  const asked = await ask()
  if (asked) await goIn(caller, asked, note)
  const stopped = await ask()
  if (stopped) note('cancel', await caller.cancel(stopped.mail.attempt, stopped.mail.token))
  return steps
}

interface Asked {
  readonly handle: string
  readonly mail: SunkMail
}

async function goIn(
  caller: Caller,
  { handle, mail: { attempt, token, code } }: Asked,
  note: (what: string, outcome: Outcome) => Outcome,
): Promise<void> {
  note('open', await caller.open(attempt, token))
  note('resend', await caller.resend({ attempt, handle }))
  note('guess', await caller.guess({ attempt, handle }, wrongCode(code, 0)))
  const signedIn = signedInBy(note('redeem', await caller.redeem(attempt, { token, handle })))
  if (!signedIn) return
  const { session, refreshToken } = signedIn
  note('check', await caller.check(signedIn))
  if (refreshToken !== undefined) note('refresh', await caller.refresh(session, refreshToken))
  note('sign-out', await caller.signOut(signedIn))
}
