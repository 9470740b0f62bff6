/**
 * The caller takes due calls of webhooks from the store and makes them, a few of each webhook at a time, so that nobody's
 * receiver takes the room of the others. One that does not answer is passed over for a while.
 */
import { after, seconds } from '../../domain/instant.ts'
import type { Message } from '../../domain/message.ts'
import type { Ports } from '../../ports/ports.ts'
import { leaseLength } from '../rules/lifetimes.ts'
import { createCircuits } from './circuits.ts'
import type { Deadline } from './deadline.ts'
import { deliver } from './deliver.ts'
import { createOutages } from './outages.ts'

/** Calls at the same time. */
const slots = 64
/** Calls of one webhook at the same time, and how many of those one claim brings. */
const mostOfOne = 4
const claimedOfOne = 2
const pauses = { first: seconds(10), longest: seconds(120) }

export interface Caller {
  /** Claims what is due, has a slot and is not passed over, and begins to call. */
  collect(): Promise<{ readonly collected: number }>
  /** Resolves when what is under way is settled. */
  settled(): Promise<void>
  /** Begins nothing new; resolves when what is under way is settled. */
  stop(): Promise<void>
}

export interface CallerOptions {
  readonly deadline: (milliseconds: number) => Deadline
  readonly onFault: (fault: unknown) => void
  /** Told when a call is over and others may have waited for its slot. */
  readonly onFree: () => void
}

export function createCaller(ports: Ports, { deadline, onFault, onFree }: CallerOptions): Caller {
  const underWay = new Map<Promise<void>, string>()
  let stopped = false
  const tools = {
    circuits: createCircuits(pauses),
    deadline,
    checkpoint: () => {},
    outages: createOutages({}),
    isStopped: () => stopped,
  }

  const begin = (message: Message): void => {
    const webhook = message.to.key
    const call = make(message)
      .catch(onFault)
      .finally(() => {
        const mayWait = underWay.size >= slots || full(underWay.values()).includes(webhook)
        underWay.delete(call)
        if (mayWait) onFree()
      })
    underWay.set(call, webhook)
  }

  /** An event may be of no application, or of one that is gone: its webhooks are the tenant's. */
  const make = async (message: Message): Promise<void> => {
    const scope = await ports.webhooks?.scopeOf(message.tenant)
    return deliver(ports, tools, { scope, message })
  }

  const settled = async (): Promise<void> => {
    while (underWay.size > 0) await Promise.race(underWay.keys())
  }

  return {
    async collect() {
      const limit = slots - underWay.size
      if (stopped || limit <= 0) return { collected: 0 }
      const now = ports.clock.now()
      const messages = await ports.store.messages.claim({
        now,
        owner: ports.node,
        until: after(now, leaseLength),
        limit,
        channel: 'webhook',
        each: claimedOfOne,
        passOver: [...full(underWay.values()), ...tools.circuits.broken(now)],
      })
      for (const message of messages) begin(message)
      return { collected: messages.length }
    },
    settled,
    async stop() {
      stopped = true
      await settled()
    },
  }
}

/** Webhooks that have no room for what one more claim may bring. */
function full(calls: Iterable<string>): readonly string[] {
  const counts = new Map<string, number>()
  for (const webhook of calls) counts.set(webhook, (counts.get(webhook) ?? 0) + 1)
  return [...counts].flatMap(([webhook, count]) => (count > mostOfOne - claimedOfOne ? [webhook] : []))
}
