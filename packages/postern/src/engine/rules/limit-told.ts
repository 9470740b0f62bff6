/** A spent budget becomes an event: one for each budget and node until there is room again, so that a flood stays small. */
import type { Asked } from '../../domain/attempt.ts'
import type { EventDraft } from '../../domain/event.ts'
import type { Refusal } from '../../ports/records.ts'
import { tell } from './events.ts'
import { spentBudget } from './limits.ts'
import type { Turn } from './turn.ts'

export async function noteLimit(turn: Turn, asked: Asked, refusal: Refusal): Promise<void> {
  if (refusal.kind !== 'limited') return
  const { ports, scope, now, at } = turn
  const { key, retryAt } = refusal
  if (!ports.once(`limit/${at.tenant}/${key}`, retryAt)) return
  const event: EventDraft = {
    id: ports.vault.id(now),
    type: 'limit.exceeded',
    application: scope.application.id,
    asked,
    reason: spentBudget(key),
  }
  await ports.store.messages.post({ ...at, charges: [], also: { events: [event], messages: [] } })
  tell(turn, event)
}
