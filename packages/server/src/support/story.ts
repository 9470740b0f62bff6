/** What is known of one attempt, gathered for whoever asks why somebody did or did not get in. */
import type { Attempt, Event, Id, Instant, Message, Ports, Subject } from 'postern/kit'

export interface Story {
  readonly now: Instant
  readonly attempt: Attempt
  /** Her standing now, which may be another than it was then. */
  readonly subject: Subject
  /** Oldest first, as the events. */
  readonly messages: readonly Message[]
  readonly events: readonly Event[]
  /** The same browser or program asked again later, for the same address and application. */
  readonly askedAgain: boolean
}

const mostEvents = 500
const laterAttempts = 20

export async function readStory(
  { store, clock }: Pick<Ports, 'store' | 'clock'>,
  { tenant, id }: { readonly tenant: Id<'tenant'>; readonly id: Id<'attempt'> },
): Promise<Story | undefined> {
  const now = clock.now()
  const found = await store.attempts.find({ tenant, now, id })
  if (!found) return undefined
  const { attempt, subject } = found
  const [messages, events, later] = await Promise.all([
    store.messages.list({ tenant, now, attempt: id }),
    store.events.list({ tenant, now, attempt: id, limit: mostEvents }),
    store.attempts.list({ tenant, now, address: attempt.address.key, limit: laterAttempts }),
  ])
  const askedAgain = later.items.some(
    (other) => other.id > id && other.application === attempt.application && other.asker.id === attempt.asker.id,
  )
  return { now, attempt, subject, messages, events: events.items, askedAgain }
}
