/**
 * A change of addresses is told to who loses by it, with a secret that takes it back, and every later one with it. The
 * primary address is told of what is told elsewhere, and of every undo: nothing happens to an account in silence.
 */
import type { Asked } from '../../domain/attempt.ts'
import type { Credential } from '../../domain/credential.ts'
import { type EmailAddress, maskEmailAddress } from '../../domain/email-address.ts'
import type { Id } from '../../domain/id.ts'
import { after, days } from '../../domain/instant.ts'
import type { MessageDraft, MessageFacts, MessageSecrets } from '../../domain/message.ts'
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
  /** Given up before, and kept for her: earlier changes may still be undone. */
  readonly kept?: readonly string[]
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
  const { vault } = turn.ports
  const undo = vault.draw<'undo'>(turn.now)
  const secrets: MessageSecrets = { link: '', code: '', cancel: undo.secret.reveal() }
  const about = {
    what: news.what,
    before: maskEmailAddress(news.user.email),
    now: maskEmailAddress(news.now.address),
    undo: undo.id,
  }
  const draft: MessageDraft = {
    ...draftOf(turn, news, news.told, about),
    ...(news.attempt && { attempt: news.attempt }),
  }
  const sealed = vault.seal({ tenant: turn.at.tenant, purpose: 'message', row: draft.id }, JSON.stringify(secrets))
  return { draft: { ...draft, sealed }, secrets, undo: undoArtifact(turn, undo, news) }
}

export interface PlainNews {
  readonly user: User
  /** Another address was removed, or a change was undone. */
  readonly what: 'gone' | 'restored'
  /** The address that went, or is the primary one again. */
  readonly now: EmailAddress
  readonly asked: Asked
}

/** Without a secret: who reads it has nothing to take back. */
export function tellPlainly(turn: Turn, to: EmailAddress, news: PlainNews): Pick<ToldChange, 'draft'> {
  const { what, user, now } = news
  const about = { what, before: maskEmailAddress(user.email), now: maskEmailAddress(now.address) }
  return { draft: draftOf(turn, news, to, about) }
}

function draftOf(
  { ports, scope, now }: Turn,
  { user, asked }: Pick<AddressNews, 'user' | 'asked'>,
  to: EmailAddress,
  about: NonNullable<MessageFacts['about']>,
): MessageDraft {
  const locale = user.locale ?? scope.application.locale
  return {
    id: ports.vault.id<'message'>(now),
    channel: 'mail',
    application: scope.application.id,
    to,
    facts: { kind: 'address-changed', locale, askedAt: now, program: false, asked, about },
    state: 'queued',
    lease: { owner: ports.node, until: after(now, leaseLength) },
    deadline: after(now, undoWindow),
  }
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
    kept: news.before.filter(({ reservedUntil }) => reservedUntil !== undefined).map(({ key }) => key),
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

const takenBackKind = 'address-taken-back'
/** Longer than an undo works: what it brought back would otherwise come back week after week. */
const takenBackFor = days(30)

/** That a removed address has come back by an undo. */
export function takenBack({ now }: Turn, user: Id<'user'>, { key }: EmailAddress): ArtifactDraft {
  return { kind: takenBackKind, id: `${user}/${key}`, json: '{}', group: user, expiresAt: after(now, takenBackFor) }
}

export async function wasTakenBack({ ports, at }: Turn, user: Id<'user'>, { key }: EmailAddress): Promise<boolean> {
  const found = await ports.store.artifacts.find({ ...at, kind: takenBackKind, id: `${user}/${key}` })
  return found !== undefined && found.expiresAt > at.now
}

/** Hands a committed notice to delivery, from memory. */
export function postChange(turn: Turn, { draft, secrets }: Pick<ToldChange, 'draft'> & Partial<ToldChange>): void {
  const { ports, scope, now, at } = turn
  const message = { ...draft, tenant: at.tenant, tries: 0, nextAt: now, createdAt: now }
  ports.post({ scope, message, ...(secrets && { secrets }) })
}
