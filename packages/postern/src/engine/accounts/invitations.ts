/** What became of invitations, and withdrawing one. */
import type { Id } from '../../domain/id.ts'
import { type Invitation, invitationKind } from '../../domain/invitation.ts'
import type { Page } from '../../ports/command.ts'
import type { Operation } from '../operation.ts'
import { type Said, tell } from '../rules/events.ts'
import { findInvitation, type InvitationState, readInvitation, stateOf } from '../rules/invitations.ts'
import { turnNow } from '../rules/turn.ts'
import { untilSettled } from '../rules/until-settled.ts'
import { invitationEvent } from './invite.ts'

/** An invitation as it stands now. */
export type StandingInvitation = Omit<Invitation, 'state'> & { readonly state: InvitationState }

export const readInvitationById: Operation<{ readonly id: Id<'invitation'> }, StandingInvitation | undefined> = async (
  ports,
  scope,
  { id },
) => {
  const turn = turnNow(ports, scope)
  const found = await findInvitation(turn, id)
  if (!found || 'replaced' in found) return undefined
  return { ...found.invitation, state: stateOf(found.invitation, turn.now) }
}

/** In the order of their addresses. `after` is what the page before said. */
export const listInvitations: Operation<
  { readonly after?: string; readonly limit: number },
  Page<StandingInvitation>
> = async (ports, scope, { after, limit }) => {
  const { now, at } = turnNow(ports, scope)
  const own = `${scope.application.id}/`
  const page = await ports.store.documents.list({ ...at, kind: invitationKind, after: own + (after ?? ''), limit })
  const documents = page.items.filter(({ id }) => id.startsWith(own))
  const items = documents.map((document) => {
    const { invitation } = readInvitation(document)
    return { ...invitation, state: stateOf(invitation, now) }
  })
  const isMore = page.next?.startsWith(own) === true
  return isMore ? { items, next: page.next.slice(own.length) } : { items }
}

export type RevokedInvitation =
  | { readonly kind: 'revoked' | 'unknown' }
  /** It was accepted before: there is nothing to withdraw. */
  | { readonly kind: 'accepted' }

export interface InvitationRevocation extends Said {
  readonly id: Id<'invitation'>
}

/** From now on neither its link nor a sign-in of its address gets anything by it. */
export const revokeInvitation: Operation<InvitationRevocation, RevokedInvitation> = (ports, scope, { id, ...said }) =>
  untilSettled<RevokedInvitation>(ports, scope, async (turn) => {
    const found = await findInvitation(turn, id)
    if (!found || 'replaced' in found) return { kind: 'unknown' }
    const { invitation, version, document } = found
    if (invitation.state !== 'open') return { kind: invitation.state }
    const json = JSON.stringify({ ...invitation, state: 'revoked', endedAt: turn.now } satisfies Invitation)
    const event = invitationEvent(turn, 'invitation.revoked', said)
    const outcome = await ports.store.invitations.put({
      ...turn.at,
      id: document,
      version,
      json,
      address: invitation.address.key,
      charges: [],
      also: { events: [event], messages: [] },
    })
    if (outcome.kind !== 'done') return undefined
    tell(turn, event)
    return { kind: 'revoked' }
  })
