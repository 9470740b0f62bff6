/** What a signed-in user sees of her own account. */
import type { Client } from '../../domain/client.ts'
import type { Instant } from '../../domain/instant.ts'
import type { Session } from '../../domain/session.ts'
import type { OwnAddress } from '../../domain/user.ts'
import type { Operation } from '../operation.ts'
import { freshUntil } from '../rules/acts.ts'
import { type CurrentSession, currentSession } from '../rules/current-session.ts'
import { turnNow } from '../rules/turn.ts'

export interface Account {
  readonly current: CurrentSession
  readonly addresses: readonly OwnAddress[]
  /** Newest first. */
  readonly sessions: readonly Session[]
  /** Until when what wants a fresh proof of the mailbox is open, where it is. */
  readonly freshUntil: Instant | undefined
}

export const readAccount: Operation<{ readonly client: Client }, Account | undefined> = async (
  ports,
  scope,
  { client },
) => {
  const turn = turnNow(ports, scope)
  const current = await currentSession(turn, client)
  if (!current) return undefined
  const of = { ...turn.at, user: current.user.id }
  const [addresses, sessions] = await Promise.all([ports.store.addresses.list(of), ports.store.sessions.list(of)])
  return {
    current,
    addresses: addresses.filter(({ reservedUntil }) => reservedUntil === undefined),
    sessions: sessions.toReversed(),
    freshUntil: freshUntil(current.session, turn),
  }
}
