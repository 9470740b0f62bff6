/** Events of what staff does among people: who did it, with which key, and never what was typed. */
import type { Also, EventDraft, EventType, Id } from 'postern/kit'
import type { ApiCall } from '../api-route.ts'
import { actorOf } from './reach.ts'

type At = Pick<ApiCall, 'key' | 'tenant' | 'ports'>

export type Deed = Partial<Pick<EventDraft, 'user' | 'attempt' | 'reason' | 'about' | 'application'>>

export function onRecord(at: At, type: EventType, deed: Deed = {}): Also {
  const { vault, clock } = at.ports
  const id = vault.id<'event'>(clock.now())
  const event = { application: '' as Id<'application'>, ...deed, id, type, actor: actorOf(at) }
  return { events: [event], messages: [] }
}

/** One event for a request, however many people it showed: of one it is hers, of several it lists them. */
export async function recordReading(
  at: At,
  what: string,
  users: readonly Id<'user'>[],
  deed: Deed = {},
): Promise<void> {
  const met = [...new Set(users)]
  const [one] = met
  const about = met.length > 1 ? { read: what, users: met.join(' ') } : { read: what }
  const whose = met.length === 1 && one !== undefined ? { user: one } : {}
  const also = onRecord(at, 'person.read', { ...deed, ...whose, about })
  const { store, clock } = at.ports
  await store.messages.post({ tenant: at.tenant, now: clock.now(), charges: [], also })
}
