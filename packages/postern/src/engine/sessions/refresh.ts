/**
 * Refreshing: a token is given in exchange for the one before it, once. The same repeat within ten seconds finds the
 * same successor; a token that comes back later was copied, and ends its session (RFC 9700 §4.14.2).
 */
import type { Client } from '../../domain/client.ts'
import type { Credential, RawSecret } from '../../domain/credential.ts'
import { after, earlier } from '../../domain/instant.ts'
import type { User } from '../../domain/user.ts'
import type { FoundFamily } from '../../ports/families.ts'
import type { Operation } from '../operation.ts'
import { attemptEvent, tell } from '../rules/events.ts'
import {
  findFamily,
  isFamilyOver,
  isHandedOff,
  sameSuccessor,
  spentName,
  standingOf,
  successorOf,
} from '../rules/families.ts'
import { type Barred, barredFrom } from '../rules/gate.ts'
import { accessToken, dataOf, type Tokens } from '../rules/tokens.ts'
import type { Turn } from '../rules/turn.ts'
import { untilSettled } from '../rules/until-settled.ts'

export interface Refresh {
  readonly token: Credential<'family'>
  readonly client: Client
}

export type Refreshed =
  | { readonly kind: 'refreshed'; readonly user: User; readonly roles: readonly string[]; readonly tokens: Tokens }
  | { readonly kind: 'refresh-unknown' | 'refresh-expired' | 'refresh-reused' }
  | Barred

export const refresh: Operation<Refresh, Refreshed> = (ports, scope, { token, client }) =>
  untilSettled<Refreshed>(ports, scope, async (turn) => {
    const found = await findFamily(turn, token)
    if (!found) return { kind: 'refresh-unknown' }
    const standing = standingOf(turn, found, token.secret)
    if (standing === 'unknown') return { kind: 'refresh-unknown' }
    if (isFamilyOver(turn, found)) return { kind: 'refresh-expired' }
    if (standing === 'replaced') return endReused(turn, found, client)
    const barred = barredFrom(found, scope)
    if (barred) return barred
    if (standing === 'current') return rotate(turn, found, token.secret)
    const successor = sameSuccessor(turn, found.family, token.secret)
    return successor ? refreshed(turn, found, successor) : { kind: 'refresh-unknown' }
  })

/** `undefined` when another refresh, a ban or a sign-out came first. */
async function rotate(turn: Turn, found: FoundFamily, presented: RawSecret): Promise<Refreshed | undefined> {
  const { ports, scope, now, at } = turn
  const { family, user, session } = found
  const to = successorOf(turn, family, presented)
  const outcome = await ports.store.families.rotate({
    ...at,
    id: family.id,
    user: user.id,
    userVersion: user.version,
    from: family.hash,
    to: ports.vault.hash(to),
    idleUntil: earlier(after(now, scope.application.lifetimes.sessionIdle), session.expiresAt),
    spent: spentName(turn, presented),
  })
  return outcome.kind === 'changed' ? undefined : refreshed(turn, found, to)
}

async function refreshed(turn: Turn, found: FoundFamily, successor: RawSecret): Promise<Refreshed> {
  const { family, user, registration } = found
  // Whoever copied the token would rise with a step-up of its owner (invariant 13): fresh is what the step-up answered.
  const { provedAt: _, ...session } = found.session
  const roles = registration?.roles ?? []
  const handedOff = isHandedOff(found)
  const access = await accessToken(turn, { user, session, roles, handedOff, ...dataOf(registration) })
  // Families are opened only where tokens are signed; the settings have changed since.
  if (!access) return { kind: 'refresh-unknown' }
  const refreshToken = { id: family.id, secret: successor }
  return { kind: 'refreshed', user, roles, tokens: { ...access, refreshToken } }
}

/** Who copied the token and who owns it cannot be told apart: both are signed out. */
async function endReused(turn: Turn, { session, user }: FoundFamily, client: Client): Promise<Refreshed> {
  const about = { id: session.attempt, application: session.application }
  const facts = { user: user.id, session: session.id, asked: client.asked }
  const events = [
    attemptEvent(turn, 'token.reused', about, facts),
    attemptEvent(turn, 'session.revoked', about, { ...facts, reason: 'token-reused' }),
  ]
  const also = { events, messages: [] }
  const outcome = await turn.ports.store.sessions.revoke({ ...turn.at, id: session.id, also })
  if (outcome.kind === 'revoked') tell(turn, ...events)
  return { kind: 'refresh-reused' }
}
