/**
 * A link and a code handed to the caller instead of a mailbox. They prove no address: the caller vouches for it, is named
 * in the attempt's story, and delivers them. The limits of a mail hold, and the gate decides as always.
 */
import type { Destination } from '../../domain/attempt.ts'
import type { Client } from '../../domain/client.ts'
import type { Credential } from '../../domain/credential.ts'
import { type EmailAddress, parseEmailAddress } from '../../domain/email-address.ts'
import type { EventDraft } from '../../domain/event.ts'
import type { Id } from '../../domain/id.ts'
import type { Instant } from '../../domain/instant.ts'
import type { Subject } from '../../domain/user.ts'
import type { AttemptDraft, Standing } from '../../ports/records.ts'
import type { Charge } from '../../ports/written.ts'
import type { Operation } from '../operation.ts'
import { provenBrowser } from '../rules/asker.ts'
import { attemptEvent, tell } from '../rules/events.ts'
import { admits, isOff } from '../rules/gate.ts'
import { openInvitation } from '../rules/invitations.ts'
import { worksUntil } from '../rules/lifetimes.ts'
import { noteLimit } from '../rules/limit-told.ts'
import { supportCharges } from '../rules/limits.ts'
import { linkUrl } from '../rules/link-url.ts'
import { codePolicy } from '../rules/policy.ts'
import { checkRedirect } from '../rules/redirects.ts'
import { type Turn, turnNow } from '../rules/turn.ts'
import { payForMail, prepareMail, signInOff } from './begin.ts'
import { askerOf } from './issue.ts'

export interface LinkRequest {
  readonly email: unknown
  /** Who will be the asker. Without a browser's request in it, the link asks for the address wherever it is opened. */
  readonly client: Client
  readonly locale: string
  readonly redirectTo?: string
  readonly state?: string
  /**
   * Staff helps a user whose mail does not come. Only for somebody who is registered and has no second factor; the event
   * names who did it and why, and the session is marked: it never counts as fresh.
   */
  readonly support?: { readonly actor: string; readonly reason: string }
}

export type LinkCreated =
  | {
      readonly kind: 'created'
      readonly attempt: Id<'attempt'>
      readonly url: string
      readonly token: string
      readonly code: string
      readonly asker: Credential<'binding'>
      readonly expiresAt: Instant
    }
  | { readonly kind: 'limited'; readonly retryAt: Instant }
  | { readonly kind: 'email-invalid' | 'sign-in-off' | 'sign-up-closed' | 'user-banned' | 'user-locked' }
  /** Of a support link: nobody of this address is registered, or a second factor is hers alone. */
  | { readonly kind: 'user-unknown' | 'second-factor' }
  | { readonly kind: 'redirect-refused'; readonly hint: string }

export const createLink: Operation<LinkRequest, LinkCreated> = async (ports, scope, input) => {
  if (isOff(scope)) return signInOff
  const turn = turnNow(ports, scope)
  const address = parseEmailAddress(input.email)
  if (!address) return { kind: 'email-invalid' }
  const redirect = checkRedirect(scope, input.redirectTo, input.state)
  if (redirect.kind === 'refused') return { kind: 'redirect-refused', hint: redirect.hint }
  const application = scope.application.id
  const { browser } = input.client
  const looked = { ...turn.at, application, address, ...(browser && { browser: browser.id }) }
  const standing = await ports.store.attempts.prepare(looked)
  const { subject, client } = provenBrowser(ports.vault, { subject: standing.subject, client: input.client })
  if (subject.user?.status === 'banned') return { kind: 'user-banned' }
  if (subject.user?.status === 'locked') return { kind: 'user-locked' }
  const unfit = input.support && unfitForSupport(subject)
  if (unfit) return { kind: unfit }
  const invited = openInvitation(subject, turn.now) !== undefined
  if (!subject.registration && !admits(scope.application.signUp, address, invited)) return { kind: 'sign-up-closed' }
  return issueLink(turn, input, { address, destination: redirect.destination, standing, subject, client })
}

/** A helper who holds the link must not be able to make an account, nor to pass beside a factor. */
function unfitForSupport({ user, registration }: Subject): 'user-unknown' | 'second-factor' | undefined {
  if (!user || !registration) return 'user-unknown'
  return user.factors.length > 0 ? 'second-factor' : undefined
}

interface Wanted {
  readonly address: EmailAddress
  readonly destination: Destination
  readonly standing: Standing
  readonly subject: Subject
  readonly client: Client
}

async function issueLink(turn: Turn, input: LinkRequest, wanted: Wanted): Promise<LinkCreated> {
  const { ports, scope } = turn
  const { address, destination, standing, subject, client } = wanted
  const application = scope.application.id
  const known = subject.knownBrowser?.id
  const { code, maxTries } = codePolicy(scope, standing.failures)
  const about = { id: ports.vault.id<'attempt'>(turn.now), application }
  const { asked } = client
  const made = prepareMail(turn, {
    attempt: about.id,
    kind: 'sign-in',
    to: address,
    code,
    locale: input.locale,
    asked,
    program: true,
  })
  const asker = askerOf(turn, client)
  const event = eventOf(turn, input, { about, asked, user: subject.user?.id })
  // No transport will accept it: its time begins now.
  const expiresAt = worksUntil(turn.now, turn.now, scope)
  const attempt: AttemptDraft = {
    ...about,
    purpose: 'sign-in',
    address,
    asker: { kind: client.kind, id: asker.id, hash: ports.vault.hash(asker.secret) },
    destination,
    asked,
    locale: input.locale,
    number: ports.vault.number(),
    code,
    maxTries,
    set: { ...made.set, until: expiresAt },
    about: { mode: input.support ? 'support' : 'vouched' },
  }
  const also = { events: [event], messages: [] }
  const issue = (charges: readonly Charge[]) => ports.store.attempts.issue({ ...turn.at, attempt, charges, also })
  // Nobody is there to answer a proof of work: from where one would be wanted, the caller waits.
  const outcome = await (input.support
    ? issue(supportCharges(scope, address))
    : payForMail(turn, { address, networks: client.networks, known, proved: true }, issue))
  if (outcome.kind !== 'issued') {
    await noteLimit(turn, asked, outcome)
    return { kind: 'limited', retryAt: outcome.kind === 'limited' ? outcome.retryAt : turn.now }
  }
  tell(turn, event)
  const { link } = made.secrets
  return {
    kind: 'created',
    attempt: attempt.id,
    url: linkUrl(scope, attempt.id, link),
    token: `${attempt.id}.${link}`,
    code: made.secrets.code,
    asker,
    expiresAt,
  }
}

interface Story {
  readonly about: Pick<AttemptDraft, 'id' | 'application'>
  readonly asked: Client['asked']
  readonly user: Id<'user'> | undefined
}

function eventOf(turn: Turn, { support }: LinkRequest, { about, asked, user }: Story): EventDraft {
  if (!support) return attemptEvent(turn, 'link.requested', about, { asked, reason: 'vouched' })
  const event = attemptEvent(turn, 'support-link.created', about, {
    asked,
    reason: support.reason,
    ...(user && { user }),
  })
  return { ...event, actor: support.actor }
}
