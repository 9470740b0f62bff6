/**
 * The courier takes committed messages from memory and delivers them, a few at a time. What it has no room for is left
 * to its lease: the next round of chores brings it back from the store.
 */
import { after, type Duration, type Instant } from '../../domain/instant.ts'
import type { Message } from '../../domain/message.ts'
import type { Ports, Posted } from '../../ports/ports.ts'
import { leaseLength } from '../rules/lifetimes.ts'
import { createCircuits } from './circuits.ts'
import type { Deadline } from './deadline.ts'
import { type Due, deliver } from './deliver.ts'
import type { DeliveryCheckpoint, Outage } from './delivery-tools.ts'

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
  /** Claims due messages from the store and delivers them. Resolves when these are settled, whatever else is under way. */
  collect(limit: number): Promise<{ readonly collected: number }>
  /** Resolves when what is under way is settled, and what came in meanwhile. */
  settled(): Promise<void>
  /** Delivers nothing new; resolves when what is under way is settled. */
  stop(): Promise<void>
}

export interface CourierOptions {
  /** Messages handed over at the same time. */
  readonly slots: number
  readonly deadline: (milliseconds: number) => Deadline
  readonly checkpoint?: (name: DeliveryCheckpoint) => void
  /** Told of faults, which are ours and never a mail system's. */
  readonly onFault?: (fault: unknown) => void
  /** Told of a transport that begins to fail. */
  readonly onOutage?: ((outage: Outage) => void) | undefined
}

interface Waiting extends Due {
  readonly since: Instant
  readonly over?: () => void
}

/** `portsOf` is a function because the ports hold this courier's own `post`. */
export function createCourier(portsOf: () => Ports, options: CourierOptions): Courier {
  const { deadline, checkpoint = () => {}, onFault, onOutage } = options
  const tools = { circuits: createCircuits(), deadline, checkpoint, onOutage }
  const waiting: Waiting[] = []
  const underWay = new Set<Promise<void>>()
  let stopped = false

  const next = (): void => {
    while (!stopped && underWay.size < options.slots) {
      const due = waiting.shift()
      if (!due) return
      const delivery = deliver(portsOf(), tools, due)
        .catch((fault: unknown) => onFault?.(fault))
        .finally(() => {
          underWay.delete(delivery)
          due.over?.()
          next()
        })
      underWay.add(delivery)
    }
  }

  /** Resolves when it is settled, or will not be delivered here. */
  const take = async (message: Message): Promise<void> => {
    const { clock, directory } = portsOf()
    const scope = await directory.find({ tenant: message.tenant, application: message.application })
    await new Promise<void>((over) => {
      if (stopped) return over()
      waiting.push({ scope, message, since: clock.now(), over })
      next()
    })
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
      if (stopped) return { collected: 0 }
      const messages = await claim(portsOf(), limit)
      await Promise.all(messages.map((message) => take(message)))
      return { collected: messages.length }
    },
    settled,
    async stop() {
      stopped = true
      for (const { over } of waiting.splice(0)) over?.()
      await settled()
    },
  }
}

function claim({ store, clock, node }: Ports, limit: number): Promise<readonly Message[]> {
  const now = clock.now()
  return store.messages.claim({ now, owner: node, until: after(now, leaseLength), limit })
}

function backlogOf(waiting: readonly { readonly since: Instant }[], portsOf: () => Ports): Backlog {
  const [first] = waiting
  return { waiting: waiting.length, age: first ? portsOf().clock.now() - first.since : 0 }
}
