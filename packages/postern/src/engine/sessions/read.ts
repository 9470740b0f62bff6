/** Reading a session: one read; the last-seen time is noted at most once a minute. */
import type { Client } from '../../domain/client.ts'
import type { Operation } from '../operation.ts'
import { type CurrentSession, currentSession, namedSession } from '../rules/current-session.ts'
import { noteSeen } from '../rules/seen.ts'
import { turnNow } from '../rules/turn.ts'

type Reading = Operation<{ readonly client: Client }, CurrentSession | undefined>

const readingOf =
  (find: typeof currentSession): Reading =>
  async (ports, scope, { client }) => {
    const turn = turnNow(ports, scope)
    const current = await find(turn, client)
    if (current) await noteSeen(turn, current.session)
    return current
  }

/** The one that the caller speaks of: for questions alone. */
export const readSession: Reading = readingOf(namedSession)

/** The one that the caller holds: for what is done in its user's name. */
export const readOwnSession: Reading = readingOf(currentSession)
