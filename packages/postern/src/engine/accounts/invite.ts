/** Inviting an address: one invitation per address and application, so that inviting anew replaces. */
import type { Credential } from '../../domain/credential.ts'
import type { EmailAddress } from '../../domain/email-address.ts'
import type { EventDraft, EventType } from '../../domain/event.ts'
import { after, type Duration, days, earlier, type Instant } from '../../domain/instant.ts'
import { type Invitation, invitationKey, invitationKind } from '../../domain/invitation.ts'
import type { MessageDraft, MessageSecrets } from '../../domain/message.ts'
import type { ArtifactDraft } from '../../ports/written.ts'
import type { Operation } from '../operation.ts'
import { type Said, tell } from '../rules/events.ts'
import { hexOf } from '../rules/hex.ts'
import { type InvitationSecret, invitationSecretKind } from '../rules/invitations.ts'
import { leaseLength } from '../rules/lifetimes.ts'
import { noteLimit } from '../rules/limit-told.ts'
import { inviteCharges } from '../rules/limits.ts'
import type { Turn } from '../rules/turn.ts'
import { untilSettled } from '../rules/until-settled.ts'

export interface Inviting extends Pick<Invitation, 'address' | 'roles' | 'locale' | 'invitedBy' | 'data'> {
  readonly expiresIn: Duration
  /** Who invites, where it is no code of the host application. */
  readonly actor?: string
}

export type Invited =
  | { readonly kind: 'invited'; readonly invitation: Invitation }
  | { readonly kind: 'limited'; readonly retryAt: Instant }
  | { readonly kind: 'sign-up-closed' }

/** How long the mail is worth sending, however long the invitation lives. */
const longestDelivery = days(7)
/** An expired link is told as such for so long. */
const afterlife = days(30)

export const invite: Operation<Inviting, Invited> = (ports, scope, { expiresIn, actor, ...wanted }) =>
  untilSettled<Invited>(ports, scope, async (turn) => {
    if (scope.application.signUp === 'closed') return { kind: 'sign-up-closed' }
    const { now, at } = turn
    const { address } = wanted
    const id = invitationKey(scope.application.id, address)
    const known = await ports.store.documents.find({ ...at, kind: invitationKind, id })
    const credential = ports.vault.draw<'invitation'>(now)
    const expiresAt = after(now, expiresIn)
    const invitation: Invitation = { ...wanted, id: credential.id, createdAt: now, expiresAt, state: 'open' }
    const mail = mailOf(turn, invitation, credential)
    const event = invitationEvent(turn, 'invitation.created', { actor })
    const outcome = await ports.store.invitations.put({
      ...at,
      id,
      version: known?.version ?? 0,
      json: JSON.stringify(invitation),
      address: address.key,
      artifact: artifactOf(turn, invitation, credential),
      charges: inviteCharges(scope, address),
      also: { events: [event], messages: [mail.draft] },
    })
    if (outcome.kind === 'changed') return undefined
    if (outcome.kind === 'limited') {
      await noteLimit(turn, {}, outcome)
      return { kind: 'limited', retryAt: outcome.retryAt }
    }
    // Its charges ask for no proof of work.
    if (outcome.kind === 'proof-needed') return undefined
    const { draft: message, secrets } = mail
    ports.post({ scope, message: { ...message, tenant: at.tenant, tries: 0, nextAt: now, createdAt: now }, secrets })
    tell(turn, event)
    return { kind: 'invited', invitation }
  })

export function invitationEvent({ ports, scope, now }: Turn, type: EventType, { reason, actor }: Said): EventDraft {
  const { id: application } = scope.application
  const said = { ...(reason !== undefined && { reason }), ...(actor !== undefined && { actor }) }
  return { id: ports.vault.id(now), type, application, ...said }
}

function artifactOf(
  { ports, scope }: Turn,
  { address, expiresAt }: Invitation,
  { id, secret }: Credential<'invitation'>,
): ArtifactDraft {
  const document = invitationKey(scope.application.id, address)
  const json = JSON.stringify({ hash: hexOf(ports.vault.hash(secret)), document } satisfies InvitationSecret)
  return { kind: invitationSecretKind, id, json, group: document, expiresAt: after(expiresAt, afterlife) }
}

function mailOf(
  { ports, scope, now, at }: Turn,
  { id: invitation, address, locale, invitedBy, expiresAt }: Invitation,
  { secret }: Credential<'invitation'>,
): { readonly draft: MessageDraft; readonly secrets: MessageSecrets } {
  const secrets: MessageSecrets = { link: secret.reveal(), code: '', cancel: '' }
  const id = ports.vault.id<'message'>(now)
  const about = { invitation, until: String(expiresAt), ...(invitedBy !== undefined && { invitedBy }) }
  const draft: MessageDraft = {
    id,
    channel: 'mail',
    application: scope.application.id,
    to: address satisfies EmailAddress,
    facts: { kind: 'invitation', locale, askedAt: now, program: true, asked: {}, about },
    sealed: ports.vault.seal({ tenant: at.tenant, purpose: 'message', row: id }, JSON.stringify(secrets)),
    state: 'queued',
    lease: { owner: ports.node, until: after(now, leaseLength) },
    deadline: earlier(expiresAt, after(now, longestDelivery)),
  }
  return { draft, secrets }
}
