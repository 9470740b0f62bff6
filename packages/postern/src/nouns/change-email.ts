/** `auth.changeEmail`: a change of address that code of the host application asks for. The new address proves itself. */
import { formatCredential } from '../domain/credential.ts'
import { parseUserId } from '../domain/id.ts'
import { checkKind, isObject, type Kinds, oneOf, text } from '../domain/kinds.ts'
import type { ActStarted } from '../engine/sign-in/acts/start.ts'
import { cookiesFor } from '../http/call.ts'
import { type CallerSource, isCallerSource } from '../http/sender.ts'
import { callerSource, checkArgument } from './checks.ts'
import { headersOf, type WithHeaders } from './outcomes.ts'
import { callerIn, type SignInGround } from './sign-in.ts'

export interface ChangeEmailOptions {
  /** `additional` keeps the old address beside the new one. `primary` where nothing is said. */
  readonly mode?: 'primary' | 'additional'
  /** The language of the mail. */
  readonly locale?: string
  /** Where the browser goes once the address is proved: a path of our own origin, or one of `redirects`. */
  readonly redirectTo?: string
}

export type ChangeEmailResult =
  /** The mail is on its way. `handle` is what a program shows to redeem the code by `verifyCode`. */
  | (WithHeaders & {
      readonly status: 'sent'
      readonly attemptId: string
      readonly handle: string
      readonly expiresAt: Date
      readonly resendAt: Date
    })
  | { readonly status: 'limited' | 'busy'; readonly retryAt: Date }
  | { readonly status: 'proof-needed'; readonly challenge: string; readonly bits: number }
  | { readonly status: 'redirect-refused'; readonly hint: string }
  | {
      readonly status:
        | 'unauthenticated'
        | 'step-up-needed'
        | 'email-invalid'
        | 'address-taken'
        | 'addresses-full'
        | 'user-unknown'
    }

export interface ChangeEmailVerb {
  /**
   * Sends a link and a code to the new address. Nothing changes before one of them is redeemed: for a request in the very
   * session that sent it, which needs a fresh proof of the mailbox; for `{ userId }` in any session of that user. The old
   * address is told, can undo the change for seven days, and is kept for her as long. Whether somebody else has the
   * address is never told here.
   */
  changeEmail(
    from: CallerSource | { readonly userId: string },
    newEmail: string,
    options?: ChangeEmailOptions,
  ): Promise<ChangeEmailResult>
}

const members: Kinds<ChangeEmailOptions> = { mode: oneOf('primary', 'additional'), locale: text, redirectTo: text }

export function changeEmailVerb(ground: SignInGround): ChangeEmailVerb {
  const { engineOf, scope, settings } = ground
  const { locale: language } = scope.application
  return {
    async changeEmail(from, newEmail, options = {}) {
      // A host's middleware may have marked its request with an id: it is a request all the same.
      const isOfUser = !isCallerSource(from) && isObject(from) && 'userId' in from
      if (isOfUser) checkKind('userId', from.userId, text)
      else checkKind('from', from, callerSource)
      checkArgument('options', options, members)
      const { mode = 'primary', locale, redirectTo } = options
      const engine = await engineOf()
      if (!isOfUser) {
        const asked = { client: callerIn(ground, from), email: newEmail, mode, locale: locale ?? language }
        const started = await engine.startAct(scope, {
          act: 'change-address',
          ...asked,
          ...(redirectTo && { redirectTo }),
        })
        return startedResult(started, (asker) => headersOf(cookiesFor({ http: settings, scope }, { binding: asker })))
      }
      const id = parseUserId(from.userId)
      const found = id && (await engine.findUser(scope, { id }))
      if (!found) return { status: 'user-unknown' }
      const { user } = found
      const client = { kind: 'program', asked: {}, networks: [] } as const
      const read = locale ?? user.locale ?? language
      const started = await engine.startChangeFor(scope, { user, email: newEmail, mode, locale: read, client })
      return startedResult(started, () => new Headers())
    },
  }
}

type Asker = Extract<ActStarted, { kind: 'sent' }>['asker']

function startedResult(started: ActStarted, headers: (asker: Asker) => Headers): ChangeEmailResult {
  switch (started.kind) {
    case 'sent': {
      const { attempt: attemptId, asker } = started
      const [expiresAt, resendAt] = [new Date(started.expiresAt), new Date(started.resendAt)]
      return {
        status: 'sent',
        attemptId,
        handle: formatCredential(asker),
        expiresAt,
        resendAt,
        headers: headers(asker),
      }
    }
    case 'limited':
    case 'busy':
      return { status: started.kind, retryAt: new Date(started.retryAt) }
    case 'proof-needed':
      return { status: started.kind, challenge: started.challenge, bits: started.bits }
    case 'redirect-refused':
      return { status: started.kind, hint: started.hint }
    default:
      return { status: started.kind }
  }
}
