/** What each event means, and what it carries beside its id, type, tenant, application and moment. */
import type { EventDraft, EventType } from '../../packages/postern/src/domain/event.ts'
import type { RefusalReason } from '../../packages/postern/src/engine/sign-in/outcome.ts'

/** As the engine's types have them: one more does not compile without its line here. */
const refusals: Readonly<Record<RefusalReason, true>> = {
  'sign-up-closed': true,
  'user-banned': true,
  'user-locked': true,
  'address-reserved': true,
  'invitation-expired': true,
  'invitation-revoked': true,
  'sign-in-off': true,
  vetoed: true,
  'not-registered': true,
}

const codes = (of: object): string =>
  Object.keys(of)
    .map((code) => `\`${code}\``)
    .join(', ')

export interface EventFacts {
  readonly when: string
  readonly carries: readonly Exclude<keyof EventDraft, 'id' | 'type' | 'application' | 'reason'>[]
  /** What the word in `reason` says. */
  readonly reason?: string
}

export const eventFacts: Readonly<Record<EventType, EventFacts>> = {
  'link.requested': {
    when: 'Somebody asked for a mail. Says nothing about whether there is an account.',
    carries: ['attempt', 'asked'],
    reason: '`resend` where it is one more mail of the same attempt, `vouched` where your code delivers it',
  },
  'link.delivered': {
    when: 'A transport took the mail: somebody else is responsible now.',
    carries: ['attempt'],
    reason: 'the transport’s name',
  },
  'link.failed': {
    when: 'A mail will not arrive any more: refused for good, or not taken before its secrets expired.',
    carries: ['attempt'],
    reason: 'a stable word of the transport or of the outbox, such as `timed-out`',
  },
  'link.opened': {
    when: 'A link was looked at, by a person or a robot. Decides nothing; twenty a link are noted.',
    carries: ['attempt', 'asked'],
  },
  'attempt.approved': {
    when: 'Somebody who could read the mail typed the number that the asking device shows.',
    carries: ['attempt', 'asked'],
  },
  'attempt.cancelled': {
    when: 'An open attempt was stopped by its mail.',
    carries: ['attempt', 'asked'],
    reason: '`not-me`',
  },
  'codes.shut': { when: 'The tries of an attempt are spent: its link still works.', carries: ['attempt', 'asked'] },
  'approval.shut': {
    when: 'A wrong number was typed: the attempt cannot be approved any more, its link still works.',
    carries: ['attempt', 'asked'],
  },
  'sign-in.completed': {
    when: 'A session was made.',
    carries: ['attempt', 'user', 'session', 'asked', 'about'],
    reason:
      'how: `email-link`, `email-code`, `approved`, `vouched`, `support`; of the last two `about.way` tells which of the first three was used',
  },
  'sign-in.refused': {
    when: 'An address was proved, and the gate let nobody in.',
    carries: ['attempt', 'user', 'asked'],
    reason: `why: ${codes(refusals)}`,
  },
  'step-up.completed': {
    when: 'Somebody who is signed in proved the mailbox once more.',
    carries: ['attempt', 'user', 'session', 'asked'],
  },
  'user.created': {
    when: 'An account was made: by a first proof, by your code, or by an import.',
    carries: ['attempt', 'user'],
    reason: '`imported` for another system’s user, `vouched` where your code made it; none for a first proof',
  },
  'user.updated': {
    when: 'Name, language, roles or data were changed.',
    carries: ['user', 'session'],
    reason: '`profile`, `roles` or `profile-and-roles`',
  },
  'user.banned': {
    when: 'Somebody may not sign in any more, and was signed out.',
    carries: ['user'],
    reason: 'the word that your code gave',
  },
  'user.unbanned': { when: 'Somebody may sign in again.', carries: ['user'], reason: 'the word that your code gave' },
  'user.locked': {
    when: 'Somebody may not sign in until she is unlocked, and was signed out.',
    carries: ['user', 'actor'],
    reason: 'the word of whoever did it',
  },
  'user.unlocked': {
    when: 'Somebody who was locked may sign in again.',
    carries: ['user', 'actor'],
    reason: 'the word of whoever did it',
  },
  'user.removed': {
    when: 'An account was removed, with everything that hung on it.',
    carries: ['attempt', 'user'],
    reason: '`own-wish` where she deleted it herself, else your word',
  },
  'user.anonymised': {
    when: 'A person was removed from an account whose row stays, so that your own rows still refer to it.',
    carries: ['user'],
  },
  'user.exported': { when: 'Everything that is kept of a user was handed out.', carries: ['user', 'session'] },
  'address.added': {
    when: 'A further address was proved and added.',
    carries: ['attempt', 'user', 'session', 'asked'],
  },
  'address.changed': {
    when: 'The primary address is another one now.',
    carries: ['attempt', 'user', 'session', 'asked'],
  },
  'address.removed': {
    when: 'An address was given up; it stays reserved for a while.',
    carries: ['user', 'session', 'asked'],
  },
  'address.restored': {
    when: 'A change of address was undone from the old mailbox, and sessions were ended.',
    carries: ['user', 'asked'],
  },
  'address.suppressed': {
    when: 'Staff stopped mail to an address. What bounces suppress is told as `link.failed` and `message.bounced`.',
    carries: ['actor'],
    reason: 'the word that was given for it',
  },
  'address.released': {
    when: 'Mail is sent again to an address that was suppressed.',
    carries: ['actor', 'about'],
  },
  'registration.changed': {
    when: 'Staff made, changed or ended what somebody is in an application.',
    carries: ['user', 'actor'],
    reason: '`created`, `changed` or `removed`',
  },
  'session.revoked': {
    when: 'A session was ended before its time.',
    carries: ['attempt', 'user', 'session', 'asked'],
    reason:
      '`sign-out`, `not-me`, `revoked`, `others`, `all`, `replaced` by another sign-in of its browser, or `token-reused`, among others',
  },
  'sessions.revoked-all': { when: 'Everybody was signed out by the operator.', carries: [] },
  'hand-off.exchanged': {
    when: 'An application exchanged the code that its callback got: it knows now who signed in.',
    carries: ['attempt', 'session'],
  },
  'hand-off.refused': {
    when: 'A hand-off code was presented, and not as it was asked for. It is spent, and the session it came from is ended.',
    carries: ['attempt', 'user', 'session', 'asked'],
    reason: '`application-differs`, `redirect-differs`, `verifier-wrong`',
  },
  'token.reused': {
    when: 'A refresh token came back after its successor was used: somebody has a copy. Its family was ended.',
    carries: ['user', 'session', 'asked'],
  },
  'key.rotated': { when: 'Access tokens are signed by another key from now on.', carries: [] },
  'invitation.created': { when: 'Somebody was invited.', carries: [] },
  'invitation.accepted': { when: 'An invited address was proved.', carries: ['attempt', 'user'] },
  'invitation.revoked': {
    when: 'An invitation was withdrawn.',
    carries: [],
    reason: 'the word that your code gave',
  },
  'limit.exceeded': {
    when: 'A request was refused because a limit was spent.',
    carries: ['asked'],
    reason: 'whose limit: `address`, `network` or `shared`',
  },
  'limit.restored': { when: 'Staff gave an address its budgets back.', carries: ['actor', 'about'] },
  'setting.changed': {
    when: 'A tenant, an application, a key or another thing that administrators edit was created, changed or removed.',
    carries: ['actor', 'about'],
    reason: '`created`, `changed` or `removed`; `tested` where a template was sent to look at',
  },
  'template.failed': {
    when: 'A template could not be used, and the built-in mail was sent instead. It is tried again after a minute.',
    carries: ['about'],
    reason: '`too-slow`, `died`, `too-many`, `not-written` or `incomplete`',
  },
  'person.read': { when: 'Staff looked at what is kept of a person.', carries: ['user', 'actor', 'about'] },
  'support-link.created': {
    when: 'A link was handed to support staff instead of a mailbox.',
    carries: ['user', 'attempt', 'actor'],
    reason: 'the word that whoever made it gave',
  },
  'webhook.disabled': { when: 'A webhook failed for days and is no longer called.', carries: ['about'] },
  'message.bounced': {
    when: 'The receiving side gave a mail back.',
    carries: ['attempt', 'about'],
    reason: '`hard` or `soft`',
  },
  'message.complained': { when: 'A recipient called a mail spam.', carries: ['attempt', 'about'] },
  'message.delayed': { when: 'The receiving side keeps a mail waiting.', carries: ['attempt', 'about'] },
  'message.retried': { when: 'Staff had a waiting mail sent at once.', carries: ['attempt', 'actor', 'about'] },
  'message.cancelled': { when: 'Staff dropped a waiting mail.', carries: ['attempt', 'actor', 'about'] },
}
