/** Notes that a landing page was fetched, by whomever. It decides nothing and reads nothing: at most twenty are kept. */
import type { Client } from '../../domain/client.ts'
import type { Id } from '../../domain/id.ts'
import type { Operation } from '../operation.ts'
import { attemptEvent } from '../rules/events.ts'
import { turnNow } from '../rules/turn.ts'

const mostOpens = 20

export const noteOpen: Operation<{ readonly id: Id<'attempt'>; readonly client: Client }, void> = async (
  ports,
  scope,
  input,
) => {
  const turn = turnNow(ports, scope)
  const { id, client } = input
  const event = attemptEvent(turn, 'link.opened', { id, application: scope.application.id }, { asked: client.asked })
  await ports.store.attempts.note({ ...turn.at, id, most: mostOpens, also: { events: [event], messages: [] } })
}
