/** What an invitation allows now. Reads documents as they were written; writes none. */
import type { Attempt } from '../../domain/attempt.ts'
import type { Invitation } from '../../domain/invitation.ts'
import type { Instant } from '../../domain/instant.ts'
import type { Subject } from '../../domain/user.ts'

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
