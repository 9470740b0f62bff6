/**
 * The link of an invitation. It signs nobody in: whoever holds it and types the invited address has a sign-in mail sent
 * there, and only that one proves. Robots that open, render and press gain nothing, and send nothing.
 */
import type { Client } from '../../domain/client.ts'
import type { Credential } from '../../domain/credential.ts'
import { maskEmailAddress } from '../../domain/email-address.ts'
import type { Instant } from '../../domain/instant.ts'
import type { Invitation } from '../../domain/invitation.ts'
import type { Operation } from '../operation.ts'
import { isOff } from '../rules/gate.ts'
import { bytesOf } from '../rules/hex.ts'
import { findInvitation, stateOf } from '../rules/invitations.ts'
import { checkRedirect } from '../rules/redirects.ts'
import { type Turn, turnNow } from '../rules/turn.ts'
import { type WrongAddress, wrongAddress } from '../rules/typed-address.ts'
import { type Held, type Sent, type SignInOff, signInOff } from './begin.ts'
import { issueAttempt } from './issue.ts'

export interface DeadInvitation {
  readonly kind: 'invitation-unknown' | 'invitation-expired' | 'invitation-revoked' | 'invitation-used'
}

export interface InvitationFacts {
  /** Masked. */
  readonly address: string
  readonly invitedBy?: string
  readonly expiresAt: Instant
}

export type OpenedInvitation = { readonly kind: 'open'; readonly facts: InvitationFacts } | DeadInvitation

/** What an invitation tells whoever holds it. Changes nothing. */
export const openInvitationLink: Operation<{ readonly token: Credential<'invitation'> }, OpenedInvitation> = async (
  ports,
  scope,
  { token },
) => {
  const held = await heldInvitation(turnNow(ports, scope), token)
  if ('kind' in held) return held
  return { kind: 'open', facts: factsOf(held) }
}

function factsOf({ address, invitedBy, expiresAt }: Invitation): InvitationFacts {
  const by = invitedBy === undefined ? {} : { invitedBy }
  return { address: maskEmailAddress(address.address), expiresAt, ...by }
}

export interface Acceptance {
  readonly token: Credential<'invitation'>
  /** What was typed. A program need not. */
  readonly email?: string
  readonly client: Client
  readonly locale: string
  readonly proof?: string
}

export type AcceptedInvitation =
  | Sent
  | Held
  | SignInOff
  | DeadInvitation
  /** The invited address is not typed yet. Nothing is sent. */
  | { readonly kind: 'address-needed'; readonly facts: InvitationFacts; readonly wrong?: WrongAddress }

/** Begins an attempt for the invited address, with this caller as its asker. */
export const acceptInvitation: Operation<Acceptance, AcceptedInvitation> = async (ports, scope, input) => {
  const turn = turnNow(ports, scope)
  const held = await heldInvitation(turn, input.token)
  if ('kind' in held) return held
  if (isOff(scope)) return signInOff
  const { client, locale, proof, email } = input
  if (email === undefined && client.kind === 'browser') return { kind: 'address-needed', facts: factsOf(held) }
  const wrong = email === undefined ? undefined : wrongAddress(email, held.address)
  if (wrong) return { kind: 'address-needed', facts: factsOf(held), wrong }
  const redirect = checkRedirect(scope, undefined, undefined)
  return issueAttempt(turn, {
    client,
    locale,
    ...(proof !== undefined && { proof }),
    address: held.address,
    destination: redirect.kind === 'refused' ? { kind: 'api' } : redirect.destination,
    purpose: 'invite',
    about: { invitation: held.id },
  })
}

async function heldInvitation(
  turn: Turn,
  { id, secret }: Credential<'invitation'>,
): Promise<Invitation | DeadInvitation> {
  const { vault } = turn.ports
  const found = await findInvitation(turn, id)
  if (!found || !vault.same(vault.hash(secret), bytesOf(found.hash))) return { kind: 'invitation-unknown' }
  if ('replaced' in found || found.spent) return { kind: 'invitation-revoked' }
  const state = stateOf(found.invitation, turn.now)
  if (state === 'open') return found.invitation
  return { kind: state === 'accepted' ? 'invitation-used' : `invitation-${state}` }
}
