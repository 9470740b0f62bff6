/** The one gate: every way in passes here, where the session is made, and nowhere else (invariant 13). */
import { domainOf, type EmailAddress } from '../../domain/email-address.ts'
import type { Scope, SignUp } from '../../domain/scope.ts'
import type { Registration, Subject, User } from '../../domain/user.ts'
import type { Invited } from './invitations.ts'

export type Verdict =
  | { readonly kind: 'pass' }
  | { readonly kind: 'second-factor'; readonly methods: readonly string[] }
  | { readonly kind: 'refused'; readonly code: GateCode }

export type GateCode =
  | 'sign-in-off'
  | 'sign-up-closed'
  | 'invitation-expired'
  | 'invitation-revoked'
  | 'user-banned'
  | 'user-locked'
  | 'address-reserved'

export function gate(subject: Subject, scope: Scope, invited: Invited = 'no'): Verdict {
  const { user, registration } = subject
  if (isOff(scope)) return { kind: 'refused', code: 'sign-in-off' }
  if (user?.status === 'banned') return { kind: 'refused', code: 'user-banned' }
  if (user?.status === 'locked') return { kind: 'refused', code: 'user-locked' }
  if (subject.reservedUntil !== undefined) return { kind: 'refused', code: 'address-reserved' }
  if (invited === 'expired' || invited === 'revoked') return { kind: 'refused', code: `invitation-${invited}` }
  if (!registration && !admits(scope.application.signUp, subject.address, invited === 'open')) {
    return { kind: 'refused', code: 'sign-up-closed' }
  }
  if (user && user.factors.length > 0) return { kind: 'second-factor', methods: user.factors }
  return { kind: 'pass' }
}

/** Whether nobody may sign in at present. It says nothing of anybody, and is told before proof as well. */
export const isOff = ({ application }: Scope): boolean => application.signIn === 'off'

export interface Barred {
  readonly kind: 'sign-in-off' | 'sign-up-closed' | 'user-banned' | 'user-locked'
}

/** The gate for somebody who is in already: a ban or a lock ends it, and so does the loss of her registration. */
export function barredFrom(
  { user, registration }: { readonly user: User; readonly registration?: Registration },
  scope: Scope,
): Barred | undefined {
  if (isOff(scope)) return { kind: 'sign-in-off' }
  if (user.status === 'banned') return { kind: 'user-banned' }
  if (user.status === 'locked') return { kind: 'user-locked' }
  return registration ? undefined : { kind: 'sign-up-closed' }
}

/**
 * Whether somebody without a registration may get one. Domains are compared as A-labels, for equality. An invitation
 * goes beyond them, but closed is closed.
 */
export function admits(signUp: SignUp, address: EmailAddress, invited = false): boolean {
  if (signUp === 'open') return true
  if (signUp === 'closed') return false
  return invited || (signUp !== 'invited' && signUp.domains.includes(domainOf(address.key)))
}
