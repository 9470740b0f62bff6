/**
 * Refresh tokens. The first one of a session is derived from what its asker holds, each later one from the one that was
 * presented: whoever repeats a request after a lost reply finds the same token again, on any node.
 */
import type { Attempt } from '../../domain/attempt.ts'
import type { Credential, RawSecret } from '../../domain/credential.ts'
import { type Family, familyOf } from '../../domain/family.ts'
import type { Id } from '../../domain/id.ts'
import { after, type Duration, earlier, type Instant, seconds } from '../../domain/instant.ts'
import type { FoundFamily } from '../../ports/families.ts'
import type { SignInEffect } from '../../ports/records.ts'
import type { Place } from '../../ports/vault.ts'
import { hexOf } from './hex.ts'
import { opensFamily } from './tokens.ts'
import type { Turn } from './turn.ts'

/** How long a token that was just replaced finds its successor again. */
export const graceLength: Duration = seconds(10)

export interface OpenedFamily {
  readonly credential: Credential<'family'>
  readonly draft: NonNullable<SignInEffect['family']>
}

/** The family that a sign-in opens, if bearers hold refresh tokens. Without an asker's secret the first one is drawn. */
export function openFamily(
  turn: Turn,
  attempt: Attempt,
  session: { readonly id: Id<'session'>; readonly expiresAt: Instant },
  from: RawSecret | undefined,
): OpenedFamily | undefined {
  const { ports, scope, at } = turn
  if (!opensFamily(scope)) return undefined
  const secret = from
    ? ports.vault.derive({ tenant: at.tenant, purpose: 'refresh', row: attempt.id }, from)
    : ports.vault.drawSecret()
  return newFamily(turn, session, secret)
}

/** A family with this first token, where the application has tokens at all. */
export function newFamily(
  { ports, scope, now }: Turn,
  session: { readonly id: Id<'session'>; readonly expiresAt: Instant },
  secret: RawSecret,
): OpenedFamily | undefined {
  const { tokens } = scope.application
  if (!tokens) return undefined
  const id = familyOf(session.id)
  const expiresAt = earlier(after(now, tokens.refreshToken), session.expiresAt)
  return { credential: { id, secret }, draft: { id, hash: ports.vault.hash(secret), expiresAt } }
}

const placeOf = ({ at }: Turn, family: Family): Place => ({ tenant: at.tenant, purpose: 'refresh', row: family.id })

export function successorOf(turn: Turn, family: Family, presented: RawSecret): RawSecret {
  return turn.ports.vault.derive(placeOf(turn, family), presented)
}

/** The successor that was given out before, whichever key of the ring made it. */
export function sameSuccessor(turn: Turn, family: Family, presented: RawSecret): RawSecret | undefined {
  const { vault } = turn.ports
  return vault
    .deriveAll(placeOf(turn, family), presented)
    .find((candidate) => vault.same(vault.hash(candidate), family.hash))
}

/** Under which name a token is kept once it was replaced. */
export const spentName = ({ ports }: Turn, presented: RawSecret): string => hexOf(ports.vault.hash(presented))

export type Standing = 'current' | 'just-replaced' | 'replaced' | 'unknown'

/** What the presented token is to its family. */
export function standingOf({ ports, now }: Turn, { family, spent }: FoundFamily, presented: RawSecret): Standing {
  const hash = ports.vault.hash(presented)
  if (ports.vault.same(hash, family.hash)) return 'current'
  if (!family.previousHash || !ports.vault.same(hash, family.previousHash)) return spent ? 'replaced' : 'unknown'
  return now < after(family.rotatedAt, graceLength) ? 'just-replaced' : 'replaced'
}

/** Whether the family, or the session it hangs from, is past its end. */
export function isFamilyOver({ now }: Turn, { family, session }: FoundFamily): boolean {
  return family.expiresAt <= now || session.idleUntil <= now || session.expiresAt <= now
}

/** Whether an exchange opened the family. What a bearer opens with its sign-in is exactly as old as its session. */
export const isHandedOff = ({ family, session }: Pick<FoundFamily, 'family' | 'session'>): boolean =>
  family.createdAt !== session.createdAt

/** The family of this application that a token names, one read. Nothing is said of its secret yet. */
export async function findFamily(turn: Turn, { id, secret }: Credential<'family'>): Promise<FoundFamily | undefined> {
  const { ports, scope, at } = turn
  const found = await ports.store.families.find({ ...at, id, spent: spentName(turn, secret) })
  return found?.family.application === scope.application.id && found.user.status !== 'removed' ? found : undefined
}
