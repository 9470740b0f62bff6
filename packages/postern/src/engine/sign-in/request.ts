/**
 * Asking for a mail. The answer, its headers and its work are the same whatever the account's standing is
 * (invariant 10): a row is always queued, and only limits on what the caller sent are told.
 */
import type { Destination } from '../../domain/attempt.ts'
import type { Client } from '../../domain/client.ts'
import type { Credential } from '../../domain/credential.ts'
import { type EmailAddress, parseEmailAddress } from '../../domain/email-address.ts'
import { after, type Instant } from '../../domain/instant.ts'
import type { Scope } from '../../domain/scope.ts'
import type { Ports } from '../../ports/ports.ts'
import type { Operation } from '../operation.ts'
import { isAsker, provenSubject } from '../rules/asker.ts'
import { attemptEvent } from '../rules/events.ts'
import { isFreshBinding, resendAt } from '../rules/lifetimes.ts'
import { mailCharges } from '../rules/limits.ts'
import { linkState } from '../rules/link-state.ts'
import { codePolicy, mailFor } from '../rules/policy.ts'
import { checkRedirect } from '../rules/redirects.ts'
import { checkProof, type Held, heldBack, postMail, prepareMail, type Sent } from './begin.ts'

export interface SignInRequest {
  readonly client: Client
  readonly locale: string
  /** What was typed. */
  readonly email?: unknown
  /** Instead of an address: a mail's link, expired or not, or the asker's own attempt, to be asked for again. */
  readonly again?: Credential<'attempt'> | { readonly id: Credential<'attempt'>['id'] }
  readonly redirectTo?: string
  readonly state?: string
  /** The answer to a `proof-needed` challenge. */
  readonly proof?: string
}

export type Requested =
  | Sent
  | Held
  | { readonly kind: 'email-invalid' }
  | { readonly kind: 'link-unknown' }
  | { readonly kind: 'redirect-refused'; readonly hint: string }

export const requestSignIn: Operation<SignInRequest, Requested> = async (ports, scope, input) => {
  const now = ports.clock.now()
  const wanted = input.again ? await wantedAgain(ports, scope, input, now) : wantedFresh(scope, input)
  return 'kind' in wanted ? wanted : issueAttempt(ports, scope, { ...input, ...wanted, now })
}

interface Wanted {
  readonly address: EmailAddress
  readonly destination: Destination
}

function wantedFresh(scope: Scope, input: SignInRequest): Wanted | Requested {
  const address = parseEmailAddress(input.email)
  if (!address) return { kind: 'email-invalid' }
  const redirect = checkRedirect(scope, input.redirectTo, input.state)
  if (redirect.kind === 'refused') return { kind: 'redirect-refused', hint: redirect.hint }
  return { address, destination: redirect.destination }
}

/** The right secret of an old mail, or being its asker, names the address; the destination is the asker's alone. */
async function wantedAgain(
  ports: Ports,
  scope: Scope,
  input: SignInRequest,
  now: Instant,
): Promise<Wanted | Requested> {
  const { again, client } = input
  const found = again && (await ports.store.attempts.find({ tenant: scope.tenant.id, now, id: again.id }))
  if (!found || found.attempt.application !== scope.application.id) return { kind: 'link-unknown' }
  const { attempt } = found
  const asker = isAsker(ports.vault, attempt, client)
  const holdsMail = 'secret' in again && linkState(ports.vault, attempt, again.secret, now).kind !== 'link-unknown'
  if (!asker && !holdsMail) return { kind: 'link-unknown' }
  return { address: attempt.address, destination: asker ? attempt.destination : { kind: 'api' } }
}

export interface Issue extends Wanted {
  readonly client: Client
  readonly locale: string
  readonly proof?: string
  readonly now: Instant
}

/** Makes an attempt with its first mail. */
export async function issueAttempt(ports: Ports, scope: Scope, issue: Issue): Promise<Sent | Held> {
  const { now, address, client } = issue
  const tenant = scope.tenant.id
  const { subject: found, failures } = await ports.store.attempts.prepare({
    tenant,
    now,
    application: scope.application.id,
    address,
    ...(client.browser ? { browser: client.browser.id } : {}),
  })
  const subject = provenSubject(ports.vault, found, client)
  const known = subject.knownBrowser?.id
  const attempt = { id: ports.vault.id<'attempt'>(now), application: scope.application.id }
  const { code, maxTries } = codePolicy(scope, failures)
  const kind = mailFor(subject, scope, known !== undefined, now)
  const program = client.kind === 'program'
  // Mail goes to the stored address of the account, never to another spelling of it.
  const to = subject.address
  const mail = prepareMail(ports, scope, {
    now,
    attempt: attempt.id,
    kind,
    to,
    code,
    locale: issue.locale,
    asked: client.asked,
    program,
  })
  const asker = askerOf(ports, scope, client, now)
  const number = ports.vault.number()
  const proof = issue.proof === undefined ? undefined : checkProof(ports, scope, now, address, issue.proof)
  const event = attemptEvent(ports, now, 'link.requested', attempt, { asked: client.asked })
  const outcome = await ports.store.attempts.issue({
    tenant,
    now,
    attempt: {
      ...attempt,
      purpose: 'sign-in',
      address: to,
      asker: { kind: client.kind, id: asker.id, hash: ports.vault.hash(asker.secret) },
      asked: client.asked,
      destination: issue.destination,
      locale: issue.locale,
      number,
      code,
      maxTries,
      set: mail.set,
    },
    charges: mailCharges(scope, { address, networks: client.networks, known, proved: proof !== undefined }),
    ...(proof ? { proof } : {}),
    also: { events: [event], messages: [mail.draft] },
  })
  if (outcome.kind !== 'issued') return heldBack(ports, scope, now, address, outcome)
  postMail(ports, scope, now, mail)
  ports.hooks.tell(tenant, now, [event])
  const expiresAt = after(now, scope.application.lifetimes.secrets)
  return { kind: 'sent', attempt: attempt.id, address: to, number, expiresAt, resendAt: resendAt(now, 1), asker }
}

/** One binding per browser, for a day at most: a younger one is kept, so that its tabs share it. */
function askerOf(ports: Ports, scope: Scope, client: Client, now: Instant): Credential<'binding'> {
  const { asker } = client
  return asker && isFreshBinding(asker.id, now, scope) ? asker : ports.vault.draw<'binding'>(now)
}
