/** An event about an attempt that comes with no other write: nothing is decided by it. */
import type { EventDraft } from '../../domain/event.ts'
import type { Charge } from '../../ports/written.ts'
import { tell } from '../rules/events.ts'
import type { Turn } from '../rules/turn.ts'

/** With charges it is left out where they are spent, so that a story stays short. */
export async function noteAbout(turn: Turn, event: EventDraft, charges: readonly Charge[] = []): Promise<void> {
  const also = { events: [event], messages: [] }
  const { kind } = await turn.ports.store.messages.post({ ...turn.at, charges, also })
  if (kind === 'queued') tell(turn, event)
}
