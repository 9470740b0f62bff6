/**
 * The chores of webhooks, publish and call, beside the others and beside each other: a slow receiver holds up neither mail
 * nor seals, nor what is told to anybody else.
 */
import type { Id } from '../domain/id.ts'
import { after, type Instant, seconds } from '../domain/instant.ts'
import type { Ports } from '../ports/ports.ts'
import { type Published, publish } from './events/publish.ts'
import type { Caller } from './outbox/caller.ts'
import { together } from './rules/together.ts'

const tenantsAtOnce = 16
const idle = seconds(1)
/** Events that another process sealed and left are found by looking at every tenant, this often. */
const lookEvery = seconds(10)

interface Round {
  readonly nextAt: Instant
}

export interface WebhookChores {
  /** This process sealed events of the tenant. */
  sealed(tenant: Id<'tenant'>): void
  publish(): Promise<Round & { readonly hasPublished: boolean }>
  /** Begins calls, and waits for none of them. */
  call(): Promise<Round>
  /** One round of both: all that is due is called, and answered. */
  run(): Promise<Round>
}

export function createWebhookChores(ports: Ports, caller: Caller): WebhookChores {
  let fresh = new Set<Id<'tenant'>>()
  let known = new Set<Id<'tenant'>>()
  const looks = { publish: createLooks(ports), call: createLooks(ports) }
  const chores: WebhookChores = {
    sealed: (tenant) => fresh.add(tenant),
    async publish() {
      const isLook = looks.publish()
      const all = (await ports.webhooks?.tenants()) ?? []
      // A first webhook is heard of a moment after it was made: its tenant's events may have been sealed before that.
      const due = all.filter((tenant) => isLook || fresh.has(tenant) || !known.has(tenant))
      fresh = new Set()
      known = new Set(all)
      const { published, faults } = await publishEach(ports, due)
      for (const { tenant, more } of published) if (more) fresh.add(tenant)
      if (faults.length > 0) throw together(faults)
      const hasPublished = published.some(({ calls }) => calls > 0)
      return { nextAt: after(ports.clock.now(), fresh.size > 0 ? 0 : idle), hasPublished }
    },
    async call() {
      const isLook = looks.call()
      const { collected } = isLook || known.size > 0 ? await caller.collect() : { collected: 0 }
      return { nextAt: after(ports.clock.now(), collected > 0 ? 0 : idle) }
    },
    async run() {
      try {
        return await chores.publish()
      } finally {
        while ((await caller.collect()).collected > 0) await caller.settled()
      }
    },
  }
  return chores
}

function createLooks({ clock }: Ports): () => boolean {
  let lookedAt = 0
  return () => {
    const isDue = clock.now() - lookedAt >= lookEvery
    if (isDue) lookedAt = clock.now()
    return isDue
  }
}

/** A batch of each, several at a time. More of a tenant comes when everybody had a turn; what is wrong with one is its own. */
async function publishEach(ports: Ports, due: readonly Id<'tenant'>[]) {
  const published: (Published & { readonly tenant: Id<'tenant'> })[] = []
  const faults: unknown[] = []
  for (let from = 0; from < due.length; from += tenantsAtOnce) {
    const some = due.slice(from, from + tenantsAtOnce)
    const done = await Promise.allSettled(some.map(async (tenant) => ({ tenant, ...(await publish(ports, tenant)) })))
    for (const one of done) {
      if (one.status === 'fulfilled') published.push(one.value)
      else faults.push(one.reason)
    }
  }
  return { published, faults }
}
