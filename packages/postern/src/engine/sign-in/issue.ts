/** How every attempt begins that is asked for: its row, its charges and its first mail in one write. */
import type { About, Destination, Purpose } from '../../domain/attempt.ts'
import type { Client } from '../../domain/client.ts'
import type { Credential } from '../../domain/credential.ts'
import type { EmailAddress } from '../../domain/email-address.ts'
import type { Id } from '../../domain/id.ts'
import { after } from '../../domain/instant.ts'
import type { CodeFormat } from '../../domain/scope.ts'
import type { Subject } from '../../domain/user.ts'
import type { AttemptDraft } from '../../ports/records.ts'
import { mailAbout, mailOf } from '../rules/acts.ts'
import { provenBrowser } from '../rules/asker.ts'
import { attemptEvent, tell } from '../rules/events.ts'
import { isFreshBinding, resendAt } from '../rules/lifetimes.ts'
import { noteLimit } from '../rules/limit-told.ts'
import { codePolicy, mailboxOf, mailLocale } from '../rules/policy.ts'
import type { Turn } from '../rules/turn.ts'
import { type Held, heldBack, type PreparedMail, payForMail, postMail, prepareMail, type Sent } from './begin.ts'
import { checkProof } from './proof.ts'

/** What is asked for. */
export interface Wanted {
  readonly address: EmailAddress
  readonly destination: Destination
  /** What the attempt is for; signing in, where nothing is said. */
  readonly purpose?: Purpose
  readonly about?: About
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
  const { networks, networkHidden } = client
  const spender = { address, networks, networkHidden, known, proved: proof !== undefined }
  const also = { events: [event], messages: [mail.draft] }
  const outcome = await payForMail(turn, spender, (charges) =>
    ports.store.attempts.issue({ ...at, attempt, charges, ...(proof && { proof }), also }),
  )
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
