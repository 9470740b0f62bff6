/**
 * Telling webhooks: sealed events behind a tenant's mark become messages of the outbox, and the mark moves with them in
 * one step. Of several nodes one moves it; a crash before leaves the events to the next round.
 */
import type { Event } from '../../domain/event.ts'
import type { Id } from '../../domain/id.ts'
import { after, type Instant } from '../../domain/instant.ts'
import type { CallContent, MessageDraft } from '../../domain/message.ts'
import type { Ports } from '../../ports/ports.ts'
import type { Subscription } from '../../ports/webhooks.ts'
import { callLife } from '../rules/lifetimes.ts'

const batch = 200

export interface Published {
  /** Calls that were queued. */
  readonly calls: number
  /** Whether more events are likely to wait. */
  readonly more: boolean
}

/** Publishes a batch of one tenant. */
export async function publish(ports: Ports, tenant: Id<'tenant'>): Promise<Published> {
  const { store, clock, webhooks } = ports
  const now = clock.now()
  const { from, events } = await store.events.unpublished({ tenant, now, limit: batch })
  const to = events.at(-1)?.sequence
  if (to === undefined) return { calls: 0, more: false }
  // After the events: a webhook that was there before one of them is seen.
  const subscriptions = (await webhooks?.of(tenant)) ?? []
  if (subscriptions.length === 0) return { calls: 0, more: false }
  const messages = events.flatMap((event) => callsOf(ports, now, event, subscriptions))
  await store.events.publish({ tenant, now, from, to, messages })
  return { calls: messages.length, more: events.length === batch }
}

function callsOf(
  ports: Pick<Ports, 'vault'>,
  now: Instant,
  event: Event,
  subscriptions: readonly Subscription[],
): readonly MessageDraft[] {
  return subscriptions
    .filter((subscription) => subscription.takes(event))
    .map(({ webhook }) => callOf(ports, now, { webhook, event }))
}

/** An event on its way to one webhook: due at once, leased by nobody. */
export function callOf(
  { vault }: Pick<Ports, 'vault'>,
  now: Instant,
  { webhook, event }: { readonly webhook: string; readonly event: Event },
): MessageDraft {
  const id = vault.id<'message'>(now)
  const content: CallContent = { body: bodyOf(event) }
  return {
    id,
    channel: 'webhook',
    application: event.application,
    to: { address: webhook, key: webhook },
    facts: {
      kind: 'event',
      locale: 'en',
      askedAt: now,
      program: true,
      asked: {},
      about: { event: event.id, type: event.type },
    },
    sealed: vault.seal({ tenant: event.tenant, purpose: 'message', row: id }, JSON.stringify(content)),
    state: 'queued',
    lease: { owner: '', until: now },
    deadline: after(now, callLife),
  }
}

/** Standard Webhooks 1.0.0, "Payload structure". Events hold no secret, so neither does this. */
function bodyOf({ type, at, sequence: _, unreadable: __, ...data }: Event): string {
  return JSON.stringify({ type, timestamp: new Date(at).toISOString(), data })
}
