/** Invitations in the model: what becomes of them, what may become of them, and what is told of them. */
import type { Invitation } from '../../src/domain/invitation.ts'
import type { EntryOf, Operation } from './entry.ts'
import {
  type AttemptFacts,
  hitsWithin,
  type InvitationFacts,
  invitationOf,
  isInvitationOpen,
  isSpent,
  type Model,
  placeOf,
  type Rules,
  userOf,
} from './model.ts'

const day = 24 * 3_600_000

type Put = EntryOf<'invitations.put'>
type Redeem = EntryOf<'attempts.redeem'>

/** Inviting or withdrawing. A mail of before that still waits is dropped. */
export function putInvitation(model: Model, { input }: Put): void {
  const { tenant, now, id: document, also } = input
  const { id, address, roles, expiresAt, state } = JSON.parse(input.json) as Invitation
  const place = placeOf(tenant, document)
  const version = (model.invitations.get(place)?.version ?? 0) + 1
  model.invitations.set(place, { id, tenant, document, address: address.key, roles, expiresAt, state, version })
  for (const waiting of model.queued) {
    const message = model.messages.get(waiting)
    if (message?.tenant !== tenant || message.kind !== 'invitation' || message.to !== input.address) continue
    message.state = 'dropped'
    message.leaseUntil = now
    model.queued.delete(waiting)
  }
  if (!input.artifact) return
  model.invited.set(id, { document, secret: model.sealed.get(also.messages[0]?.id ?? '')?.link ?? '' })
  const to = placeOf(tenant, address.key)
  model.invites.set(to, [...(model.invites.get(to) ?? []).filter((time) => time > now - day), now])
}

export function acceptInvitation(model: Model, { input }: Redeem): void {
  const { document } = input.effect
  const invitation = document && model.invitations.get(placeOf(input.tenant, document.id))
  if (!invitation) return
  invitation.state = 'accepted'
  invitation.version++
}

export const putRules: Rules<Put> = {
  'invariant 2: an invitation is changed only as it was looked at': (model, { input, output }) => {
    const version = model.invitations.get(placeOf(input.tenant, input.id))?.version ?? 0
    return output.kind === 'limited' || (version === input.version) === (output.kind === 'done')
  },
  'limits: three invitations a day to one address': (model, { input, output }) => {
    const times = model.invites.get(placeOf(input.tenant, input.address)) ?? []
    const hits = times.map((time) => ({ time, count: 1 }))
    const free = input.tenant !== 'limited' || !input.artifact || hitsWithin(hits, day, input.now) < 3
    return output.kind !== 'done' || free
  },
  'limits: all budgets are charged, or none': (model, { input, output }) => {
    const spent = input.charges.some((charge) => isSpent(model, input.tenant, charge, input.now))
    return output.kind === 'changed' || spent === (output.kind === 'limited')
  },
  'invariant 3: the secret of an invitation is stored in no clear text': (model, { input }) => {
    const secret = model.sealed.get(input.also.messages[0]?.id ?? '')?.link
    return secret === undefined || !JSON.stringify(input).includes(secret)
  },
  'invariant 12: only what is open is withdrawn': (model, { input, output, operation }) => {
    const before = model.invitations.get(placeOf(input.tenant, input.id))
    return output.kind !== 'done' || operation.name !== 'withdraw' || before?.state === 'open'
  },
}

/** Of a sign-in that took effect. */
export function brokenAcceptance(
  model: Model,
  { input, operation }: Redeem,
  attempt: AttemptFacts,
): string | undefined {
  const { document, roles } = input.effect
  const invitation = invitationOf(model, attempt)
  const open = isInvitationOpen(invitation, input.now)
  if (document && !(open && invitation?.document === document.id && invitation.version === document.version))
    return 'invariant 12: an invitation is accepted once, while it is open, by its address'
  if ((roles !== undefined) !== (document !== undefined))
    return 'invariant 12: roles are given with the write that accepts'
  if (document && !invitation?.roles.every((role) => roles?.includes(role)))
    return 'invariant 12: who accepts is given the roles of the invitation'
  // Somebody may have invited, or withdrawn, since it was looked at.
  if (!operation.quiet) return undefined
  const wanted = open && (attempt.purpose === 'invite' || userOf(model, attempt)?.registered !== true)
  if (wanted && !document) return 'invariant 12: a first sign-in accepts the invitation of its address'
  const standing = open || invitation?.state === 'accepted'
  return attempt.purpose === 'invite' && !standing ? 'invariant 12: an invitation that ended lets nobody in' : undefined
}

/** Of an attempt that was begun by an invitation's link. */
export function brokenBeginning(
  model: Model,
  { input, output, operation }: EntryOf<'attempts.issue'>,
): string | undefined {
  const { attempt } = input
  const named = attempt.about?.invitation
  // What is over is asked for anew.
  const anew = operation.name === 'again' || operation.name === 'resend'
  const before = anew && model.attempts.get(operation.attempt ?? '')?.purpose === 'invite'
  const byInvitation = operation.name === 'accept' || before
  if ((attempt.purpose === 'invite') !== byInvitation || byInvitation !== (named !== undefined))
    return 'invariant 12: an invitation opens an attempt, and nothing else does so in its name'
  if (!named || before || output.kind !== 'issued') return undefined
  const known = model.invited.get(named)
  const whose = known?.document === `${attempt.application}/${attempt.address.key}`
  return whose && known.secret === operation.secret
    ? undefined
    : 'invariant 12: an invitation opens an attempt for its own address, for whoever holds its secret'
}

interface Told {
  readonly model: Model
  readonly operation: Operation
  readonly outcome: { readonly kind: string }
}

/** What the link of an invitation answers. */
export function brokenInvitation({ model, operation, outcome }: Told): string | undefined {
  const known = model.invited.get(operation.invitation ?? '')
  const found = known && model.invitations.get(placeOf(operation.tenant, known.document))
  const held = found !== undefined && known?.secret === operation.secret
  if (!held)
    return outcome.kind === 'invitation-unknown' ? undefined : 'invariant 5: an invitation is told of to its holder'
  if (!operation.quiet) return undefined
  const expected = answerOf(found, operation)
  const dead = outcome.kind.startsWith('invitation-') ? outcome.kind : undefined
  return expected === dead
    ? undefined
    : 'promise: the link of an invitation works until its end, and says what ended it'
}

function answerOf(found: InvitationFacts, { invitation, startedAt }: Operation): string | undefined {
  if (found.id !== invitation) return 'invitation-revoked'
  if (found.state !== 'open') return found.state === 'accepted' ? 'invitation-used' : 'invitation-revoked'
  return found.expiresAt <= startedAt ? 'invitation-expired' : undefined
}
