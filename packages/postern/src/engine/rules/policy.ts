/** What a request leads to. None of it shows before proof (invariant 10). */
import { bitsOf } from '../../domain/code-format.ts'
import type { EmailAddress } from '../../domain/email-address.ts'
import type { Instant } from '../../domain/instant.ts'
import type { MessageKind } from '../../domain/message.ts'
import type { CodeFormat, Scope } from '../../domain/scope.ts'
import type { Subject } from '../../domain/user.ts'
import { admits } from './gate.ts'
import { openInvitation } from './invitations.ts'

/** Wrong codes of an hour in one tenant after which new codes get longer and tries fewer. Nobody is refused by it. */
const alarmingFailures = 1_000
const maxTries = 5
const maxTriesUnderAttack = 2
const codeUnderAttack: CodeFormat = { kind: 'letters', length: 8 }

/** Which mail an attempt sends. Suppression never binds a known browser. */
export function mailFor(subject: Subject, scope: Scope, known: boolean, now: Instant): MessageKind {
  const invited = openInvitation(subject, now) !== undefined
  if (!subject.registration && !admits(scope.application.signUp, subject.address, invited)) {
    return scope.application.explainClosed ? 'sign-up-closed' : 'none'
  }
  if (!known && subject.suppressedUntil !== undefined && subject.suppressedUntil > now) return 'none'
  return 'sign-in'
}

/** Mail goes to the address as it was proved: in another spelling it may be somebody else's mailbox. */
export function mailboxOf({ user, address, proved }: Subject): EmailAddress {
  if (proved) return proved
  return user?.email.toLowerCase() === address.key ? { address: user.email, key: address.key } : address
}

/** A stranger's wish decides the language of mails to strangers only; a user reads what she chose. */
export function mailLocale({ user }: Subject, known: boolean, asked: string): string {
  return known ? asked : (user?.locale ?? asked)
}

/** The code's shape and how often it may be guessed, given the wrong codes of the last hour. */
export function codePolicy(scope: Scope, failures: number): { readonly code: CodeFormat; readonly maxTries: number } {
  if (failures < alarmingFailures) return { code: scope.application.code, maxTries }
  return { code: longer(scope.application.code, codeUnderAttack), maxTries: maxTriesUnderAttack }
}

const longer = (one: CodeFormat, other: CodeFormat): CodeFormat => (bitsOf(one) > bitsOf(other) ? one : other)

/**
 * Whether a code is long enough: what an attempt's tries may hit among its live codes stays under 1 in 50,000
 * (NIST SP 800-63B-4 and ASVS 5.0 6.5.4 ask for 20 bits before tries are counted).
 */
export function isSoundCode(code: CodeFormat, liveSets: number): boolean {
  const space = 2 ** bitsOf(code)
  const isTypeable = code.length <= (code.kind === 'bytes' ? 128 : 12)
  return isTypeable && space > 999_999 && (maxTries * liveSets) / space <= 1 / 50_000
}
