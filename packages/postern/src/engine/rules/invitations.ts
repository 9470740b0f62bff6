/** What an invitation allows now. Reads documents as they were written; writes none. */
import type { Attempt } from '../../domain/attempt.ts'
import type { Id } from '../../domain/id.ts'
import type { Instant } from '../../domain/instant.ts'
import { type Invitation, invitationKind } from '../../domain/invitation.ts'
import type { Subject } from '../../domain/user.ts'
import type { Turn } from './turn.ts'

/** An invitation with the version of its document. */
export interface FoundInvitation {
  readonly invitation: Invitation
  readonly version: number
}

export type InvitationState = 'open' | 'accepted' | 'revoked' | 'expired'

/** How an attempt stands to an invitation of its address. `no` is an attempt that needs none. */
export type Invited = 'open' | 'no' | 'revoked' | 'expired'

export function readInvitation(document: { readonly version: number; readonly json: string }): FoundInvitation {
  return { invitation: JSON.parse(document.json) as Invitation, version: document.version }
}

export function stateOf({ state, expiresAt }: Invitation, now: Instant): InvitationState {
  return state === 'open' && expiresAt <= now ? 'expired' : state
}

/** The invitation that would let the address in now. */
export function openInvitation({ invitation }: Subject, now: Instant): FoundInvitation | undefined {
  const found = invitation && readInvitation(invitation)
  return found && stateOf(found.invitation, now) === 'open' ? found : undefined
}

/** An attempt that an invitation began needs one that is open still, or that was accepted meanwhile. */
export function invitedBy(attempt: Pick<Attempt, 'purpose'>, { invitation }: Subject, now: Instant): Invited {
  const state = invitation ? stateOf(readInvitation(invitation).invitation, now) : 'revoked'
  if (state === 'open') return 'open'
  return attempt.purpose !== 'invite' || state === 'accepted' ? 'no' : state
}

/** The invitation that this sign-in accepts: the one it was begun by, or the one that a first sign-in comes upon. */
export function acceptedBy(
  attempt: Pick<Attempt, 'purpose'>,
  subject: Subject,
  now: Instant,
): FoundInvitation | undefined {
  return attempt.purpose === 'invite' || !subject.registration ? openInvitation(subject, now) : undefined
}

/** What the secret of an invitation is kept as: it names the document, which may have been replaced since. */
export interface InvitationSecret {
  readonly hash: string
  readonly document: string
}

export interface NamedInvitation extends FoundInvitation {
  readonly document: string
  readonly hash: string
  /** All secrets were ended: the link opens nothing, the address may still join. */
  readonly spent: boolean
}

export const invitationSecretKind = 'invitation'

/** The invitation of that id. `replaced` is one whose address was invited anew. */
export async function findInvitation(
  { ports, at, scope }: Turn,
  id: Id<'invitation'>,
): Promise<NamedInvitation | { readonly replaced: true; readonly hash: string } | undefined> {
  const artifact = await ports.store.artifacts.find({ ...at, kind: invitationSecretKind, id })
  if (!artifact) return undefined
  const { hash, document } = JSON.parse(artifact.json) as InvitationSecret
  if (!document.startsWith(`${scope.application.id}/`)) return undefined
  const found = await ports.store.documents.find({ ...at, kind: invitationKind, id: document })
  const read = found && readInvitation(found)
  if (!read || read.invitation.id !== id) return { replaced: true, hash }
  return { ...read, document, hash, spent: artifact.consumedAt !== undefined }
}
