/**
 * A sign-in that somebody with a key starts for a user who is there already. He gets its secrets and delivers them, or
 * has the held mail sent: either way he vouches for the address, and is named in the attempt's story. Each start ends
 * what was started so for her before; what she asks for in a browser is another attempt and none of this one's business.
 */
import type { Credential } from '../../domain/credential.ts'
import { parseEmailAddress } from '../../domain/email-address.ts'
import type { Id } from '../../domain/id.ts'
import type { Instant } from '../../domain/instant.ts'
import type { MessageSecrets } from '../../domain/message.ts'
import type { Subject, User } from '../../domain/user.ts'
import type { AttemptDraft } from '../../ports/records.ts'
import type { Operation } from '../operation.ts'
import { attemptEvent, tell } from '../rules/events.ts'
import { worksUntil } from '../rules/lifetimes.ts'
import { noteLimit } from '../rules/limit-told.ts'
import { mailCharges } from '../rules/limits.ts'
import { codePolicy, mailboxOf, mailLocale } from '../rules/policy.ts'
import { type Turn, turnNow } from '../rules/turn.ts'
import { prepareMail } from './begin.ts'

export interface Vouching {
  readonly email: unknown
  /** Whose word it is: `key:<id>`. */
  readonly by: string
  /** Given back when the attempt is completed. */
  readonly state?: string
  /** The same for the mail's template: names and plain text. */
  readonly shown?: NonNullable<MessageSecrets['state']>
}

export type Vouched =
  | {
      readonly kind: 'created'
      readonly attempt: Id<'attempt'>
      /** Redeems alone. */
      readonly link: Credential<'attempt'>
      /** Redeems with the code. It is named by the attempt, which it finds. */
      readonly handle: Credential<'binding'>
      readonly code: string
      readonly expiresAt: Instant
    }
  | { readonly kind: 'limited'; readonly retryAt: Instant }
  | { readonly kind: 'user-unknown' }

export const vouch: Operation<Vouching, Vouched> = async (ports, scope, input) => {
  const turn = turnNow(ports, scope)
  const address = parseEmailAddress(input.email)
  if (!address) return { kind: 'user-unknown' }
  const application = scope.application.id
  const { subject, failures } = await ports.store.attempts.prepare({ ...turn.at, application, address })
  return subject.user ? start(turn, input, { subject, user: subject.user, failures }) : { kind: 'user-unknown' }
}

interface Known {
  readonly subject: Subject
  readonly user: User
  readonly failures: number
}

async function start(turn: Turn, input: Vouching, { subject, user, failures }: Known): Promise<Vouched> {
  const { ports, scope, now } = turn
  const { vault } = ports
  const { address } = subject
  const about = { id: vault.id<'attempt'>(now), application: scope.application.id }
  const { code, maxTries } = codePolicy(scope, failures)
  const mail = prepareMail(turn, {
    attempt: about.id,
    kind: isSuppressed(subject, now) ? 'none' : 'sign-in',
    to: mailboxOf(subject),
    code,
    locale: mailLocale(subject, false, scope.application.locale),
    asked: {},
    program: true,
    held: { ...(input.shown && { state: input.shown }) },
  })
  const handle = { id: about.id as string as Id<'binding'>, secret: vault.drawSecret() }
  const expiresAt = worksUntil(now, now, scope)
  const attempt: AttemptDraft = {
    ...about,
    purpose: 'sign-in',
    address,
    asker: { kind: 'program', id: vouchedFor(user), hash: vault.hash(handle.secret) },
    destination: { kind: 'api', ...(input.state !== undefined && { state: input.state }) },
    asked: {},
    locale: mail.draft.facts.locale,
    number: vault.number(),
    code,
    maxTries,
    set: { ...mail.set, until: expiresAt },
    about: { mode: 'vouched', by: input.by },
  }
  const event = attemptEvent(turn, 'link.requested', about, { reason: 'vouched', actor: input.by })
  const outcome = await ports.store.attempts.issue({
    ...turn.at,
    attempt,
    newestOnly: true,
    // Whose network this is, only the caller knows; nobody is there to answer a proof of work.
    charges: mailCharges(scope, { address, networks: [], known: undefined, proved: true }),
    also: { events: [event], messages: [mail.draft] },
  })
  if (outcome.kind !== 'issued') {
    await noteLimit(turn, {}, outcome)
    return { kind: 'limited', retryAt: outcome.kind === 'limited' ? outcome.retryAt : now }
  }
  tell(turn, event)
  const link = { id: about.id, secret: mail.link }
  return { kind: 'created', attempt: about.id, link, handle, code: mail.secrets.code, expiresAt }
}

const isSuppressed = ({ suppressedUntil }: Subject, now: Instant): boolean =>
  suppressedUntil !== undefined && suppressedUntil > now

/** No credential has such an id, so that nobody else's attempt is ever found by it. */
const vouchedFor = (user: User): Id<'binding'> => `vouched/${user.id}` as Id<'binding'>
