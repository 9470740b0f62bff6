/**
 * What the asker receives is derived from its binding, not drawn: a repeat after a lost reply finds the same session,
 * on any node, and mints nothing.
 */
import type { Attempt, Finish } from '../../domain/attempt.ts'
import type { Client } from '../../domain/client.ts'
import type { Credential, RawSecret } from '../../domain/credential.ts'
import { type Family, familyOf } from '../../domain/family.ts'
import type { Id } from '../../domain/id.ts'
import type { Place } from '../../ports/vault.ts'
import type { CurrentSession } from '../rules/current-session.ts'
import { handOffOf } from '../rules/hand-offs.ts'
import { nextFor } from '../rules/next.ts'
import { bearerTokens, dataOf, opensFamily } from '../rules/tokens.ts'
import type { Turn } from '../rules/turn.ts'
import type { SignedIn } from './outcome.ts'

type Derived = 'session' | 'browser' | 'binding' | 'refresh' | 'hand-off'

export function deriveFor(turn: Turn, purpose: Derived, attempt: Attempt, from: RawSecret): RawSecret {
  return turn.ports.vault.derive(placeOf(turn, purpose, attempt), from)
}

/** The next binding takes the session's id, so that a repeat can find it again without a row of its own. */
export function renewedBinding(
  turn: Turn,
  attempt: Attempt,
  session: Id<'session'>,
  from: RawSecret,
): Credential<'binding'> {
  return { id: session as string as Id<'binding'>, secret: deriveFor(turn, 'binding', attempt, from) }
}

/** What the same asker gets again: the session it already has, if that is still alive. */
export async function repeat(
  turn: Turn,
  attempt: Attempt,
  finish: Finish,
  client: Client,
): Promise<SignedIn | undefined> {
  const { ports } = turn
  if (!client.asker || finish.by !== 'asker') return undefined
  const from = client.asker.secret
  const all = (purpose: Derived): readonly RawSecret[] => ports.vault.deriveAll(placeOf(turn, purpose, attempt), from)
  const handedOff = attempt.destination.kind === 'hand-off'
  const found = handedOff ? await handedOffBy(turn, finish) : await madeBy(turn, finish)
  // A session that its reader would find dead is not handed out again.
  if (!found || found.user.status !== 'active') return undefined
  const { hash, ...session } = found.session
  // The key that made the session made what was handed out with it, whichever makes now.
  const secrets = all('session')
  const key = secrets.findIndex((candidate) => ports.vault.same(ports.vault.hash(candidate), hash))
  const [secret, browser, binding] = [secrets[key], all('browser')[key], all('binding')[key]]
  if (!secret || !browser || !binding) return undefined
  const family = found.family && refreshAgain(turn, found.family, all('refresh')[key])
  // A first refresh token that was used is no answer any more.
  if (found.family && !family) return undefined
  const lost = finish.browser !== undefined && finish.browser !== client.browser?.id ? finish.browser : undefined
  const made = { session: { id: finish.session, secret }, family }
  const tokens = handedOff ? undefined : await bearerTokens(turn, found, made)
  const code = found.handOff && all('hand-off')[key]
  return {
    kind: 'signed-in',
    user: found.user,
    roles: found.roles,
    session,
    ...(tokens && { tokens }),
    attempt: attempt.id,
    next: nextFor(attempt.destination, true, code && { id: handOffOf(finish.session), secret: code }),
    credentials: {
      session: { id: finish.session, secret },
      ...(lost && { browser: { id: lost, secret: browser } }),
      ...(client.kind === 'browser' && { binding: { id: finish.session as string as Id<'binding'>, secret: binding } }),
    },
  }
}

interface MadeBy extends CurrentSession {
  readonly family?: Family
  /** There, and neither exchanged nor over. */
  readonly handOff?: true
}

/** The live session that a sign-in made, with its family where it opened one. One read. */
async function madeBy({ ports, scope, now, at }: Turn, { session: id }: Finish): Promise<MadeBy | undefined> {
  if (!opensFamily(scope)) return ports.store.sessions.find({ ...at, id })
  const found = await ports.store.families.find({ ...at, id: familyOf(id), spent: '' })
  if (!found || found.session.idleUntil <= now || found.session.expiresAt <= now) return undefined
  const { session, user, family, registration } = found
  return { session, user, family, roles: registration?.roles ?? [], ...dataOf(registration) }
}

/** The same with the code that waits for its application. What was exchanged is not given out again. */
async function handedOffBy({ ports, now, at }: Turn, { session: id }: Finish): Promise<MadeBy | undefined> {
  const found = await ports.store.handOffs.find({ ...at, id: handOffOf(id) })
  if (!found || found.session.idleUntil <= now || found.session.expiresAt <= now) return undefined
  const { session, user, registration, artifact } = found
  const waits = artifact.consumedAt === undefined && artifact.expiresAt > now
  return { session, user, roles: registration?.roles ?? [], ...(waits && { handOff: true }) }
}

function refreshAgain(
  { ports }: Turn,
  family: Family,
  secret: RawSecret | undefined,
): Credential<'family'> | undefined {
  return secret && ports.vault.same(ports.vault.hash(secret), family.hash) ? { id: family.id, secret } : undefined
}

const placeOf = ({ at }: Turn, purpose: Derived, attempt: Attempt): Place => ({
  tenant: at.tenant,
  purpose,
  row: attempt.id,
})
