/** Who is told of a tenant's events by HTTP, and what calls them. Absent where there are no webhooks. */
import type { Event } from '../domain/event.ts'
import type { Id } from '../domain/id.ts'
import type { WebhookCall } from '../domain/message.ts'
import type { Scope } from '../domain/scope.ts'
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
  /** Where the calls of such a tenant are made from; `undefined` once it is gone. Not every one that has events has a scope. */
  scopeOf(tenant: Id<'tenant'>): Promise<Scope | undefined>
  /** Never throws. `refused` ends the delivery; a receiver that is `down` did not answer in time. */
  send(call: WebhookCall, signal: AbortSignal): Promise<Handover>
}
