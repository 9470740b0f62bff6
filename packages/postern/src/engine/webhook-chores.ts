/** The chores of webhooks: publish and call, beside the others, so that a slow receiver holds up neither mail nor seals. */
import type { Id } from '../domain/id.ts'
import { after, type Instant, seconds } from '../domain/instant.ts'
import type { Ports } from '../ports/ports.ts'
import { publish } from './events/publish.ts'
import type { Courier } from './outbox/courier.ts'

const batchesAtOnce = 20
const idle = seconds(1)
/** Events that another process sealed and left are found by looking at every tenant, this often. */
const lookEvery = seconds(10)

export interface WebhookChores {
  /** This process sealed events of the tenant. */
  sealed(tenant: Id<'tenant'>): void
  run(): Promise<{ readonly nextAt: Instant }>
}

export function createWebhookChores(ports: Ports, courier: Courier, callsAtOnce: number): WebhookChores {
  let fresh = new Set<Id<'tenant'>>()
  let known = new Set<Id<'tenant'>>()
  let lookedAt = 0
  return {
    sealed: (tenant) => fresh.add(tenant),
    async run() {
      const now = ports.clock.now()
      const all = (await ports.webhooks?.tenants()) ?? []
      const looks = now - lookedAt >= lookEvery
      if (looks) lookedAt = now
      // A first webhook is heard of a moment after it was made: its tenant's events may have been sealed before that.
      const due = all.filter((tenant) => looks || fresh.has(tenant) || !known.has(tenant))
      fresh = new Set()
      known = new Set(all)
      for (const tenant of due) if (await publishAll(ports, tenant)) fresh.add(tenant)
      const { collected } = all.length > 0 || looks ? await courier.collect(callsAtOnce) : { collected: 0 }
      const busy = collected === callsAtOnce || fresh.size > 0
      return { nextAt: after(ports.clock.now(), busy ? 0 : idle) }
    },
  }
}

/** Whether more waits than one round does. */
async function publishAll(ports: Ports, tenant: Id<'tenant'>): Promise<boolean> {
  for (let count = 0; count < batchesAtOnce; count++) if (!(await publish(ports, tenant)).more) return false
  return true
}
