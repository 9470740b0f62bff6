/** Signing out ends the session and the open attempts of this browser. It stays a known browser. */
import type { Client } from '../../domain/client.ts'
import type { Credential } from '../../domain/credential.ts'
import type { Operation } from '../operation.ts'
import { type CurrentSession, leftSession } from '../rules/current-session.ts'
import { attemptEvent, tell } from '../rules/events.ts'
import { findFamily, standingOf } from '../rules/families.ts'
import { type Turn, turnNow } from '../rules/turn.ts'

export interface SignOut {
  readonly client: Client
  /** A bearer's refresh token: its access token may be over when it signs out. */
  readonly refresh?: Credential<'family'>
}

export const signOut: Operation<SignOut, void> = async (ports, scope, { client, refresh }) => {
  const turn = turnNow(ports, scope)
  // Of somebody who is banned as well: it must not come back with her.
  const presented = (await leftSession(turn, client)) ?? (refresh && (await sessionOfFamily(turn, refresh)))
  if (presented) await revoke(turn, presented, client)
  const { asker } = client
  if (asker) await ports.store.attempts.endAll({ ...turn.at, asker: asker.id, hash: ports.vault.hash(asker.secret) })
}

async function sessionOfFamily(
  turn: Turn,
  token: Credential<'family'>,
): Promise<Pick<CurrentSession, 'session'> | undefined> {
  const found = await findFamily(turn, token)
  return found && standingOf(turn, found, token.secret) !== 'unknown' ? found : undefined
}

async function revoke(turn: Turn, { session }: Pick<CurrentSession, 'session'>, client: Client): Promise<void> {
  const { id, user, attempt, application } = session
  const facts = { user, session: id, asked: client.asked, reason: 'sign-out' }
  const event = attemptEvent(turn, 'session.revoked', { id: attempt, application }, facts)
  const outcome = await turn.ports.store.sessions.revoke({ ...turn.at, id, also: { events: [event], messages: [] } })
  if (outcome.kind === 'revoked') tell(turn, event)
}
