/**
 * What the asker receives is derived from its binding, not drawn: a repeat after a lost reply finds the same session,
 * on any node, and mints nothing.
 */
import type { Attempt, Finish } from '../../domain/attempt.ts'
import type { Client } from '../../domain/client.ts'
import type { Credential, RawSecret } from '../../domain/credential.ts'
import type { Id } from '../../domain/id.ts'
import type { Place } from '../../ports/vault.ts'
import { nextFor } from '../rules/next.ts'
import type { Turn } from '../rules/turn.ts'
import type { SignedIn } from './outcome.ts'

type Derived = 'session' | 'browser' | 'binding'

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
  const { ports, at } = turn
  if (!client.asker || finish.by !== 'asker') return undefined
  const from = client.asker.secret
  const all = (purpose: Derived): readonly RawSecret[] => ports.vault.deriveAll(placeOf(turn, purpose, attempt), from)
  const found = await ports.store.sessions.find({ ...at, id: finish.session })
  // A session that its reader would find dead is not handed out again.
  if (!found || found.user.status !== 'active') return undefined
  const { hash, ...session } = found.session
  // The key that made the session made what was handed out with it, whichever makes now.
  const secrets = all('session')
  const key = secrets.findIndex((candidate) => ports.vault.same(ports.vault.hash(candidate), hash))
  const [secret, browser, binding] = [secrets[key], all('browser')[key], all('binding')[key]]
  if (!secret || !browser || !binding) return undefined
  const lost = finish.browser !== undefined && finish.browser !== client.browser?.id ? finish.browser : undefined
  return {
    kind: 'signed-in',
    user: found.user,
    roles: found.roles,
    session,
    attempt: attempt.id,
    next: nextFor(attempt.destination, true),
    credentials: {
      session: { id: finish.session, secret },
      ...(lost && { browser: { id: lost, secret: browser } }),
      ...(client.kind === 'browser' && { binding: { id: finish.session as string as Id<'binding'>, secret: binding } }),
    },
  }
}

const placeOf = ({ at }: Turn, purpose: Derived, attempt: Attempt): Place => ({
  tenant: at.tenant,
  purpose,
  row: attempt.id,
})
