/** What requesting and resending share: a set of three independent secrets, its mail, and the posting after commit. */
import type { Asked, SecretSet } from '../../domain/attempt.ts'
import { type Credential, RawSecret } from '../../domain/credential.ts'
import type { EmailAddress } from '../../domain/email-address.ts'
import type { Id } from '../../domain/id.ts'
import { after, type Instant } from '../../domain/instant.ts'
import type { MessageDraft, MessageKind, MessageSecrets } from '../../domain/message.ts'
import type { CodeFormat, Scope } from '../../domain/scope.ts'
import type { Ports } from '../../ports/ports.ts'
import type { ArtifactDraft, Refusal } from '../../ports/store.ts'
import { deadlineOf, leaseLength, proofLifetime } from '../rules/lifetimes.ts'
import { spentBudget } from '../rules/limits.ts'

export interface Sent {
  readonly kind: 'sent'
  readonly attempt: Id<'attempt'>
  readonly address: EmailAddress
  readonly number: string
  readonly expiresAt: Instant
  readonly resendAt: Instant
  /** What the asker keeps, as a cookie or as a handle. */
  readonly asker: Credential<'binding'>
}

/** A limit on what the requester himself sent, told to him. */
export type Held =
  | { readonly kind: 'limited'; readonly retryAt: Instant; readonly budget: 'address' | 'network' | 'pause' }
  | { readonly kind: 'proof-needed'; readonly challenge: string; readonly bits: number; readonly retryAt: Instant }
  | { readonly kind: 'busy'; readonly retryAt: Instant }

export interface MailRequest {
  readonly now: Instant
  readonly attempt: Id<'attempt'>
  readonly kind: MessageKind
  readonly to: EmailAddress
  readonly code: CodeFormat
  readonly locale: string
  readonly asked: Asked
  readonly program: boolean
}

export interface PreparedMail {
  readonly set: SecretSet
  readonly draft: MessageDraft
  readonly secrets: MessageSecrets
}

/** Draws the secrets and seals them into the mail's row. The work is the same whether a mail may be sent or not. */
export function prepareMail(ports: Ports, scope: Scope, request: MailRequest): PreparedMail {
  const { vault } = ports
  const { now, attempt } = request
  const tenant = scope.tenant.id
  const link = vault.drawSecret()
  const cancel = vault.drawSecret()
  const code = vault.code(request.code)
  const mark = vault.mark()
  const deadline = deadlineOf(now, scope)
  const secrets: MessageSecrets = { link: link.reveal(), cancel: cancel.reveal(), code }
  const id = vault.id<'message'>(now)
  return {
    secrets,
    set: {
      mark,
      link: vault.hash(link),
      cancel: vault.hash(cancel),
      code: vault.mac(tenant, attempt, code),
      askedAt: now,
      until: deadline,
    },
    draft: {
      id,
      channel: 'mail',
      application: scope.application.id,
      attempt,
      to: request.to,
      facts: {
        kind: request.kind,
        locale: request.locale,
        mark,
        askedAt: now,
        program: request.program,
        asked: request.asked,
      },
      sealed: vault.seal({ tenant, purpose: 'message', row: id }, JSON.stringify(secrets)),
      state: 'queued',
      lease: { owner: ports.node, until: after(now, leaseLength) },
      deadline,
    },
  }
}

/** Hands a committed mail to delivery, from memory. */
export function postMail(ports: Ports, scope: Scope, now: Instant, { draft, secrets }: PreparedMail): void {
  ports.post({ scope, message: { ...draft, tenant: scope.tenant.id, tries: 0, nextAt: now, createdAt: now }, secrets })
}

const proofBits = 16

/** Turns the store's refusal into what the requester is told. */
export function heldBack(ports: Ports, scope: Scope, now: Instant, address: EmailAddress, refusal: Refusal): Held {
  if (refusal.kind === 'proof-needed') {
    const until = after(now, proofLifetime)
    const text = `${until}.${ports.vault.id(now)}`
    const challenge = `${text}.${ports.vault.sign(proofPlace(scope, address), text)}`
    return { kind: 'proof-needed', challenge, bits: proofBits, retryAt: until }
  }
  const budget = spentBudget(refusal.key)
  if (budget === 'shared') return { kind: 'busy', retryAt: refusal.retryAt }
  return { kind: 'limited', retryAt: refusal.retryAt, budget }
}

/** The proof of work as something to be spent once, or `undefined` if it proves nothing for this address now. */
export function checkProof(
  ports: Ports,
  scope: Scope,
  now: Instant,
  address: EmailAddress,
  proof: string,
): ArtifactDraft | undefined {
  const parts = proof.length <= 200 ? proof.split('.') : []
  const [until, nonce, signature, answer] = parts
  if (parts.length !== 4 || !until || !nonce || !signature || !answer || Number(until) <= now) return undefined
  if (!ports.vault.signed(proofPlace(scope, address), `${until}.${nonce}`, signature)) return undefined
  if (leadingZeroBits(ports.vault.hash(new RawSecret(proof))) < proofBits) return undefined
  return { kind: 'proof', id: nonce, json: '{}', expiresAt: Number(until) as Instant }
}

const proofPlace = (scope: Scope, address: EmailAddress) =>
  ({ tenant: scope.tenant.id, purpose: 'proof', row: address.key }) as const

function leadingZeroBits(hash: Uint8Array): number {
  const first = hash.findIndex((byte) => byte !== 0)
  return first === -1 ? hash.length * 8 : first * 8 + Math.clz32(hash[first] ?? 0) - 24
}
