/** What is known of one attempt, gathered for whoever asks why somebody did or did not get in. */
import { setImmediate as nextTurn } from 'node:timers/promises'
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

type Parts = Pick<Ports, 'store' | 'clock'>

const mostEvents = 500
const laterAttempts = 20
const storiesAtOnce = 10

export async function readStory(
  parts: Parts,
  { tenant, id }: { readonly tenant: Id<'tenant'>; readonly id: Id<'attempt'> },
): Promise<Story | undefined> {
  return read(parts, { tenant, id, newestOf: (address) => newestFor(parts, tenant, address) })
}

/** Those of one address, some at a time: an embedded store answers at once, and nobody else would be served meanwhile. */
export async function readStories(
  parts: Parts,
  {
    tenant,
    address,
    ids,
  }: { readonly tenant: Id<'tenant'>; readonly address: string; readonly ids: readonly Id<'attempt'>[] },
): Promise<readonly Story[]> {
  const newest = await newestFor(parts, tenant, address)
  const stories: Story[] = []
  for (let from = 0; from < ids.length; from += storiesAtOnce) {
    const wanted = ids.slice(from, from + storiesAtOnce)
    const found = await Promise.all(wanted.map((id) => read(parts, { tenant, id, newestOf: async () => newest })))
    stories.push(...found.filter((story) => story !== undefined))
    await nextTurn()
  }
  return stories
}

interface Wanted {
  readonly tenant: Id<'tenant'>
  readonly id: Id<'attempt'>
  /** The newest attempts of an address. */
  readonly newestOf: (address: string) => Promise<readonly Attempt[]>
}

async function read({ store, clock }: Parts, { tenant, id, newestOf }: Wanted): Promise<Story | undefined> {
  const now = clock.now()
  const found = await store.attempts.find({ tenant, now, id })
  if (!found) return undefined
  const { attempt, subject } = found
  const [messages, events, newest] = await Promise.all([
    store.messages.list({ tenant, now, attempt: id }),
    store.events.list({ tenant, now, attempt: id, limit: mostEvents }),
    newestOf(attempt.address.key),
  ])
  const askedAgain = newest.some(
    (other) => other.id > id && other.application === attempt.application && other.asker.id === attempt.asker.id,
  )
  return { now, attempt, subject, messages, events: events.items, askedAgain }
}

async function newestFor({ store, clock }: Parts, tenant: Id<'tenant'>, address: string): Promise<readonly Attempt[]> {
  return (await store.attempts.list({ tenant, now: clock.now(), address, limit: laterAttempts })).items
}
