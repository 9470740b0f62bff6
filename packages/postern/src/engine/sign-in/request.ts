/**
 * Asking for a mail. The answer, its headers and its work are the same whatever the account's standing is
 * (invariant 10): a row is always queued, and only limits on what the caller sent are told.
 */
import { type About, type Destination, isAct, type Purpose } from '../../domain/attempt.ts'
import type { Client } from '../../domain/client.ts'
import type { Credential } from '../../domain/credential.ts'
import { type EmailAddress, parseEmailAddress } from '../../domain/email-address.ts'
import type { Id } from '../../domain/id.ts'
import { after } from '../../domain/instant.ts'
import type { CodeFormat, Scope } from '../../domain/scope.ts'
import type { Subject } from '../../domain/user.ts'
import type { AttemptDraft } from '../../ports/records.ts'
import type { Operation } from '../operation.ts'
import { mailAbout, mailOf } from '../rules/acts.ts'
import { isAsker, provenBrowser } from '../rules/asker.ts'
import { attemptEvent, tell } from '../rules/events.ts'
import { isOff } from '../rules/gate.ts'
import { checkHandOff, type HandOffRequest } from '../rules/hand-offs.ts'
import { isFreshBinding, resendAt } from '../rules/lifetimes.ts'
import { noteLimit } from '../rules/limit-told.ts'
import { mailCharges } from '../rules/limits.ts'
import { linkState } from '../rules/link-state.ts'
import { follows } from '../rules/next.ts'
import { codePolicy, mailboxOf, mailLocale } from '../rules/policy.ts'
import { checkRedirect } from '../rules/redirects.ts'
import { type Turn, turnNow } from '../rules/turn.ts'
import {
  type Held,
  heldBack,
  type PreparedMail,
  postMail,
  prepareMail,
  type Sent,
  type SignInOff,
  signInOff,
} from './begin.ts'
import { checkProof } from './proof.ts'

export interface SignInRequest {
  readonly client: Client
  readonly locale: string
  /** What was typed. */
  readonly email?: unknown
  /** Instead of an address: a mail's link, expired or not, or the asker's own attempt, to be asked for again. */
  readonly again?: Credential<'attempt'> | { readonly id: Id<'attempt'> }
  readonly redirectTo?: string
  /** Instead of `redirectTo`: an application gets a code there. */
  readonly handOff?: HandOffRequest
  readonly state?: string
  /** The answer to a `proof-needed` challenge. */
  readonly proof?: string
}

export type Requested =
  | Sent
  | Held
  | { readonly kind: 'email-invalid' }
  | SignInOff
  | { readonly kind: 'link-unknown' }
  | { readonly kind: 'redirect-refused'; readonly hint: string }

export const requestSignIn: Operation<SignInRequest, Requested> = async (ports, scope, input) => {
  if (isOff(scope)) return signInOff
  const turn = turnNow(ports, scope)
  const wanted = input.again ? await wantedAgain(turn, input, input.again) : wantedFresh(scope, input)
  return 'kind' in wanted ? wanted : issueAttempt(turn, { ...input, ...wanted })
}

interface Wanted {
  readonly address: EmailAddress
  readonly destination: Destination
  /** What the attempt is for; signing in, where nothing is said. */
  readonly purpose?: Purpose
  readonly about?: About
}

function wantedFresh(scope: Scope, input: SignInRequest): Wanted | Requested {
  const address = parseEmailAddress(input.email)
  if (!address) return { kind: 'email-invalid' }
  const redirect = input.handOff
    ? checkHandOff(scope, input.handOff, input.state)
    : checkRedirect(scope, input.redirectTo, input.state)
  if (redirect.kind === 'refused') return { kind: 'redirect-refused', hint: redirect.hint }
  return { address, destination: redirect.destination }
}

/** The right secret of an old mail, or being its asker, names the address; the destination is the asker's alone. */
async function wantedAgain(
  { ports, scope, now, at }: Turn,
  { client }: SignInRequest,
  again: NonNullable<SignInRequest['again']>,
): Promise<Wanted | Requested> {
  const found = await ports.store.attempts.find({ ...at, id: again.id })
  if (!found || found.attempt.application !== scope.application.id) return { kind: 'link-unknown' }
  const { attempt } = found
  // An act is asked for anew where it was begun: in the session of its user.
  if (isAct(attempt.purpose)) return { kind: 'link-unknown' }
  const asker = isAsker(ports.vault, attempt, client)
  const holdsMail = 'secret' in again && linkState(ports.vault, attempt, again.secret, now).kind !== 'link-unknown'
  if (!asker && !holdsMail) return { kind: 'link-unknown' }
  const { address, purpose, about } = attempt
  const invited = purpose === 'invite' ? { purpose, ...(about && { about }) } : {}
  return {
    address,
    destination: follows(attempt.destination, asker) ? attempt.destination : { kind: 'api' },
    ...invited,
  }
}

export interface Issue extends Wanted {
  readonly client: Client
  readonly locale: string
  readonly proof?: string
}

/** Makes an attempt with its first mail. */
export async function issueAttempt(turn: Turn, issue: Issue): Promise<Sent | Held> {
  const { ports, scope, now, at } = turn
  const { address, destination, locale } = issue
  const application = scope.application.id
  const { browser } = issue.client
  const standing = await ports.store.attempts.prepare({
    ...at,
    application,
    address,
    ...(browser && { browser: browser.id }),
  })
  const { subject, client } = provenBrowser(ports.vault, { subject: standing.subject, client: issue.client })
  const known = subject.knownBrowser?.id
  const { code, maxTries } = codePolicy(scope, standing.failures)
  const about = { id: ports.vault.id<'attempt'>(now), application }
  const { asked } = client
  const mail = firstMail(turn, issue, { attempt: about.id, subject, client, code })
  const asker = askerOf(turn, client)
  const attempt: AttemptDraft = {
    ...about,
    purpose: issue.purpose ?? 'sign-in',
    ...(issue.about && { about: issue.about }),
    address,
    asker: { kind: client.kind, id: asker.id, hash: ports.vault.hash(asker.secret) },
    asked,
    destination,
    locale,
    number: ports.vault.number(),
    code,
    maxTries,
    set: mail.set,
  }
  const proof = checkProof(turn, address, issue.proof)
  const event = attemptEvent(turn, 'link.requested', about, { asked })
  const outcome = await ports.store.attempts.issue({
    ...at,
    attempt,
    charges: mailCharges(scope, { address, networks: client.networks, known, proved: proof !== undefined }),
    ...(proof && { proof }),
    also: { events: [event], messages: [mail.draft] },
  })
  if (outcome.kind !== 'issued') {
    await noteLimit(turn, asked, outcome)
    return heldBack(turn, address, outcome)
  }
  postMail(turn, mail)
  tell(turn, event)
  const expiresAt = after(now, scope.application.lifetimes.secrets)
  const { id, number } = attempt
  return { kind: 'sent', attempt: id, number, code, expiresAt, resendAt: resendAt(now, 1), asker }
}

interface Addressed {
  readonly attempt: Id<'attempt'>
  readonly subject: Subject
  readonly client: Client
  readonly code: CodeFormat
}

function firstMail(turn: Turn, issue: Issue, { attempt, subject, client, code }: Addressed): PreparedMail {
  return prepareMail(turn, {
    attempt,
    kind: mailOf(turn, issue, subject),
    to: mailboxOf(subject),
    code,
    locale: mailLocale(subject, subject.knownBrowser !== undefined, issue.locale),
    asked: client.asked,
    program: client.kind === 'program',
    ...mailAbout(issue),
  })
}

/** One binding per browser, for a day at most: a younger one is kept, so that its tabs share it. */
export function askerOf({ ports, scope, now }: Turn, { asker }: Client): Credential<'binding'> {
  return asker && isFreshBinding(asker.id, now, scope) ? asker : ports.vault.draw<'binding'>(now)
}
