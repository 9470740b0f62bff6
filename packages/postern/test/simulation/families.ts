/** Families of refresh tokens in the model: what becomes of them, and who holds what. */
import { type EntryOf, hexOf, type Operation } from './entry.ts'
import { type FamilyFacts, isSessionAlive, type Model, type SessionFacts, type UserFacts, userOf } from './model.ts'

/** How long a token that was replaced finds its successor again. */
export const grace = 10_000

export function openFamily(model: Model, { input, operation }: EntryOf<'attempts.redeem'>): void {
  const { family, session, user } = input.effect
  if (!family) return
  model.families.set(family.id, {
    id: family.id,
    tenant: operation.tenant,
    application: session.application,
    session: session.id,
    user,
    first: hexOf(family.hash),
    hash: hexOf(family.hash),
    rotations: new Map(),
    expiresAt: family.expiresAt,
  })
}

export function rotate(model: Model, { input, output, operation }: EntryOf<'families.rotate'>): void {
  const family = model.families.get(input.id)
  const session = model.sessions.get(input.id)
  if (output.kind !== 'done' || !family || !session) return
  const to = hexOf(input.to)
  family.rotations.set(family.hash, { to, at: input.now, by: operation.at })
  family.hash = to
  session.seenAt = Math.max(session.seenAt, input.now)
  session.idleUntil = Math.max(session.idleUntil, input.idleUntil)
}

/** Whether the family could still be refreshed at this moment, by somebody who may. */
export function isFamilyAlive(model: Model, family: FamilyFacts, now: number): boolean {
  const session = model.sessions.get(family.session)
  return session !== undefined && isSessionAlive(session, now) && family.expiresAt > now
}

/** Whether the caller showed a refresh token that is, or was, one of this session. */
export function holdsToken(model: Model, { family: id, token }: Operation, session: SessionFacts): boolean {
  const family = model.families.get(id ?? '')
  if (!family || token === undefined || family.session !== session.id) return false
  return family.hash === token || family.rotations.has(token)
}

/** Whether the caller showed one that no holder of the family shows any more. */
export function isReused({ hash, rotations }: FamilyFacts, token: string | undefined, now: number): boolean {
  const rotation = rotations.get(token ?? '')
  return rotation !== undefined && (rotation.to !== hash || rotation.at + grace <= now)
}

export function userOfFamily(model: Model, { session }: FamilyFacts): UserFacts | undefined {
  const attempt = model.attempts.get(model.sessions.get(session)?.attempt ?? '')
  return attempt && userOf(model, attempt)
}
