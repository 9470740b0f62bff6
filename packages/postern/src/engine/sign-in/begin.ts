/** What requesting and resending share: a set of three independent secrets, its mail, and the posting after commit. */
import type { Asked, SecretSet } from '../../domain/attempt.ts'
import type { Credential, RawSecret } from '../../domain/credential.ts'
import type { EmailAddress } from '../../domain/email-address.ts'
import type { Id } from '../../domain/id.ts'
import { after, type Instant } from '../../domain/instant.ts'
import type { MessageDraft, MessageFacts, MessageKind, MessageSecrets } from '../../domain/message.ts'
import type { CodeFormat } from '../../domain/scope.ts'
import type { Refusal } from '../../ports/records.ts'
import type { Charge } from '../../ports/written.ts'
import { deadlineOf, leaseLength, worksUntil } from '../rules/lifetimes.ts'
import { mailCharges, type Spender, spentBudget } from '../rules/limits.ts'
import type { Turn } from '../rules/turn.ts'
import { challengeFor, type ProofWanted } from './proof.ts'

export interface Sent {
  readonly kind: 'sent'
  readonly attempt: Id<'attempt'>
  readonly number: string
  readonly code: CodeFormat
  readonly expiresAt: Instant
  readonly resendAt: Instant
  /** What the asker keeps, as a cookie or as a handle. */
  readonly asker: Credential<'binding'>
}

/** A limit on what the requester himself sent, told to him. */
export type Held =
  | { readonly kind: 'limited'; readonly retryAt: Instant; readonly budget: 'address' | 'network' | 'pause' }
  | { readonly kind: 'busy'; readonly retryAt: Instant }
  | ProofWanted

/** Nobody signs in to the application at present. */
export interface SignInOff {
  readonly kind: 'sign-in-off'
}

export const signInOff: SignInOff = { kind: 'sign-in-off' }

export interface MailRequest {
  readonly attempt: Id<'attempt'>
  readonly kind: MessageKind
  /** The address as the account has it. What the asker is shown is what was typed. */
  readonly to: EmailAddress
  readonly code: CodeFormat
  readonly locale: string
  readonly asked: Asked
  readonly program: boolean
  readonly about?: NonNullable<MessageFacts['about']>
  /** Not to be sent before somebody says so, and then with these words of the caller. */
  readonly held?: { readonly state?: NonNullable<MessageSecrets['state']> }
}

export interface PreparedMail {
  readonly set: SecretSet
  readonly draft: MessageDraft
  readonly secrets: MessageSecrets
  readonly link: RawSecret
}

/** Draws the secrets and seals them into the mail's row. The work is the same whether a mail may be sent or not. */
export function prepareMail({ ports, scope, now, at }: Turn, request: MailRequest): PreparedMail {
  const { vault } = ports
  const { attempt, kind, to, locale, program, asked, about, held } = request
  const link = vault.drawSecret()
  const cancel = vault.drawSecret()
  const code = vault.code(request.code)
  const mark = vault.mark()
  // Nobody extends what was handed out.
  const deadline = held ? worksUntil(now, now, scope) : deadlineOf(now, scope)
  const id = vault.id<'message'>(now)
  const secrets: MessageSecrets = { link: link.reveal(), cancel: cancel.reveal(), code, ...held }
  const set: SecretSet = {
    mark,
    link: vault.hash(link),
    cancel: vault.hash(cancel),
    code: vault.mac(at.tenant, attempt, code),
    askedAt: now,
    // Nobody will accept what is not sent; it ends when an accepted one would.
    until: kind === 'none' ? worksUntil(now, now, scope) : deadline,
  }
  const draft: MessageDraft = {
    id,
    channel: 'mail',
    application: scope.application.id,
    attempt,
    to,
    facts: { kind, locale, mark, askedAt: now, program, asked, ...(about && { about }) },
    sealed: vault.seal({ tenant: at.tenant, purpose: 'message', row: id }, JSON.stringify(secrets)),
    state: held ? 'held' : 'queued',
    lease: { owner: ports.node, until: after(now, leaseLength) },
    deadline,
  }
  return { set, draft, secrets, link }
}

/**
 * Writes what a mail pays for. A known browser pays out of its own reserve first, and then of what everybody draws on: it
 * is never worse off than a stranger.
 */
export async function payForMail<O extends { readonly kind: string }>(
  { scope }: Turn,
  spender: Spender,
  write: (charges: readonly Charge[]) => Promise<O | Refusal>,
): Promise<O | Refusal> {
  const own = await write(mailCharges(scope, spender))
  if (!spender.known || !isLimited(own)) return own
  const common = await write(mailCharges(scope, { ...spender, known: undefined }))
  return isLimited(common) && common.retryAt > own.retryAt ? own : common
}

const isLimited = (outcome: { readonly kind: string }): outcome is Extract<Refusal, { readonly kind: 'limited' }> =>
  outcome.kind === 'limited'

/** Hands a committed mail to delivery, from memory. */
export function postMail(
  { ports, scope, now, at }: Turn,
  { draft, secrets }: Pick<PreparedMail, 'draft' | 'secrets'>,
): void {
  ports.post({ scope, message: { ...draft, tenant: at.tenant, tries: 0, nextAt: now, createdAt: now }, secrets })
}

/** Turns the store's refusal into what the requester is told. */
export function heldBack(turn: Turn, address: EmailAddress, refusal: Refusal): Held {
  if (refusal.kind === 'proof-needed') return challengeFor(turn, address, refusal.retryAt)
  const budget = spentBudget(refusal.key)
  const { retryAt } = refusal
  return budget === 'shared' ? { kind: 'busy', retryAt } : { kind: 'limited', retryAt, budget }
}
