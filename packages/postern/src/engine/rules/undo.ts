/** A change of addresses is told to who loses by it, with a secret that takes it back, and every later one with it. */
import type { Asked } from '../../domain/attempt.ts'
import type { Credential } from '../../domain/credential.ts'
import { type EmailAddress, maskEmailAddress } from '../../domain/email-address.ts'
import type { Id } from '../../domain/id.ts'
import { after } from '../../domain/instant.ts'
import type { MessageDraft, MessageSecrets } from '../../domain/message.ts'
import type { OwnAddress, User } from '../../domain/user.ts'
import type { ArtifactDraft } from '../../ports/written.ts'
import { undoWindow } from './acts.ts'
import { hexOf } from './hex.ts'
import { leaseLength } from './lifetimes.ts'
import type { Turn } from './turn.ts'

export const undoKind = 'address-undo'

export type AddressChanged = 'changed' | 'added' | 'removed' | 'primary'

/** What an undo goes back to. */
export interface UndoRecord {
  readonly hash: string
  readonly user: Id<'user'>
  readonly what: AddressChanged
  /** Who was told, and types it to undo. */
  readonly told: EmailAddress
  /** Masked. */
  readonly now: string
  readonly primary: EmailAddress
  readonly keys: readonly string[]
  readonly asked: Asked
  readonly at: number
}

export interface AddressNews {
  readonly user: User
  readonly what: AddressChanged
  readonly told: EmailAddress
  /** The address that came, went, or is the primary one now. */
  readonly now: EmailAddress
  /** Her addresses before. */
  readonly before: readonly OwnAddress[]
  readonly asked: Asked
  readonly attempt?: Id<'attempt'>
}

export interface ToldChange {
  readonly draft: MessageDraft
  readonly secrets: MessageSecrets
  readonly undo: ArtifactDraft
}

export const primaryOf = ({ email }: User): EmailAddress => ({ address: email, key: email.toLowerCase() })

export function tellOfChange(turn: Turn, news: AddressNews): ToldChange {
  const { ports, scope, now, at } = turn
  const { vault } = ports
  const undo = vault.draw<'undo'>(now)
  const until = after(now, undoWindow)
  const id = vault.id<'message'>(now)
  const secrets: MessageSecrets = { link: '', code: '', cancel: undo.secret.reveal() }
  const about = {
    what: news.what,
    before: maskEmailAddress(news.user.email),
    now: maskEmailAddress(news.now.address),
    undo: undo.id,
  }
  const draft: MessageDraft = {
    id,
    channel: 'mail',
    application: scope.application.id,
    ...(news.attempt && { attempt: news.attempt }),
    to: news.told,
    facts: {
      kind: 'address-changed',
      locale: news.user.locale ?? scope.application.locale,
      askedAt: now,
      program: false,
      asked: news.asked,
      about,
    },
    sealed: vault.seal({ tenant: at.tenant, purpose: 'message', row: id }, JSON.stringify(secrets)),
    state: 'queued',
    lease: { owner: ports.node, until: after(now, leaseLength) },
    deadline: until,
  }
  return { draft, secrets, undo: undoArtifact(turn, undo, news) }
}

function undoArtifact({ ports, now }: Turn, undo: Credential<'undo'>, news: AddressNews): ArtifactDraft {
  const record: UndoRecord = {
    hash: hexOf(ports.vault.hash(undo.secret)),
    user: news.user.id,
    what: news.what,
    told: news.told,
    now: maskEmailAddress(news.now.address),
    primary: primaryOf(news.user),
    keys: news.before.filter(({ reservedUntil }) => reservedUntil === undefined).map(({ key }) => key),
    asked: news.asked,
    at: now,
  }
  return {
    kind: undoKind,
    id: undo.id,
    json: JSON.stringify(record),
    group: news.user.id,
    expiresAt: after(now, undoWindow),
  }
}

/** Hands a committed notice to delivery, from memory. */
export function postChange({ ports, scope, now, at }: Turn, { draft, secrets }: ToldChange): void {
  ports.post({ scope, message: { ...draft, tenant: at.tenant, tries: 0, nextAt: now, createdAt: now }, secrets })
}
