/** Who is told of a tenant's events by HTTP, and what calls them. Absent where there are no webhooks. */
import type { Event } from '../domain/event.ts'
import type { Id } from '../domain/id.ts'
import type { WebhookCall } from '../domain/message.ts'
import type { Handover } from './transport.ts'

export interface Subscription {
  readonly webhook: string
  takes(event: Event): boolean
}

export interface Webhooks {
  /** Tenants that have webhooks. Asked often: answered from memory. */
  tenants(): Promise<readonly Id<'tenant'>[]>
  /** As they are now: an event is never passed by a webhook that was there before it. */
  of(tenant: Id<'tenant'>): Promise<readonly Subscription[]>
  /** Never throws. `refused` ends the delivery. */
  send(call: WebhookCall, signal: AbortSignal): Promise<Handover>
}
