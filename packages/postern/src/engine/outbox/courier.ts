/**
 * The courier takes committed messages from memory and delivers them, a few at a time. What it has no room for is left
 * to its lease: the next round of chores brings it back from the store.
 */
import { after, type Duration, type Instant } from '../../domain/instant.ts'
import type { Channel } from '../../domain/message.ts'
import type { Ports, Posted } from '../../ports/ports.ts'
import { leaseLength } from '../rules/lifetimes.ts'
import { createCircuits } from './circuits.ts'
import type { Deadline } from './deadline.ts'
import { type DeliveryCheckpoint, deliver } from './deliver.ts'

const mostWaiting = 10_000

/** Messages that wait for a slot. */
export interface Backlog {
  readonly waiting: number
  /** How long the first of them has waited here. */
  readonly age: Duration
}

export interface Courier {
  post(posted: Posted): void
  backlog(): Backlog
  /** Transports whose circuit is open: they failed, and are left alone for a while. */
  brokenTransports(): readonly string[]
  /** Claims due messages from the store and delivers them. Resolves when this round is done. */
  collect(limit: number): Promise<{ readonly collected: number }>
  /** Resolves when what is under way is settled, and what came in meanwhile. */
  settled(): Promise<void>
  /** Delivers nothing new; resolves when what is under way is settled. */
  stop(): Promise<void>
}

export interface CourierOptions {
  /** Messages handed over at the same time. */
  readonly slots: number
  /** What it collects: mail by default. Webhooks have a courier of their own, so that slow ones hold up no mail. */
  readonly channel?: Channel
  readonly deadline: (milliseconds: number) => Deadline
  readonly checkpoint?: (name: DeliveryCheckpoint) => void
  /** Told of faults, which are ours and never a mail system's. */
  readonly onFault?: (fault: unknown) => void
}

/** `portsOf` is a function because the ports hold this courier's own `post`. */
export function createCourier(portsOf: () => Ports, options: CourierOptions): Courier {
  const { deadline, checkpoint = () => {}, channel = 'mail' } = options
  const tools = { circuits: createCircuits(), deadline, checkpoint }
  const waiting: (Posted & { readonly since: Instant })[] = []
  const underWay = new Set<Promise<void>>()
  let stopped = false

  const next = (): void => {
    while (!stopped && underWay.size < options.slots) {
      const posted = waiting.shift()
      if (!posted) return
      const delivery = deliver(portsOf(), tools, posted)
        .catch((fault: unknown) => options.onFault?.(fault))
        .finally(() => {
          underWay.delete(delivery)
          next()
        })
      underWay.add(delivery)
    }
  }

  const settled = async (): Promise<void> => {
    while (underWay.size > 0) await Promise.race(underWay)
  }

  return {
    post(posted) {
      if (stopped || waiting.length >= mostWaiting) return
      waiting.push({ ...posted, since: portsOf().clock.now() })
      next()
    },
    backlog: () => backlogOf(waiting, portsOf),
    brokenTransports: () => tools.circuits.broken(portsOf().clock.now()),
    async collect(limit) {
      const ports = portsOf()
      if (stopped) return { collected: 0 }
      const now = ports.clock.now()
      const messages = await ports.store.messages.claim({
        now,
        owner: ports.node,
        until: after(now, leaseLength),
        limit,
        channel,
      })
      for (const message of messages) {
        // An event may be of no application, or of one that is gone: its webhooks are the tenant's.
        const { tenant, application } = message
        const scope = await ports.directory.find(channel === 'mail' ? { tenant, application } : { tenant })
        if (scope) waiting.push({ scope, message, since: now })
      }
      next()
      if (messages.length > 0) await settled()
      return { collected: messages.length }
    },
    settled,
    async stop() {
      stopped = true
      waiting.length = 0
      await settled()
    },
  }
}

function backlogOf(waiting: readonly { readonly since: Instant }[], portsOf: () => Ports): Backlog {
  const [first] = waiting
  return { waiting: waiting.length, age: first ? portsOf().clock.now() - first.since : 0 }
}
