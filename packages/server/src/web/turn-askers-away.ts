/**
 * An engine that promises no mail which could not leave: whoever asks for one whose transport is behind is told to come
 * again. Where no transport keeps up the door has said so already; here it is known whose mail it would be.
 */
import { type Backlog, type Engine, PosternError, type Scope } from 'postern/kit'
import { isBehind } from './is-behind.ts'

export interface Promises {
  readonly maxInFlight: number
  /** What the next mail of a scope waits for. */
  readonly backlogOf: (scope: Scope) => Promise<Backlog>
}

export function turnAskersAway(engine: Engine, { maxInFlight, backlogOf }: Promises): Engine {
  const unlessBehind =
    <Input, Outcome>(operate: (scope: Scope, input: Input) => Promise<Outcome>) =>
    async (scope: Scope, input: Input): Promise<Outcome> => {
      if (isBehind(await backlogOf(scope), maxInFlight)) throw new PosternError('busy', 'mails wait to be sent')
      return operate(scope, input)
    }
  return {
    ...engine,
    requestSignIn: unlessBehind(engine.requestSignIn),
    resend: unlessBehind(engine.resend),
    acceptInvitation: unlessBehind(engine.acceptInvitation),
    releaseHeld: unlessBehind(engine.releaseHeld),
  }
}
